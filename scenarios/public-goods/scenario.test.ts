/** Payoffs as published, words that tell them, and nobody who knows more than it may. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkScenarioPlay } from '../../src/app/check-scenario-play.ts'
import { Streams } from '../../src/base/random.ts'
import type { Intervention } from '../../src/record/intervention.ts'
import type { Tick } from '../../src/record/tick.ts'
import { parametersArbitrary } from './arbitrary.contract.ts'
import { conformance } from './conformance.ts'
import { COSTS_2000, Parameters } from './parameters.ts'
import { costOf, incomeOf, reductionOf } from './payoffs.ts'
import {
  anything,
  decisionsOf,
  entriesOf,
  forgetful,
  participant,
  payoffsOf,
  play,
  transcript,
  type Player,
  type Reading,
} from './playing.contract.ts'
import { namedGroups, tableOf } from './round.ts'
import { rulesFor } from './rules.ts'
import { publicGoods } from './scenario.ts'
import { readCases } from './texts/read-back.ts'
import { consequencesText } from './texts/rules.ts'

type Input = Record<string, unknown>
const playGame = (parameters: Input, seats: number, player: Player = anything, seed = 1) =>
  play({ scenario: publicGoods, parameters, seats, player, seed })

const seeds = fc.nat({ max: 1_000_000 })

/** Everybody gives the same answers in every round: contributions and deduction points by seat. */
const steady =
  (contributions: readonly (number | undefined)[], points: readonly number[] = []): Player =>
  ({ ask }) => {
    const seat = Number(ask.of.slice(1)) - 1
    return ask.name === 'contribution' ? contributions[seat] : (points[seat] ?? 0)
  }

describe('income from the project', () => {
  const fehrGaechter = Parameters.parse({ mpcr: 0.4 })

  test.each([
    ['everybody contributes all', 20, 80, 32],
    ['nobody contributes', 0, 0, 20],
    ['one contributes nothing where three contribute all', 0, 60, 44],
    ['three contribute all where one contributes nothing', 20, 60, 24],
    ['one contributes all where three contribute nothing', 20, 20, 8],
    ['three contribute nothing where one contributes all', 0, 20, 28],
    ['contributions are 15, 10, 5 and 0, for the one with 15', 15, 30, 17],
  ])('of four with 20 each at 0.4: %s', (_, own, sum, income) => {
    expect(incomeOf(fehrGaechter, 4, own, sum)).toBe(income)
    expect(incomeOf(Parameters.parse({ multiplier: 1.6 }), 4, own, sum)).toBe(income)
  })
})

describe('deduction points', () => {
  test('of 2002 cost 1 and take 3, and no more than was earned from the project', () => {
    const parameters = Parameters.parse({ punishment: 'direct' })
    expect(costOf(parameters.deduction, 7)).toBe(7)
    expect(reductionOf(parameters, 7, 30)).toBe(21)
    expect(reductionOf(parameters, 7, 20)).toBe(20)
    expect(reductionOf({ ...parameters, floor: false }, 7, 20)).toBe(21)
  })

  test('of 2000 cost more the more there are, and take a tenth each', () => {
    const parameters = Parameters.parse({ punishment: 'direct', deduction: { kind: 'share' } })
    expect(COSTS_2000.map((_, points) => costOf(parameters.deduction, points))).toEqual([
      0, 1, 2, 4, 6, 9, 12, 16, 20, 25, 30,
    ])
    expect(reductionOf(parameters, 3, 25)).toBe(7.5)
    expect(reductionOf(parameters, 10, 25)).toBe(25)
    expect(reductionOf(parameters, 24, 25)).toBe(25)
  })

  test('are paid for by those who assign them, and by those who receive them', async () => {
    // p1 gives nothing, and each of the others assigns it 2 points; p1 assigns 1 point to each of them.
    const player: Player = ({ ask, seen }) => {
      if (ask.name === 'contribution') return ask.of === 'p1' ? 0 : 20
      if (ask.of === 'p1') return 1
      return seen.facts<{ contribution: number }>('target').at(-1)?.contribution === 0 ? 2 : 0
    }
    const { ticks } = await playGame({ rounds: 1, mpcr: 0.4, punishment: 'direct' }, 4, player)
    // 44 − 18 − 3, and 24 − 3 − 2 for each of the others.
    expect(payoffsOf(ticks)).toEqual([
      new Map([
        ['p1', 23],
        ['p2', 19],
        ['p3', 19],
        ['p4', 19],
      ]),
    ])
  })
})

/** The groups of every round, from the record alone: drawn ones are entries, others are by seat. */
const groupsIn = (ticks: readonly Tick[], seats: number, size: number): string[][][] => {
  const drawn = entriesOf(ticks, 'chance-drawn').map(({ value }) =>
    (value as { groups: Record<string, string>[] }).groups.map((group) => Object.values(group)),
  )
  if (drawn.length > 0) return drawn
  const ids = Array.from({ length: seats }, (_, i) => `p${i + 1}`)
  const bySeat = Array.from({ length: seats / size }, (_, i) => ids.slice(i * size, (i + 1) * size))
  return decisionsOf(ticks, 'contribution').map(() => bySeat)
}

/** Of six members: pairs, threes or one group of six. */
const settings = fc
  .tuple(parametersArbitrary, fc.constantFrom(2, 3, 6), fc.constantFrom('direct', 'third-party'))
  .map(([parameters, groupSize, by]): Input => {
    const punishment =
      parameters.punishment === 'direct' && groupSize < 6 ? by : parameters.punishment
    const matching = parameters.rounds === 1 ? 'perfect-stranger' : parameters.matching
    return JSON.parse(JSON.stringify({ ...parameters, groupSize, punishment, matching })) as Input
  })

describe('what is paid', () => {
  test('follows from what was decided, worked out from the record alone', () =>
    fc.assert(
      fc.asyncProperty(settings, seeds, async (input, seed) => {
        const parameters = Parameters.parse(input)
        const size = parameters.groupSize ?? 6
        const { ticks } = await playGame(input, 6, forgetful, seed)
        const rounds = groupsIn(ticks, 6, size)
        const contributions = decisionsOf(ticks, 'contribution')
        const paid = payoffsOf(ticks)
        expect(paid).toHaveLength(parameters.rounds)
        paid.forEach((payoffs, r) => {
          const points = pointsIn(ticks, r + 1)
          for (const group of rounds[r] ?? []) {
            const given = group.map((id) => contributions[r]?.get(id) as number | null)
            const isVoid = given.includes(null)
            const sum = given.reduce<number>((all, one) => all + (one ?? 0), 0)
            const worth = parameters.mpcr ?? (parameters.multiplier ?? 1.6) / size
            group.forEach((id, i) => {
              const income = isVoid ? 0 : parameters.endowment - (given[i] ?? 0) + worth * sum
              const received = points
                .filter(({ to }) => to === id)
                .reduce((a, b) => a + b.points, 0)
              const costs = points
                .filter(({ by }) => by === id)
                .reduce((a, b) => a + costOf(parameters.deduction, b.points), 0)
              const lost = reductionOf(parameters, received, income)
              expect(payoffs.get(id)).toBeCloseTo(income - lost - costs, 4)
            })
          }
        })
      }),
      { numRuns: 60 },
    ))

  /** Who assigned how many points to whom in a round: by the names in the questions. */
  const pointsIn = (ticks: readonly Tick[], round: number) => {
    const now = ticks.filter((tick) => tick.round === round && tick.content.phase === 'punishing')
    const before = ticks.find(
      (tick) => tick.round === round && tick.content.phase === 'contributing',
    )
    const drawn = entriesOf(before === undefined ? [] : [before], 'chance-drawn')[0]
    const groups = (drawn?.value as { groups: Record<string, string>[] } | undefined)?.groups
    const shown = before === undefined ? [] : entriesOf([before], 'fact-shown')
    // The question is shown at the end of the tick before its answer.
    return now.flatMap((tick) => {
      const asked = entriesOf([ticks[tick.tick - 1] as Tick], 'fact-shown')
      const decisions = decisionsOf([tick], 'deduction')[0] ?? new Map<string, never>()
      return [...decisions].flatMap(([by, points]) => {
        const target = asked.find(({ name, to }) => name === 'target' && to === by)
        const called = (target?.data as { name: string }).name
        const watches = shown.some(({ name, to }) => name === 'watched' && to === by)
        const own = groups?.findIndex((group) => Object.values(group).includes(by)) ?? -1
        const group = groups?.[watches ? (own + 1) % groups.length : own]
        const to = group?.[called] ?? `p${called.replace('Member ', '')}`
        return points === null ? [] : [{ by, to, points: points as number }]
      })
    })
  }

  test('comes to every member once in every round, whatever was not answered', () =>
    fc.assert(
      fc.asyncProperty(settings, seeds, async (input, seed) => {
        const { ticks } = await playGame(input, 6, forgetful, seed)
        for (const payoffs of payoffsOf(ticks)) expect(payoffs.size).toBe(6)
      }),
      { numRuns: 30 },
    ))
})

describe('words', () => {
  test('say what the payoff function pays, whatever the parameters', () =>
    fc.assert(
      fc.property(settings, (input) => {
        expect(conformance(Parameters.parse(input))).toEqual([])
      }),
    ))

  test('of a game that pays another share are found out', () => {
    const rules = rulesFor(Parameters.parse({ multiplier: 1.6 }), 4)
    const wrong = readCases(consequencesText({ ...rules, share: 0.5 }), 'points')
    const right = readCases(consequencesText(rules), 'points')
    expect(wrong.map(({ ownIncome }) => ownIncome)).toEqual([40, 20, 50, 10])
    expect(right.map(({ ownIncome }) => ownIncome)).toEqual([32, 20, 44, 8])
  })
})

describe('nobody knows more than it may', () => {
  const readBy = (readings: readonly Reading[], ids: readonly string[]) =>
    readings
      .filter(({ of }) => ids.includes(of))
      .map(({ of, tick, parts }) => ({ of, tick, parts }))

  test('of what another group contributed or assigned, unless it may punish there', () =>
    fc.assert(
      fc.asyncProperty(
        parametersArbitrary,
        fc.constantFrom('none', 'direct', 'third-party'),
        seeds,
        async (drawn, punishment, seed) => {
          // By seat, six in pairs: p1 p2 decide about p3 p4, these about p5 p6, and these about p1 p2.
          const parameters = {
            ...drawn,
            groupSize: 2,
            matching: 'partner',
            partners: 'seat',
            told: 'each',
            punishment,
          }
          const other =
            (of: readonly string[]): Player =>
            (situation, random) => {
              const value = anything(situation, random)
              const isTheirs =
                of.includes(situation.ask.of) && situation.ask.name === 'contribution'
              return isTheirs
                ? Parameters.parse(parameters).endowment - ((value as number) ?? 0) > 2
                  ? 2
                  : 0
                : value
            }
          const [one, two] = [
            await playGame(parameters, 6, anything, seed),
            await playGame(parameters, 6, other(['p5', 'p6']), seed),
          ]
          expect(readBy(two.readings, ['p1', 'p2'])).toEqual(readBy(one.readings, ['p1', 'p2']))
          if (punishment !== 'third-party')
            expect(readBy(two.readings, ['p3', 'p4'])).toEqual(readBy(one.readings, ['p3', 'p4']))
        },
      ),
      { numRuns: 40 },
    ))

  test('of what each contributed, where only the sum is told', async () => {
    const parameters = { rounds: 3, told: 'sum' }
    const [one, two] = [
      await playGame(parameters, 4, steady([5, 10, 3, 2])),
      await playGame(parameters, 4, steady([5, 0, 7, 8])),
    ]
    expect(readBy(two.readings, ['p1'])).toEqual(readBy(one.readings, ['p1']))
  })

  test('of who punished, where that is hidden; and where it is named, it is told', async () => {
    const parameters = { rounds: 2, punishment: 'direct', names: 'kept' }
    const by =
      (punisher: string): Player =>
      ({ ask, seen }) => {
        if (ask.name === 'contribution') return ask.of === 'p1' ? 0 : 10
        const target = seen.facts<{ name: string }>('target').at(-1)?.name
        return ask.of === punisher && target === 'Member 1' ? 3 : 0
      }
    const told = async (punishers: string, punisher: string) =>
      readBy((await playGame({ ...parameters, punishers }, 4, by(punisher))).readings, ['p1'])
    expect(await told('hidden', 'p2')).toEqual(await told('hidden', 'p3'))
    const named = JSON.stringify(await told('named', 'p3'))
    expect(named).toContain('You received 3 (3 from Member 3), which took 9 points from you.')
  })

  test('of contributions before all are in, nor of points before all are assigned', () =>
    fc.assert(
      fc.asyncProperty(seeds, fc.integer({ min: 0, max: 20 }), async (seed, last) => {
        // p4 alone differs, in the last round: nobody reads of it before that round's contributions are in.
        const parameters = { rounds: 3, punishment: 'direct' }
        const player: Player = (situation, random) => {
          const value = anything(situation, random)
          const { ask, round } = situation
          return round === 3 && ask.of === 'p4' && ask.name === 'contribution' ? last : value
        }
        const [one, two] = [
          await playGame(parameters, 4, anything, seed),
          await playGame(parameters, 4, player, seed),
        ]
        const before = (readings: readonly Reading[]) =>
          readings.filter(({ round, ask }) => round < 3 || ask.name === 'contribution')
        expect(before(two.readings)).toEqual(before(one.readings))
      }),
      { numRuns: 30 },
    ))

  test('of the number of rounds, where it is hidden', async () => {
    const three = await playGame({ rounds: 3, horizon: 'hidden' }, 3)
    const five = await playGame({ rounds: 5, horizon: 'hidden' }, 3)
    const early = five.readings.filter(({ round }) => round <= 3)
    expect(early).toEqual(three.readings)
  })

  test('of the seats behind the names, where names are drawn: they are uniform over rounds', () => {
    const streams = new Streams(5)
    const members = [1, 2, 3].map(participant)
    const draw = (stream: string, index: number): number => streams.draw(stream, index)
    const table = tableOf(Parameters.parse({ rounds: 900 }), members, draw)
    const counts = new Map<string, number>()
    for (let round = 1; round <= 900; round++) {
      const key = namedGroups(table, round)
        .map((group) => group.map(({ id }) => id).join())
        .join('|')
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 150) ** 2 / 150, 0)
    // 5 degrees of freedom: 15.09 is passed once in a hundred.
    expect(chiSquare).toBeLessThan(15.09)
  })
})

describe('where somebody does not answer', () => {
  test('a missing contribution is no contribution of 0: the round counts for nobody in that group, and for all others', async () => {
    const parameters = { rounds: 2, groupSize: 2, punishment: 'direct', names: 'kept' }
    const player: Player = ({ ask, round }) =>
      ask.name === 'contribution' ? (round === 1 && ask.of === 'p1' ? undefined : 10) : 1
    const { ticks, readings } = await playGame(parameters, 4, player)
    expect(payoffsOf(ticks)[0]).toEqual(
      new Map([
        ['p1', 0],
        ['p2', 0],
        ['p3', 22],
        ['p4', 22],
      ]),
    )
    const told = readings.filter(({ round, ask }) => round === 2 && ask.name === 'contribution')
    expect(told.map(({ parts }) => parts['history']?.split(';')[0])).toEqual([
      'Round 1: you did not answer',
      'Round 1: a member of your group did not answer',
      'Round 1: you (Member 3) contributed 10, Member 4 10',
      'Round 1: you (Member 4) contributed 10, Member 3 10',
    ])
    // Nobody is asked to punish in the group that came to nothing.
    const asked = readings.filter(({ round, ask }) => round === 1 && ask.name === 'deduction')
    expect(asked.map(({ of }) => of)).toEqual(['p3', 'p4'])
  })

  test('where every group came to nothing, no points are asked for', async () => {
    const silent: Player = ({ ask }) => (ask.name === 'contribution' ? undefined : 1)
    const { ticks } = await playGame({ rounds: 3, punishment: 'direct' }, 3, silent)
    expect(ticks.map(({ content }) => content.phase)).toEqual(Array(3).fill('contributing'))
  })

  test('missing deduction points are none, cost nothing, and the one they were asked about is told of the silence', async () => {
    const player: Player = ({ ask }) =>
      ask.name === 'contribution' ? 10 : ask.of === 'p1' ? undefined : 2
    const parameters = { rounds: 2, punishment: 'direct', mpcr: 0.75, names: 'kept' }
    const { ticks, readings } = await playGame(parameters, 2, player)
    expect(payoffsOf(ticks)[0]).toEqual(
      new Map([
        ['p1', 19],
        ['p2', 23],
      ]),
    )
    const told = readings.filter(({ round, ask }) => round === 2 && ask.name === 'contribution')
    expect(told.map(({ parts }) => parts['history'])).toEqual([
      'Round 1: you (Member 1) contributed 10, Member 2 10; together 20. You earned 25 points from the project. You assigned deduction points to your group: Member 2 no answer; this cost you 0 points. You received 2, which took 6 points from you. In the whole round you earned 19 points.',
      'Round 1: you (Member 2) contributed 10, Member 1 10; together 20. You earned 25 points from the project. You assigned deduction points to your group: Member 1 2; this cost you 2 points. You received 0, which took 0 points from you. 1 of those who were asked about you did not answer. In the whole round you earned 23 points.',
    ])
  })
})

describe('parameters that change while it is played', () => {
  const set = (tick: number, parameters: object): Intervention[] =>
    [{ at: { tick }, deed: { do: 'set', parameters } }] as Intervention[]
  const changed = (parameters: Input, tick: number, to: object) =>
    play({
      scenario: publicGoods,
      parameters,
      seats: 4,
      player: steady([20, 20, 20, 20], [1, 1, 1, 1]),
      interventions: set(tick, to),
    })

  test('hold from the round that has not been contributed to, and are read', async () => {
    const { ticks, readings } = await changed({ rounds: 3 }, 1, { multiplier: 3 })
    expect(payoffsOf(ticks).map((payoffs) => payoffs.get('p1'))).toEqual([32, 60, 60])
    expect(readings[0]?.parts['rules']).toContain('multiplied by 1.6,')
    expect(readings.at(-1)?.parts['rules']).toContain('multiplied by 3,')
  })

  test('hold from the next round where points are being assigned', async () => {
    const parameters = { rounds: 2, punishment: 'direct' }
    const { ticks } = await changed(parameters, 2, { punishment: 'none', multiplier: 3 })
    expect(ticks.map(({ content }) => content.phase)).toEqual([
      'contributing',
      'punishing',
      'punishing',
      'punishing',
      'contributing',
    ])
    expect(payoffsOf(ticks).map((payoffs) => payoffs.get('p1'))).toEqual([32 - 9 - 3, 60])
  })

  test('can be the number of rounds, and whether there is punishment', async () => {
    const longer = await changed({ rounds: 2 }, 1, { rounds: 4, punishment: 'direct' })
    expect(payoffsOf(longer.ticks).map((payoffs) => payoffs.get('p1'))).toEqual([32, 20, 20, 20])
  })

  test('cannot have perfect strangers meet again', async () => {
    const parameters = { rounds: 2, groupSize: 2, matching: 'perfect-stranger' }
    await expect(changed(parameters, 1, { rounds: 3 })).rejects.toThrow(
      'rounds cannot be changed while perfect strangers play',
    )
  })
})

describe('what cannot be is refused', () => {
  const complaint = (input: Input): string =>
    Parameters.safeParse(input)
      .error?.issues.map(({ message }) => message)
      .join('; ') ?? ''

  test('by the schema, with the mend', () => {
    expect(complaint({ multiplier: 2, mpcr: 0.5 })).toContain('either a multiplier or an mpcr')
    expect(complaint({ punishment: 'direct', told: 'sum' })).toContain('use told: each')
    expect(complaint({ endowment: 1, step: 2 })).toContain('leaves nothing to contribute')
  })

  test.each([
    [{ groupSize: 4 }, 10, /^groupSize: .*Seat 8 or 12/],
    [{ groupSize: 2, matching: 'perfect-stranger', rounds: 6 }, 6, /^matching: .*5 at most/],
    [{ punishment: 'third-party' }, 4, /^punishment: .*two groups or more/],
    [{ punishment: 'third-party', groupSize: 2 }, 4, /^$/],
  ])('%j with %i members when the run is planned, by the field', (input, member, told) => {
    const problems = publicGoods.problems?.(Parameters.parse(input), { member }) ?? []
    expect(problems.join()).toMatch(told)
  })

  test('by the number of members, with the numbers that would do', async () => {
    await expect(playGame({ groupSize: 4 }, 10)).rejects.toThrow('Seat 8 or 12')
    await expect(
      playGame({ groupSize: 2, matching: 'perfect-stranger', rounds: 6 }, 6),
    ).rejects.toThrow('there can be 5 at most')
    await expect(playGame({ punishment: 'third-party' }, 4)).rejects.toThrow(
      'punishment: third parties need two groups or more',
    )
  })
})

test('groups of strangers and third parties pass every check of a scenario', async () => {
  const seats = Array.from({ length: 6 }, (_, i) => ({
    participant: participant(i + 1),
    role: 'member',
    agent: 'any',
    policy: 'any',
    settings: {},
    persona: null,
  }))
  const samples = [
    { groupSize: 2, rounds: 2, punishment: 'third-party', punishers: 'named' },
    { groupSize: 3, rounds: 2, punishment: 'direct', matching: 'stranger' },
    { groupSize: 2, rounds: 3, matching: 'perfect-stranger' },
  ].map((parameters, i) => ({
    name: `sample ${i + 1}`,
    plan: {
      experiment: 'check',
      scenario: { name: publicGoods.name, version: publicGoods.version },
      parameters,
      seats,
      treatment: 'all',
      levels: {},
      counterbalance: {},
      replicate: 1,
      seed: i,
      invalid: { reask: 0, then: 'forfeit' as const },
    },
  }))
  const { faults } = await checkScenarioPlay(publicGoods, samples)
  expect(faults).toEqual([])
})

describe('the golden record', () => {
  /** Fehr and Gächter 2002 in small: one contributes nothing, is punished for it, and then contributes. */
  const played = () =>
    playGame(
      { rounds: 2, mpcr: 0.5, punishment: 'direct', names: 'kept' },
      3,
      ({ ask, round, seen }) => {
        if (ask.name === 'contribution') return round === 1 && ask.of === 'p3' ? 0 : 20
        const target = seen.facts<{ contribution: number }>('target').at(-1)
        return target?.contribution === 0 ? 2 : 0
      },
      2025,
    )

  test('reads as it always did', async () => {
    await expect(transcript(await played())).toMatchFileSnapshot('golden/two-rounds.txt')
  })

  test('has the hash that it always had', async () => {
    expect((await played()).hash).toMatchInlineSnapshot(
      `"4f6846eb943de8a519fc8be3b25ae9bacff4260c0de4ad5f15de4b727790c22f"`,
    )
  })
})
