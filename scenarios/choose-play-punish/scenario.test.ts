/** Payoffs and reputations by the rules of the paper, and nobody who knows more than it may. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ParticipantId } from '../../src/record/ids.ts'
import type { Intervention } from '../../src/record/intervention.ts'
import { Streams } from '../../src/base/random.ts'
import {
  anything,
  decisionsOf,
  entriesOf,
  forgetful,
  participant,
  payoffsOf,
  play,
  transcript,
  type Play,
  type Player,
  type Reading,
} from '../public-goods/playing.contract.ts'
import { parametersArbitrary } from './arbitrary.contract.ts'
import { conformance } from './conformance.ts'
import { drawnPairs, meetingsOf, tableOf } from './meetings.ts'
import { Parameters } from './parameters.ts'
import type { Candidates, Meet, Target } from './play.ts'
import { choosePlayPunish } from './scenario.ts'

type Input = Record<string, unknown>
const playGame = (parameters: Input, seats: number, player: Player = anything, seed = 1) =>
  play({ scenario: choosePlayPunish, parameters, seats, player, seed })

const seeds = fc.nat({ max: 1_000_000 })

/** p1 chooses p2, and nobody else chooses: one meeting. Both play and punish as given; p3 as an outsider. */
const oneMeeting =
  (plays: readonly [string, string], punish: readonly [boolean, boolean, boolean?]): Player =>
  ({ ask }) => {
    const seat = Number(ask.of.slice(1)) - 1
    if (ask.name === 'partner') return ask.of === 'p1' ? 'p2' : undefined
    if (ask.name === 'play') return plays[seat]
    return punish[seat] === true ? 'punish' : 'spare'
  }

const earned = async (parameters: Input, player: Player): Promise<(number | undefined)[]> => {
  const { ticks } = await playGame({ rounds: 1, ...parameters }, 3, player)
  const [payoffs] = payoffsOf(ticks)
  return ['p1', 'p2', 'p3'].map((id) => payoffs?.get(id))
}

const [C, D] = ['cooperate', 'defect']

describe('payoffs by the rules of Dasgupta and Musolesi', () => {
  test.each([
    ['both cooperate, and neither punishes: 3 each', [C, C], [false, false], [3, 3]],
    ['both defect, and neither punishes: 1 each', [D, D], [false, false], [1, 1]],
    ['both defect, and both punish: 1 − 3 + 2, nothing for either', [D, D], [true, true], [0, 0]],
    [
      'a defector that is punished by the cooperator: 1, and 2 for that one',
      [D, C],
      [false, true],
      [1, 2],
    ],
    [
      'a cooperator that is punished: 3 − 3; whoever does it: 3 − 10',
      [C, C],
      [true, false],
      [-7, 0],
    ],
    [
      'a defector that also punishes: 4 − 10, and the cooperator loses 3',
      [D, C],
      [true, false],
      [-6, -3],
    ],
  ] as const)('%s', async (_, plays, punish, expected) => {
    expect(await earned({}, oneMeeting(plays as never, punish))).toEqual([...expected, 0])
  })

  test('to punish a cooperator nets −10, and to punish a defector 2, whoever does it', async () => {
    const outside = (plays: readonly [string, string]) =>
      earned({ punishment: 'third-party' }, oneMeeting(plays, [false, false, true]))
    // p3 is the outsider for both players: once for each.
    expect(await outside([C, C] as never)).toEqual([0, 0, -20])
    expect(await outside([D, D] as never)).toEqual([-2, -2, 4])
    expect(await outside([D, C] as never)).toEqual([1, -3, 2 - 10])
  })

  test('to defect and always punish brings two such players nothing, round after round', async () => {
    const always: Player = ({ ask }) =>
      ask.name === 'partner'
        ? ask.of === 'p1'
          ? 'p2'
          : undefined
        : ask.name === 'play'
          ? 'defect'
          : 'punish'
    const { ticks } = await playGame({ rounds: 6 }, 3, always)
    for (const payoffs of payoffsOf(ticks)) expect([...payoffs.values()]).toEqual([0, 0, 0])
  })

  test('costly punishment costs 3 also where it is just', async () => {
    const costly = { sanction: { loss: 3, just: -3, unjust: -10 } }
    expect(await earned(costly, oneMeeting([D, D] as never, [true, true]))).toEqual([-5, -5, 0])
    expect(await earned(costly, oneMeeting([D, C] as never, [false, true]))).toEqual([1, -3, 0])
  })

  test('a gift costs 1 and brings the other 5; to stop does nothing', async () => {
    const gifts = (plays: readonly [string, string]) =>
      earned({ game: 'give-or-stop' }, oneMeeting(plays, [false, false]))
    expect(await gifts(['give', 'give'])).toEqual([4, 4, 0])
    expect(await gifts(['give', 'stop'])).toEqual([-1, 5, 0])
    expect(await gifts(['stop', 'stop'])).toEqual([0, 0, 0])
  })

  test('partner and outsider may both punish, and each of the two takes 3', async () => {
    const both = { punishment: 'both' }
    expect(await earned(both, oneMeeting([C, D] as never, [true, false, true]))).toEqual([
      0 + 2 - 3,
      4 - 3 - 3,
      2 - 10,
    ])
  })
})

describe('reputation', () => {
  /** What p1 is told of everybody before the second choice. */
  const toldAfter = async (
    reputation: object,
    plays: readonly string[],
    punish: readonly boolean[],
  ) => {
    const player: Player = (situation, random) =>
      situation.round === 1
        ? oneMeeting(plays as never, punish as never)(situation, random)
        : situation.ask.name === 'partner'
          ? undefined
          : 'spare'
    const parameters = { rounds: 2, punishment: 'both', candidates: 'seat', reputation }
    const { ticks } = await playGame(parameters, 3, player)
    const facts = entriesOf(ticks, 'fact-shown').filter(({ name }) => name === 'candidates')
    const second = facts.map(({ data }) => data as Candidates).filter(({ round }) => round === 2)
    return second.map(({ own, candidates }) =>
      Object.fromEntries([own, ...candidates].map(({ name, reputation: told }) => [name, told])),
    )
  }

  test('is +1 for cooperating, −1 for defecting, +2 for punishing justly, −3 unjustly, 0 for sparing', async () => {
    const shared = { 'Player 1': 1 + 2, 'Player 2': -1 - 3, 'Player 3': 2 - 3 }
    expect(await toldAfter({}, [C, D] as never, [true, true, true])).toEqual([
      shared,
      shared,
      shared,
    ])
    const spared = { 'Player 1': 1, 'Player 2': -1, 'Player 3': 0 }
    expect(await toldAfter({}, [C, D] as never, [false, false, false])).toEqual([
      spared,
      spared,
      spared,
    ])
  })

  test('can come from play alone, or from punishing alone', async () => {
    const [play] = await toldAfter({ counts: 'play' }, [C, D] as never, [true, true, true])
    expect(play).toEqual({ 'Player 1': 1, 'Player 2': -1, 'Player 3': 0 })
    const [punishing] = await toldAfter({ counts: 'punishment' }, [C, D] as never, [
      true,
      true,
      true,
    ])
    expect(punishing).toEqual({ 'Player 1': 2, 'Player 2': -3, 'Player 3': -1 })
  })

  test('can be each observer’s own: of what it met with, and nobody is told what others think of it', async () => {
    const own = await toldAfter({ seenBy: 'witnesses' }, [C, D] as never, [true, true, true])
    expect(own).toEqual([
      // p1 met p2 and was punished by p2 and p3; p2 likewise; p3 looked on, and was not told who else punished.
      { 'Player 1': undefined, 'Player 2': -1 - 3, 'Player 3': -3 },
      { 'Player 1': 1 + 2, 'Player 2': undefined, 'Player 3': 2 },
      { 'Player 1': 1, 'Player 2': -1, 'Player 3': undefined },
    ])
  })
})

/** Points and punishments, from questions and decisions alone. */
const earningsIn = (input: Input, { ticks }: Play, round: number): Map<string, number> => {
  const parameters = Parameters.parse(input)
  const { R, S, T, P } =
    parameters.payoffs ??
    (parameters.game === 'give-or-stop' ? { R: 4, S: -1, T: 5, P: 0 } : { R: 3, S: 0, T: 4, P: 1 })
  const earnings = new Map<string, number>()
  const add = (id: string, points: number): void =>
    void earnings.set(id, (earnings.get(id) ?? 0) + points)
  const idOf = (name: string): string => `p${name.replace('Player ', '')}`
  const acts = new Map<string, (string | null)[]>()
  for (const tick of ticks.filter((one) => one.round === round)) {
    // What a question is about is shown at the end of the tick before; before the first tick, at its beginning.
    const before = ticks[tick.tick - 1]
    const shown = (of: string, name: string): unknown => {
      const facts = entriesOf([before ?? tick], 'fact-shown').filter(
        (fact) => fact.name === name && fact.to === of,
      )
      return (before === undefined ? facts[0] : facts.at(-1))?.data
    }
    for (const [of, act] of decisionsOf([tick], 'play')[0] ?? []) {
      const key = `${of} ${idOf((shown(of, 'meeting') as Meet).other.name)}`
      acts.set(key, [...(acts.get(key) ?? []), act as string | null])
    }
    for (const [of, punishes] of decisionsOf([tick], 'punish')[0] ?? []) {
      if (punishes !== 'punish') continue
      const { target, act } = shown(of, 'target') as Target
      add(of, act === 'selfish' ? parameters.sanction.just : parameters.sanction.unjust)
      add(idOf(target.name), -parameters.sanction.loss)
    }
  }
  const isGood = (act: string): boolean => act === 'cooperate' || act === 'give'
  for (const [key, own] of acts) {
    const [one = '', other = ''] = key.split(' ')
    const theirs = acts.get(`${other} ${one}`) ?? []
    expect(theirs).toHaveLength(own.length)
    own.forEach((act, i) => {
      const answer = theirs[i] ?? null
      if (act === null || answer === null) return
      add(one, isGood(act) ? (isGood(answer) ? R : S) : isGood(answer) ? T : P)
    })
  }
  return earnings
}

describe('what is paid', () => {
  test('follows from questions and decisions, worked out from the record alone', () =>
    fc.assert(
      fc.asyncProperty(
        parametersArbitrary,
        fc.integer({ min: 3, max: 6 }),
        seeds,
        async (input, seats, seed) => {
          const parameters = JSON.parse(JSON.stringify(input)) as Input
          const played = await playGame(parameters, seats, forgetful, seed)
          const paid = payoffsOf(played.ticks)
          expect(paid).toHaveLength(Parameters.parse(parameters).rounds)
          paid.forEach((payoffs, r) => {
            const earnings = earningsIn(parameters, played, r + 1)
            for (const [id, points] of payoffs) expect(points).toBeCloseTo(earnings.get(id) ?? 0, 5)
          })
        },
      ),
      { numRuns: 80 },
    ))
})

test('words say what the payoff function pays, and what reputations come to', () =>
  fc.assert(
    fc.property(parametersArbitrary, (input) => {
      expect(conformance(Parameters.parse(input))).toEqual([])
    }),
  ))

describe('nobody knows more than it may', () => {
  /** p1 and p2 choose each other, p3 and p4 too; p5 chooses p3, and plays as given. */
  const apart =
    (act: string): Player =>
    (situation, random) => {
      const { ask } = situation
      if (ask.name === 'partner')
        return { p1: 'p2', p2: 'p1', p3: 'p4', p4: 'p3', p5: 'p3' }[ask.of as 'p1']
      if (ask.name === 'play' && ask.of === 'p5') return act
      return anything(situation, random)
    }
  const readBy = (readings: readonly Reading[], ids: readonly string[], name?: string) =>
    readings.filter(({ of, ask }) => ids.includes(of) && (name === undefined || ask.name === name))
  const twice = async (parameters: Input, seed: number): Promise<[Play, Play]> => [
    await playGame(parameters, 5, apart('cooperate'), seed),
    await playGame(parameters, 5, apart('defect'), seed),
  ]

  test('of meetings that it has no part in, unless reputations or last acts are told', () =>
    fc.assert(
      fc.asyncProperty(
        seeds,
        fc.constantFrom(
          { reputationAt: [], lastAt: [] },
          { reputation: { counts: 'none' }, lastAt: [] },
          { reputation: { seenBy: 'witnesses' }, lastAt: [] },
        ),
        async (seed, told) => {
          const [one, two] = await twice({ rounds: 3, punishment: 'direct', ...told }, seed)
          expect(readBy(two.readings, ['p1', 'p2'])).toEqual(readBy(one.readings, ['p1', 'p2']))
        },
      ),
      { numRuns: 25 },
    ))

  test('of a reputation before the stage at which it is told', async () => {
    const [one, two] = await twice(
      { rounds: 2, punishment: 'direct', reputationAt: ['punish'], lastAt: [] },
      4,
    )
    for (const ask of ['partner', 'play'])
      expect(readBy(two.readings, ['p1', 'p2'], ask)).toEqual(
        readBy(one.readings, ['p1', 'p2'], ask),
      )
  })

  test('and with shared reputations everybody reads of it', async () => {
    const [one, two] = await twice({ rounds: 2, punishment: 'direct' }, 4)
    expect(readBy(two.readings, ['p1'], 'partner')[1]?.parts['reputation']).not.toBe(
      readBy(one.readings, ['p1'], 'partner')[1]?.parts['reputation'],
    )
  })

  test('of a play before all have played, however many it meets', () =>
    fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const [one, two] = await twice({ rounds: 1 }, seed)
        // p3 meets p4 twice, and p5: it is asked three times, and learns of p5's play with the question about punishing it.
        expect(readBy(one.readings, ['p3'], 'play')).toHaveLength(3)
        expect(readBy(two.readings, ['p3'], 'play')).toEqual(readBy(one.readings, ['p3'], 'play'))
        expect(readBy(two.readings, ['p3'], 'punish')).not.toEqual(
          readBy(one.readings, ['p3'], 'punish'),
        )
      }),
      { numRuns: 15 },
    ))

  test('of the number of rounds, where it is hidden', async () => {
    const [two, three] = [
      await playGame({ rounds: 2, horizon: 'hidden' }, 4),
      await playGame({ rounds: 3, horizon: 'hidden' }, 4),
    ]
    expect(three.readings.filter(({ round }) => round <= 2)).toEqual(two.readings)
  })
})

describe('who meets whom', () => {
  const pairsIn = ({ ticks }: Play): string[][][] =>
    entriesOf(ticks, 'chance-drawn').map(({ value }) => (value as { pairs: string[][] }).pairs)

  test('is drawn uniformly where partners are random', () => {
    const streams = new Streams(1)
    const draw = (stream: string, index: number): number => streams.draw(stream, index)
    const players = [1, 2, 3, 4].map(participant)
    const table = tableOf(Parameters.parse({ selection: 'random' }), players, draw)
    const counts = new Map<string, number>()
    for (let round = 1; round <= 400; round++) {
      for (const { first, second } of drawnPairs(table, round)) {
        const key = `${first} ${second}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
    expect(counts.size).toBe(12)
    const chiSquare = [...counts.values()].reduce(
      (sum, n) => sum + (n - 400 / 3) ** 2 / (400 / 3),
      0,
    )
    // Four choosers with 2 degrees of freedom each: 20.09 is passed once in a hundred.
    expect(chiSquare).toBeLessThan(20.09)
  })

  test('and outsiders are drawn uniformly, one for each of the two', () => {
    const streams = new Streams(2)
    const draw = (stream: string, index: number): number => streams.draw(stream, index)
    const players = [1, 2, 3, 4, 5].map(participant)
    const table = tableOf(Parameters.parse({ punishment: 'both' }), players, draw)
    const [first, second] = players as [ParticipantId, ParticipantId]
    const counts = new Map<string, number>()
    for (let round = 1; round <= 1_800; round++) {
      const [meeting] = meetingsOf(table, round, [{ first, second }])
      const key = meeting?.judges.join(' ') ?? ''
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect(counts.size).toBe(9)
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 200) ** 2 / 200, 0)
    // 8 degrees of freedom: 20.09 is passed once in a hundred.
    expect(chiSquare).toBeLessThan(20.09)
  })

  test('is a neighbour where there are neighbours, and outsiders are neighbours of either', async () => {
    const parameters = {
      rounds: 20,
      selection: 'random',
      punishment: 'third-party',
      among: { ring: 1 },
    }
    const played = await playGame(parameters, 8)
    const near = (one: string, other: string): boolean => {
      const apart = Math.abs(Number(one.slice(1)) - Number(other.slice(1)))
      return Math.min(apart, 8 - apart) === 1
    }
    for (const [one = '', other = ''] of pairsIn(played).flat()) expect(near(one, other)).toBe(true)
    for (const { to, data } of entriesOf(played.ticks, 'fact-shown').filter(
      ({ name }) => name === 'target',
    )) {
      const { target, with: met } = data as Target
      const [one, other] = [target.name, met].map((name) => `p${name.replace('Player ', '')}`)
      expect(near(to, one ?? '') || near(to, other ?? '')).toBe(true)
    }
  })

  test('stays for as many rounds as partners are together', async () => {
    const played = await playGame({ rounds: 7, together: 3, punishment: 'none' }, 4)
    expect(pairsIn(played)).toHaveLength(3)
    const choices = played.readings.filter(({ ask }) => ask.name === 'partner')
    expect([...new Set(choices.map(({ round }) => round))]).toEqual([1, 4, 7])
  })
})

describe('where somebody does not answer', () => {
  test('who chooses nobody may still be chosen, and where nobody chooses, nobody plays', async () => {
    const parameters = { rounds: 2, punishment: 'none' }
    const { ticks, readings } = await playGame(parameters, 3, ({ ask, round }) =>
      ask.name === 'partner' ? (round === 2 && ask.of === 'p1' ? 'p3' : undefined) : 'cooperate',
    )
    expect(payoffsOf(ticks).map((payoffs) => [...payoffs.values()])).toEqual([
      [0, 0, 0],
      [3, 0, 3],
    ])
    const second = readings.find(({ round }) => round === 2)
    expect(second?.parts['history']).toBe('Round 1: you met nobody, and earned 0 points in all.')
  })

  test('a missing play is no defection: the meeting counts for neither, and nobody punishes there', async () => {
    const player: Player = ({ ask, round }) => {
      if (ask.name === 'partner') return round === 1 && ask.of === 'p1' ? 'p2' : undefined
      return ask.of === 'p1' ? undefined : 'cooperate'
    }
    const { ticks, readings } = await playGame({ rounds: 2, punishment: 'both' }, 3, player)
    expect(payoffsOf(ticks)[0]).toEqual(
      new Map([
        ['p1', 0],
        ['p2', 0],
        ['p3', 0],
      ]),
    )
    expect(readings.some(({ ask }) => ask.name === 'punish')).toBe(false)
    const told = readings.filter(({ round }) => round === 2)
    expect(told[0]?.parts['history']).toContain(
      'You met Player 2: you did not answer, and the meeting does not count.',
    )
    expect(told[0]?.parts['reputation']).toContain('Player 1 (you): reputation 0.')
    expect(told[0]?.parts['reputation']).toContain('Player 2: reputation 0.')
  })

  test('a missing punishment is none, and moves no reputation', async () => {
    const player: Player = (situation, random) =>
      situation.ask.name === 'punish'
        ? undefined
        : oneMeeting([C, D] as never, [false, false])(situation, random)
    const { ticks, readings } = await playGame({ rounds: 2, reputation: { spare: 7 } }, 3, player)
    expect([...(payoffsOf(ticks)[0]?.values() ?? [])]).toEqual([0, 4, 0])
    const told = readings.find(({ round }) => round === 2)
    expect(told?.parts['reputation']).toContain('Player 1 (you): reputation 1.')
    expect(told?.parts['history']).toContain(
      'You did not say whether you punish Player 2, and did not.',
    )
  })
})

describe('parameters that change while it is played', () => {
  const changed = (at: Intervention['at'], parameters: object) =>
    play({
      scenario: choosePlayPunish,
      parameters: { rounds: 3, selection: 'random', punishment: 'none' },
      seats: 3,
      player: ({ ask }) => (ask.name === 'play' ? 'cooperate' : 'spare'),
      interventions: [{ at, deed: { do: 'set', parameters } }] as Intervention[],
    })
  const totals = ({ ticks }: Play): number[] =>
    payoffsOf(ticks).map((payoffs) => [...payoffs.values()].reduce((a, b) => a + b, 0))

  test('hold for the round that has not begun to be played', async () => {
    const payoffs = { R: 10, S: 0, T: 0, P: 0 }
    // Three meetings of two in every round.
    expect(totals(await changed({ round: 2 }, { payoffs }))).toEqual([18, 60, 60])
  })

  test('hold from the next round on where it has', async () => {
    const payoffs = { R: 10, S: 0, T: 0, P: 0 }
    expect(totals(await changed({ tick: 1 }, { payoffs }))).toEqual([18, 60, 60])
  })

  test('can bring punishment in, and it is read of', async () => {
    const { readings } = await changed({ round: 3 }, { punishment: 'direct' })
    const asked = (round: number) =>
      readings.filter((one) => one.round === round).map(({ ask }) => ask.name)
    expect(asked(2)).not.toContain('punish')
    expect(asked(3)).toContain('punish')
    expect(readings.at(-1)?.parts['rules']).toContain('each of the two may punish the other')
  })
})

describe('what cannot be is refused', () => {
  const complaint = (input: Input): string =>
    Parameters.safeParse(input)
      .error?.issues.map(({ message }) => message)
      .join('; ') ?? ''

  test('by the schema, with the mend', () => {
    expect(complaint({ labels: ['A', 'A'] })).toContain('two options with one label: "A"')
    expect(complaint({ labels: ['defect', 'x'] })).toContain('the name of the other option')
    expect(complaint({ selection: 'random', resolution: 'mutual' })).toContain(
      'leave resolution out',
    )
  })

  test('by the number of players when the run is planned, by the field', () => {
    const parameters = Parameters.parse({ among: { caves: 4 } })
    expect(choosePlayPunish.problems?.(parameters, { player: 6 })).toEqual([
      expect.stringMatching(/^among\.caves: 6 participants do not make caves of 4/),
    ])
    expect(choosePlayPunish.problems?.(parameters, { player: 8 })).toEqual([])
  })

  test('by the number of players', async () => {
    await expect(playGame({ among: { caves: 4 } }, 6)).rejects.toThrow(
      '6 participants do not make caves of 4',
    )
  })
})

describe('the golden record', () => {
  /** One defects on all and is punished for it; in the second round nobody chooses it. */
  const played = () =>
    playGame(
      { rounds: 2, punishment: 'both', candidates: 'seat' },
      3,
      ({ ask, round, seen }) => {
        if (ask.name === 'partner')
          return ask.of === 'p1' ? (round === 1 ? 'p3' : 'p2') : ask.of === 'p2' ? 'p1' : undefined
        if (ask.name === 'play') return ask.of === 'p3' ? 'defect' : 'cooperate'
        return seen.facts<Target>('target').at(-1)?.act === 'selfish' ? 'punish' : 'spare'
      },
      2025,
    )

  test('reads as it always did', async () => {
    await expect(transcript(await played())).toMatchFileSnapshot('golden/two-rounds.txt')
  })

  test('has the hash that it always had', async () => {
    expect((await played()).hash).toMatchInlineSnapshot(
      `"56787fa26f340099e0a59bc21960803625c45e470e7376e3d0b06dd9e784bc68"`,
    )
  })
})
