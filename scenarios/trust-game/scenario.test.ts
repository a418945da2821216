/** What players are told is what happens, to the cent; nobody learns what is not theirs to know; no money comes from nowhere. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ParticipantId } from '../../src/record/ids.ts'
import { parametersArbitrary } from './arbitrary.contract.ts'
import { conformance } from './conformance.ts'
import { Parameters } from './parameters.ts'
import type { Outcome } from './play.ts'
import {
  anyPlayer,
  entriesOf,
  forgetful,
  listed,
  play as playAny,
  tell,
  type Played,
  type Player,
} from './playing.contract.ts'
import { trustGame } from './scenario.ts'
import type { Part } from './part.ts'
import { framingNamed } from './texts/framings.ts'
import { readHistory } from './texts/read-back.ts'

const PAIR = ['trustor', 'trustee']
const THREE_PAIRS = ['trustor', 'trustor', 'trustor', 'trustee', 'trustee', 'trustee']
const seeds = fc.nat({ max: 1_000_000 })
const RUNS = { numRuns: 60 }

const play = (
  parameters: object,
  options: Given<typeof playAny>[3] = {},
  roles: readonly string[] = PAIR,
): Promise<Played> => playAny(trustGame, roles, parameters, options)
type Given<F extends (...given: never[]) => unknown> = F extends (...given: infer G) => unknown
  ? G
  : never

const exchange = (
  sent: readonly (number | undefined)[],
  returned: readonly (number | undefined)[],
) => listed({ 'trustor/send': sent, 'trustee/return': returned })

const paid = ({ entries }: Played): number[][] => {
  const points = entriesOf(entries, 'payoff-awarded')
  return ['p1', 'p2'].map((one) => points.filter(({ to }) => to === one).map((pay) => pay.points))
}
const earnings = (played: Played): number[] =>
  paid(played).map((points) => Number(points.reduce((a, b) => a + b, 0).toPrecision(12)))

const outcomesOf = ({ entries }: Played) =>
  entriesOf(entries, 'fact-shown')
    .filter(({ name }) => name === 'outcome')
    .map(({ to, data }) => ({ to, ...(data as unknown as Outcome) }))

describe('payoffs', () => {
  test('are those of Berg, Dickhaut and McCabe: both have 10, what is sent is tripled', async () => {
    expect(paid(await play({}, { player: exchange([5], [7]) }))).toEqual([[12], [18]])
    expect(paid(await play({}, { player: exchange([0], [0]) }))).toEqual([[10], [10]])
    expect(paid(await play({}, { player: exchange([10], [0]) }))).toEqual([[0], [40]])
    expect(paid(await play({}, { player: exchange([10], [30]) }))).toEqual([[30], [10]])
  })

  test('where only the trustor is endowed, the trustee has what is left of the pot', async () => {
    const parameters = { endow: 'trustor', rounds: 2 }
    expect(paid(await play(parameters, { player: exchange([5, 0], [7, 0]) }))).toEqual([
      [12, 10],
      [8, 0],
    ])
  })

  test('are exact in decimals', async () => {
    const cents = { step: 0.01, rounds: 3, endow: 'trustor' }
    const played = await play(cents, { player: exchange([7.5, 0.1, 2.85], [22.5, 0.3, 1.9]) })
    expect(paid(played)).toEqual([
      [25, 10.2, 9.05],
      [0, 0, 6.65],
    ])
    const dime = { endowment: 0.3, step: 0.1 }
    expect(paid(await play(dime, { player: exchange([0.2], [0.1]) }))).toEqual([[0.2], [0.8]])
  })

  test('with balances carried over: endowments once, and what is held can be sent', async () => {
    const played = await play(
      { resets: false, rounds: 3 },
      { player: exchange([10, 20, 0], [20, 5, 0]) },
    )
    // 10 − 10 + 20 = 20, − 20 + 5 = 5; 10 + 30 − 20 = 20, + 60 − 5 = 75.
    expect(paid(played)).toEqual([
      [10, 10, -15, 0],
      [10, 10, 55, 0],
    ])
    const most = entriesOf(played.entries, 'decision-asked').map(({ form }) =>
      form.kind === 'amount' ? form.max : null,
    )
    expect(most).toEqual([10, 30, 20, 60, 5, 0])
  })

  test('a pot that is no whole number of steps is returned in whole steps', async () => {
    const played = await play({ multiplier: 2.5 }, { player: exchange([3], [7]) })
    expect(entriesOf(played.entries, 'decision-asked')[1]?.form).toEqual({
      kind: 'amount',
      min: 0,
      max: 7,
      step: 1,
    })
    expect(paid(played)).toEqual([[14], [10.5]])
  })
})

describe('money', () => {
  test('comes from endowments and the multiplier alone: together a pair earns what it was given and (k − 1) times what was sent', () =>
    fc.assert(
      fc.asyncProperty(parametersArbitrary, seeds, async (input, seed) => {
        const parameters = Parameters.parse(input)
        const { multiplier, endowment, endow, resets } = parameters
        const played = await play(input, { seed, player: forgetful })
        const outcomes = outcomesOf(played).filter(({ part }) => part === 'trustor')
        const complete = outcomes.filter(({ returned }) => returned !== null)
        const sent = complete.reduce((sum, one) => sum + (one.sent ?? 0), 0)
        const given = endow === 'both' ? 2 * endowment : endowment
        const [one = 0, other = 0] = earnings(played)
        const expected = given * (resets ? complete.length : 1) + (multiplier - 1) * sent
        expect(one + other).toBeCloseTo(expected, 8)
      }),
      RUNS,
    ))

  test('is told and paid in decimals as people write them: no amount has a binary rest', () =>
    fc.assert(
      fc.asyncProperty(parametersArbitrary, seeds, async (input, seed) => {
        const { entries, readings } = await play(input, { seed })
        for (const { points } of entriesOf(entries, 'payoff-awarded'))
          expect(String(points)).toMatch(/^-?\d+(\.\d{1,7})?$/)
        for (const { parts } of readings)
          expect(Object.values(parts).join('\n')).not.toMatch(/\d\.\d{8}/)
      }),
      RUNS,
    ))

  test('can only be sent by who has it, and only be returned of what was received', () =>
    fc.assert(
      fc.asyncProperty(parametersArbitrary, seeds, async (input, seed) => {
        const played = await play(input, { seed })
        const balances = new Map<string, number>()
        for (const entry of entriesOf(played.entries, 'payoff-awarded'))
          balances.set(entry.to, (balances.get(entry.to) ?? 0) + entry.points)
        for (const balance of balances.values()) expect(balance).toBeGreaterThanOrEqual(-1e-9)
        for (const { sent, received, returned } of outcomesOf(played)) {
          expect(received).toBeCloseTo((sent ?? 0) * Parameters.parse(input).multiplier, 9)
          expect(returned).toBeLessThanOrEqual((received ?? 0) + 1e-9)
        }
      }),
      RUNS,
    ))
})

describe('a forfeit', () => {
  test('of what is sent voids the round: nobody is asked for a return, nobody is paid, both are told', async () => {
    const played = await play({ rounds: 2 }, { player: exchange([undefined, 4], [6]) })
    expect(paid(played)).toEqual([
      [0, 12],
      [0, 16],
    ])
    expect(played.ticks.map(({ content }) => content.phase)).toEqual([
      'sending',
      'sending',
      'returning',
    ])
    const told = played.readings.slice(1).map(({ parts }) => parts['history'])
    expect(told).toEqual([
      'Round 1: you did not answer; nobody earned anything.',
      'Round 1: the other player did not answer; nobody earned anything.',
    ])
  })

  test('of what is returned voids the round too: no zero is put in its place', async () => {
    const played = await play({ rounds: 2 }, { player: exchange([5, 4], [undefined, 6]) })
    expect(paid(played)).toEqual([
      [0, 12],
      [0, 16],
    ])
    expect(outcomesOf(played)[0]).toMatchObject({
      sent: 5,
      received: 15,
      returned: null,
      earned: 0,
    })
    const told = played.readings.filter(({ tick }) => tick > 1).map(({ parts }) => parts['history'])
    expect(told).toEqual([
      'Round 1: you sent $5, which became $15; the other player did not answer; nobody earned anything.',
      'Round 1: the other player sent $5, which became $15; you did not answer; nobody earned anything.',
    ])
  })

  test('leaves balances that are carried over as they were', async () => {
    const player = exchange([5, undefined, 15], [10, 0])
    const played = await play({ rounds: 3, resets: false }, { player })
    expect(paid(played)).toEqual([
      [10, 5, 0, -15],
      [10, 5, 0, 45],
    ])
  })

  test('in the last round ends the game, also where nobody has sent', async () => {
    expect((await play({}, { player: exchange([undefined], []) })).ticks).toHaveLength(1)
    const both = await play({ rounds: 2 }, { player: exchange([1, undefined], [0]) })
    expect(both.ticks).toHaveLength(3)
  })

  test('of one pair is no matter for the others', async () => {
    const player: Player = ({ ask }) => {
      if (ask.of === 'p2' && ask.name === 'send') return undefined
      return ask.name === 'send' ? 4 : 6
    }
    const played = await play({}, { player }, THREE_PAIRS)
    const points = entriesOf(played.entries, 'payoff-awarded').map((pay) => [pay.to, pay.points])
    expect(Object.fromEntries(points)).toEqual({ p1: 12, p2: 0, p3: 12, p4: 16, p5: 0, p6: 16 })
  })
})

describe('what is told', () => {
  test('conforms to what is paid, whatever the parameters', () =>
    fc.assert(
      fc.property(parametersArbitrary, (input) => {
        expect(conformance(Parameters.parse(input))).toEqual([])
      }),
    ))

  test('of past rounds is what each player was paid, from its own side', () =>
    fc.assert(
      fc.asyncProperty(parametersArbitrary, seeds, async (input, seed) => {
        const parameters = Parameters.parse(input)
        if (parameters.swap || parameters.history === 'none') return
        const played = await play(input, { seed, player: forgetful }, THREE_PAIRS)
        const framing = framingNamed(parameters.framing)
        for (const { of, role, tick, parts } of played.readings) {
          const part = role as Part
          const told = readHistory(parts['history'] ?? '', { framing, unit: parameters.unit, part })
          const before = { ...played, entries: entriesBefore(played, tick) }
          const known = outcomesOf(before)
            .filter(({ to }) => to === of)
            .map(({ round, sent, received, returned, earned, holds }) => {
              return {
                round,
                sent,
                received,
                returned,
                earned: holds === null ? earned : null,
                holds,
              }
            })
          const kept = known.slice(-(parameters.historyRounds ?? Infinity))
          expect(told).toEqual(kept)
        }
      }),
      RUNS,
    ))

  test('of the number of rounds is nothing where the horizon is hidden, up to the last round', () =>
    fc.assert(
      fc.asyncProperty(parametersArbitrary, seeds, async (input, seed) => {
        const { rounds: _r, continuation: _c, resets: _s, matching: _m, ...rest } = input
        const hidden = { ...rest, horizon: 'hidden' as const }
        const [short, long] = [
          await play({ ...hidden, rounds: 2 }, { seed }),
          await play({ ...hidden, rounds: 4 }, { seed }),
        ]
        const open = await play({ ...hidden, continuation: 0.9 }, { seed })
        const read = ({ readings }: Played, ticks: number) =>
          readings
            .filter(({ tick }) => tick < ticks)
            .map(({ tick, of, parts }) => [tick, of, parts])
        for (const other of [long, open]) {
          const common = Math.min(short.ticks.length, other.ticks.length)
          expect(read(other, common)).toEqual(read(short, common))
        }
      }),
      { numRuns: 30 },
    ))

  test('an announced horizon and continuation are told', async () => {
    const rulesOf = async (parameters: object): Promise<string> =>
      (await play(parameters, {})).readings[0]?.parts['rules'] ?? ''
    expect(await rulesOf({ rounds: 7 })).toContain('You play 7 rounds')
    expect(await rulesOf({ continuation: 0.85 })).toContain('with a probability of 85%')
    expect(await rulesOf({ rounds: 7, horizon: 'hidden' })).toContain('one or more rounds')
    expect(await rulesOf({})).toContain('You play a single round.')
  })
})

describe('what nobody else may know', () => {
  const wordsOf = ({ readings }: Played, who: (of: string) => boolean) =>
    readings.filter(({ of }) => who(of)).map(({ tick, ask, parts }) => ({ tick, ask, parts }))

  test('what a trustor expects is read by nobody, not even by itself later, and changes nothing', () =>
    fc.assert(
      fc.asyncProperty(parametersArbitrary, seeds, async (input, seed) => {
        const expecting =
          (all: boolean): Player =>
          (situation, role, random) => {
            const { form, name } = situation.ask
            if (name !== 'expect' || form.kind !== 'amount')
              return anyPlayer(situation, role, random)
            anyPlayer(situation, role, random)
            return all ? form.max : form.min
          }
        const parameters = { ...input, beliefs: true }
        const most = await play(parameters, { seed, player: expecting(true) }, THREE_PAIRS)
        const least = await play(parameters, { seed, player: expecting(false) }, THREE_PAIRS)
        expect(wordsOf(most, () => true)).toEqual(wordsOf(least, () => true))
        expect(outcomesOf(most)).toEqual(outcomesOf(least))
      }),
      { numRuns: 30 },
    ))

  test('asking for beliefs changes no other ask, and nothing that is paid', async () => {
    const player = listed({
      'trustor/send': [5, 6],
      'trustor/expect': [3, 4],
      'trustee/return': [7, 8],
    })
    const [with_, without] = [
      await play({ rounds: 2, beliefs: true }, { player }),
      await play({ rounds: 2 }, { player: exchange([5, 6], [7, 8]) }),
    ]
    expect(paid(with_)).toEqual(paid(without))
    const asked = (played: Played) => played.readings.filter(({ ask }) => ask.name !== 'expect')
    expect(asked(with_)).toEqual(asked(without))
  })

  test('what other pairs do is read by nobody in a pair of partners', () =>
    fc.assert(
      fc.asyncProperty(parametersArbitrary, seeds, async (input, seed) => {
        // p1 and p4 are a pair throughout; the others decide otherwise the second time.
        const others =
          (generous: boolean): Player =>
          (situation, role, random) => {
            const value = anyPlayer(situation, role, random)
            const { of, form } = situation.ask
            if (of === 'p1' || of === 'p4' || form.kind !== 'amount') return value
            return generous ? form.max : form.min
          }
        const { matching: _, ...rest } = input
        const [one, two] = [
          await play(rest, { seed, player: others(true) }, THREE_PAIRS),
          await play(rest, { seed, player: others(false) }, THREE_PAIRS),
        ]
        const inPair = (of: string): boolean => of === 'p1' || of === 'p4'
        expect(wordsOf(one, inPair)).toEqual(wordsOf(two, inPair))
      }),
      { numRuns: 30 },
    ))

  test('the trustee learns what was sent only once it is sent, the trustor what is returned only once it is returned', () =>
    fc.assert(
      fc.asyncProperty(parametersArbitrary, seeds, async (input, seed) => {
        const played = await play(input, { seed })
        for (const { tick, of, ask } of played.readings) {
          const known = entriesBefore(played, tick)
          const stakes = entriesOf(known, 'fact-shown').filter(
            ({ to, name }) => to === of && name === 'stake',
          )
          const outcomes = outcomesOf({ ...played, entries: known }).filter(({ to }) => to === of)
          const stakesExpected = outcomes.length + (ask.name === 'send' ? 0 : 1)
          expect(stakes).toHaveLength(stakesExpected)
        }
      }),
      RUNS,
    ))
})

describe('pairs', () => {
  const partnersOf = (played: Played): string[][] => {
    const rounds = new Map<number, Map<string, string>>()
    const outcomes = outcomesOf(played)
    for (let i = 0; i < outcomes.length; i += 2) {
      const [one, other] = [outcomes[i], outcomes[i + 1]]
      if (one === undefined || other === undefined) continue
      const round = rounds.get(one.round) ?? new Map<string, string>()
      round.set(one.to, other.to)
      rounds.set(one.round, round)
    }
    return [...rounds.values()].map((round) =>
      [...round].map(([one, other]) => `${one}-${other}`).sort(),
    )
  }

  test('of partners stay together; perfect strangers never meet twice; all are paired in each round', async () => {
    const partners = partnersOf(await play({ rounds: 3 }, {}, THREE_PAIRS))
    expect(new Set(partners.map(String))).toEqual(new Set(['p1-p4,p2-p5,p3-p6']))
    const perfect = partnersOf(
      await play({ rounds: 3, matching: 'perfect-stranger' }, {}, THREE_PAIRS),
    )
    expect(new Set(perfect.flat()).size).toBe(9)
  })

  test('of strangers are drawn anew from the run’s own stream', async () => {
    const parameters = { rounds: 30, matching: 'stranger' }
    const one = partnersOf(await play(parameters, { seed: 3 }, THREE_PAIRS))
    expect(new Set(one.map(String)).size).toBeGreaterThan(3)
    expect(partnersOf(await play(parameters, { seed: 3 }, THREE_PAIRS))).toEqual(one)
    expect(partnersOf(await play(parameters, { seed: 4 }, THREE_PAIRS))).not.toEqual(one)
  })

  test('exchange their parts after every round where that is asked for', async () => {
    const player = listed({
      'trustor/send': [1, 3],
      'trustee/return': [2, 4],
      'trustee/send': [5],
      'trustor/return': [6],
    })
    const played = await play({ rounds: 3, swap: true }, { player })
    expect(outcomesOf(played).map(({ to, part }) => `${to} ${part}`)).toEqual([
      'p1 trustor',
      'p2 trustee',
      'p2 trustor',
      'p1 trustee',
      'p1 trustor',
      'p2 trustee',
    ])
    expect(played.readings[2]?.parts['question']).toContain('How much do you send')
    expect(played.readings[2]?.parts['history']).toBe(
      'Round 1: the other player sent $1, which became $3; you returned $2; you earned $11.',
    )
  })

  test('that cannot be made are refused', async () => {
    await expect(play({}, {}, ['trustor', 'trustor', 'trustee'])).rejects.toThrow(
      /as many participants in each; there are 2, 1/,
    )
    await expect(play({ matching: 'perfect-stranger', rounds: 2 })).rejects.toThrow(
      /cannot be perfect strangers for 2 rounds/,
    )
  })
})

test.each([
  [{}, { trustor: 2, trustee: 1 }, /^cast: .*as many participants in each; there are 2, 1/],
  [
    { matching: 'perfect-stranger', rounds: 4 },
    { trustor: 3, trustee: 3 },
    /^matching: .*there can be 3 at most/,
  ],
  [{ matching: 'perfect-stranger', rounds: 3 }, { trustor: 3, trustee: 3 }, /^$/],
])('%j for %j is judged when the run is planned', (input, cast, told) => {
  expect((trustGame.problems?.(Parameters.parse(input), cast) ?? []).join()).toMatch(told)
})

describe('parameters that are changed while the game is played', () => {
  const set = (at: object, parameters: object) =>
    ({ interventions: [{ at, deed: { do: 'set', parameters } }] }) as never

  test('hold from the round on in which nothing has been sent, and are told', async () => {
    const played = await play(
      { rounds: 2 },
      {
        player: exchange([5, 5], [7, 7]),
        plan: set({ round: 2 }, { multiplier: 4 }),
      },
    )
    expect(paid(played)).toEqual([
      [12, 12],
      [18, 23],
    ])
    const [, , third] = played.readings
    expect(third?.parts['rules']).toContain('4 times what you send')
    expect(third?.parts['history']).toContain('you sent $5, which became $15')
  })

  test('let a round that is on its way end as it was begun', async () => {
    const played = await play(
      { rounds: 2 },
      {
        player: exchange([5, 5], [7, 7]),
        plan: set({ tick: 1 }, { multiplier: 4, endowment: 20 }),
      },
    )
    expect(paid(played)).toEqual([
      [12, 22],
      [18, 33],
    ])
    const rules = played.readings.map(({ parts }) => /(\d) times/.exec(parts['rules'] ?? '')?.[1])
    expect(rules).toEqual(['3', '3', '4', '4'])
  })

  test('are refused where the past would be that of another game', async () => {
    const plan = set({ round: 2 }, { resets: false })
    await expect(play({ rounds: 2 }, { plan })).rejects.toThrow(/"resets" cannot be changed/)
    const shorter = set({ round: 3 }, { rounds: 2 })
    await expect(play({ rounds: 4 }, { plan: shorter })).rejects.toThrow(/round 3 has begun/)
  })
})

test('a probe reads where the game stands, and no question but its own; after a single round, what came of it', async () => {
  const probes = (['before', 'after', { phase: 'returning' }] as const).map((at, i) => ({
    name: `probe-${i}`,
    of: [ParticipantId.parse('p1')],
    at,
    question: 'How much do you trust the other player?',
    form: { kind: 'text' as const, maxLength: 10 },
  }))
  const told = async (parameters: object, player: Player) => {
    const { readings } = await play(parameters, { player, plan: { probes } })
    const probed = readings.filter(({ ask }) => ask.name.startsWith('probe/'))
    for (const { parts } of probed) expect(Object.keys(parts)).not.toContain('question')
    return probed.map(({ parts }) => parts['now'])
  }
  expect(await told({}, exchange([5], [7]))).toMatchInlineSnapshot(`
    [
      "",
      "You sent $5; the other player received $15.",
      "You sent $5, which became $15; the other player returned $7; you earned $12.",
    ]
  `)
  expect(await told({ rounds: 2 }, exchange([5, 5], [7, 7]))).toMatchInlineSnapshot(`
    [
      "You are now in round 1.",
      "You are now in round 1. You sent $5; the other player received $15.",
      "You are now in round 2. You sent $5; the other player received $15.",
      "The last round has been played.",
    ]
  `)
})

describe('the golden record', () => {
  /** A generous trustor, first cheated and then repaid; decimals; both asked for everything. */
  const played = (): Promise<Played> =>
    play(
      { rounds: 2, step: 0.5, beliefs: true },
      {
        player: listed({
          'trustor/send': [7.5, 2],
          'trustor/expect': [10, 2],
          'trustee/return': [0, 4.5],
        }),
      },
    )

  test('reads as it always did', async () => {
    await expect(tell(await played())).toMatchFileSnapshot('golden/two-rounds.txt')
  })

  test('has the hash that it always had', async () => {
    expect((await played()).hash).toMatchInlineSnapshot(
      `"f7c40897fd4cc13cfdefb1bc512848aeef491750c48115ed74bd3e491f4b06ff"`,
    )
  })
})

/** What had happened when the asks of a tick were made. */
function entriesBefore({ ticks }: Played, tick: number): Played['entries'] {
  return ticks.flatMap(({ tick: number, content }) => {
    if (number < tick) return content.entries
    if (number > tick) return []
    const asked = content.entries.findIndex(({ kind }) => kind === 'decision-asked')
    return content.entries.slice(0, asked)
  })
}
