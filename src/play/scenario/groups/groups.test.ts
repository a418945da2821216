/** Groups part the participants, strangers are strange, roles balance, and no draw shifts another. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Streams } from '../../../base/random.ts'
import { assignRoles, ROLE_ORDERS } from './assign-roles.ts'
import type { Draw } from './draw.ts'
import { formAcross } from './form-across.ts'
import { formGroups, MATCHINGS, type Grouping } from './form-groups.ts'
import { mostPerfectRounds, perfectRounds } from './perfect-rounds.ts'

const drawOf = (seed: number): Draw => {
  const streams = new Streams(seed)
  return (stream, index) => streams.draw(stream, index)
}
const people = (count: number): string[] => Array.from({ length: count }, (_, i) => `p${i + 1}`)
const seeds = fc.nat({ max: 1_000_000 })

/** Participants and a size that divides them, and as many rounds as there can be in any matching. */
const groupings = fc
  .tuple(
    fc.constantFrom(...MATCHINGS),
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 7 }),
  )
  .chain(([matching, size, groups]) =>
    fc
      .record({
        partners: fc.constantFrom('seat' as const, 'drawn' as const),
        rounds: fc.integer({ min: 1, max: matching === 'perfect-stranger' && size > 1 ? 2 : 12 }),
      })
      .filter(
        ({ rounds }) =>
          matching !== 'perfect-stranger' || size === 1 || rounds === 1 || groups >= size,
      )
      .filter(
        ({ rounds }) =>
          !(size === 2 && groups === 1 && rounds > 1 && matching === 'perfect-stranger'),
      )
      .map((rest) => ({
        count: size * groups,
        grouping: { matching, size, ...rest } satisfies Grouping,
      })),
  )

const pairsIn = (groups: readonly (readonly string[])[]): string[] =>
  groups.flatMap((group) =>
    group.flatMap((one, i) => group.slice(i + 1).map((other) => [one, other].sort().join(' '))),
  )

describe('groups', () => {
  test('hold every participant once in every round, and are of one size', () =>
    fc.assert(
      fc.property(groupings, seeds, ({ count, grouping }, seed) => {
        const of = people(count)
        const groupsOf = formGroups(of, grouping, drawOf(seed))
        for (let round = 1; round <= grouping.rounds; round++) {
          const groups = groupsOf(round)
          expect(groups.flat().sort()).toEqual([...of].sort())
          expect(new Set(groups.map(({ length }) => length))).toEqual(new Set([grouping.size]))
        }
      }),
    ))

  test('draw from no stream but their own, and are the same in whatever order rounds are looked at', () =>
    fc.assert(
      fc.property(groupings, seeds, ({ count, grouping }, seed) => {
        const plain = formGroups(people(count), grouping, drawOf(seed))
        const busy = drawOf(seed)
        const spied: Draw = (stream, index) => {
          expect(stream).toBe('groups')
          for (let i = 0; i < 3; i++) busy('another', i)
          return busy(stream, index)
        }
        const again = formGroups(people(count), grouping, spied)
        for (let round = grouping.rounds; round >= 1; round--) {
          expect(again(round)).toEqual(plain(round))
        }
      }),
    ))

  test('of partners are the same in all rounds: neighbours by seat, or drawn once', () => {
    const by = (partners: 'seat' | 'drawn', seed: number) =>
      formGroups(people(12), { matching: 'partner', size: 4, rounds: 9, partners }, drawOf(seed))
    expect(by('seat', 1)(1)[0]).toEqual(['p1', 'p2', 'p3', 'p4'])
    for (let round = 2; round < 10; round++)
      expect(by('drawn', 5)(round)).toEqual(by('drawn', 5)(1))
    expect(by('drawn', 5)(1)).not.toEqual(by('drawn', 6)(1))
  })

  test('of strangers are uniform: all 15 ways to part six in pairs are as likely', () => {
    const groupsOf = formGroups(
      people(6),
      { matching: 'stranger', size: 2, rounds: 3_000 },
      drawOf(7),
    )
    const counts = new Map<string, number>()
    for (let round = 1; round <= 3_000; round++) {
      const key = pairsIn(groupsOf(round)).sort().join('|')
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect(counts.size).toBe(15)
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 200) ** 2 / 200, 0)
    // 14 degrees of freedom: 29.14 is passed once in a hundred.
    expect(chiSquare).toBeLessThan(29.14)
  })

  test('of strangers are independent from round to round: two who met are as likely to meet again', () => {
    const rounds = 4_000
    const groupsOf = formGroups(people(8), { matching: 'stranger', size: 4, rounds }, drawOf(11))
    let met = 0
    let again = 0
    for (let round = 1; round < rounds; round++) {
      const now = new Set(pairsIn(groupsOf(round)))
      if (!now.has('p1 p2')) continue
      met++
      if (pairsIn(groupsOf(round + 1)).includes('p1 p2')) again++
    }
    // Three of seven others; four standard deviations.
    expect(Math.abs(again / met - 3 / 7)).toBeLessThan(4 * Math.sqrt(((3 / 7) * (4 / 7)) / met))
  })
})

describe('perfect strangers', () => {
  const noneTwice = (rounds: readonly (readonly (readonly number[])[])[]): boolean => {
    const all = rounds.flatMap((groups) => pairsIn(groups.map((group) => group.map(String))))
    return new Set(all).size === all.length
  }

  test('in pairs meet everybody once: n − 1 rounds', () => {
    for (let n = 2; n <= 40; n += 2) {
      const rounds = perfectRounds(n, 2, n - 1)
      expect(rounds).toHaveLength(n - 1)
      expect(noneTwice(rounds)).toBe(true)
      expect(rounds.flat()).toHaveLength(((n - 1) * n) / 2)
    }
  })

  test.each([
    // The design of Fehr and Gächter 2002, and one round more: the most there can be.
    [24, 4, 6],
    [24, 4, 7],
    // Affine planes, Kirkman's schoolgirls, and others that fill their bound.
    [9, 3, 4],
    [16, 4, 5],
    [25, 5, 6],
    [15, 3, 7],
    [24, 3, 11],
    [20, 4, 5],
    [100, 4, 20],
    [36, 6, 3],
  ])('%i in groups of %i never meet twice in %i rounds', (n, k, rounds) => {
    const schedule = perfectRounds(n, k, rounds)
    expect(schedule).toHaveLength(rounds)
    for (const groups of schedule) {
      expect(groups.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i))
      expect(groups.every(({ length }) => length === k)).toBe(true)
    }
    expect(noneTwice(schedule)).toBe(true)
  })

  test('of any number and size are planned without a second meeting, or refused with how many rounds there can be', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 12 }),
        (k, groups, rounds) => {
          const n = k * groups
          try {
            const schedule = perfectRounds(n, k, rounds)
            expect(schedule).toHaveLength(rounds)
            expect(noneTwice(schedule)).toBe(true)
            expect(rounds).toBeLessThanOrEqual(mostPerfectRounds(n, k))
          } catch (error) {
            const { message } = error as Error
            const most = Number(/Play (\d+) round/.exec(message)?.[1])
            expect(most).toBeLessThan(rounds)
            expect(perfectRounds(n, k, most)).toHaveLength(most)
            expect(message).toContain(String(mostPerfectRounds(n, k)))
          }
        },
      ),
      { numRuns: 150 },
    ))

  test('are who they are by the draw: over seeds, p1 first meets everybody alike', () => {
    const counts = new Map<string, number>()
    for (let seed = 0; seed < 1_400; seed++) {
      const grouping: Grouping = { matching: 'perfect-stranger', size: 2, rounds: 7 }
      const first = formGroups(people(8), grouping, drawOf(seed))(1)
      const met = first.find((group) => group.includes('p1'))?.find((one) => one !== 'p1') ?? ''
      counts.set(met, (counts.get(met) ?? 0) + 1)
    }
    expect(counts.size).toBe(7)
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 200) ** 2 / 200, 0)
    // 6 degrees of freedom: 16.81 is passed once in a hundred.
    expect(chiSquare).toBeLessThan(16.81)
  })
})

describe('groups across roles', () => {
  const pools = (k: number, m: number): string[][] =>
    Array.from({ length: k }, (_, c) => Array.from({ length: m }, (__, i) => `${'abcde'[c]}${i}`))

  test('have one of each pool at its place, everybody once a round', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...MATCHINGS),
        fc.integer({ min: 2, max: 4 }),
        fc.constantFrom(1, 5, 7),
        seeds,
        (matching, k, m, seed) => {
          const groupsOf = formAcross(pools(k, m), { matching, rounds: m }, drawOf(seed))
          for (let round = 1; round <= m; round++) {
            const groups = groupsOf(round)
            expect(groups.flat().sort()).toEqual(pools(k, m).flat().sort())
            for (const group of groups)
              expect(group.map((one) => one[0]).join('')).toBe('abcde'.slice(0, k))
          }
          const all = Array.from({ length: m }, (_, i) => pairsIn(groupsOf(i + 1))).flat()
          if (matching === 'perfect-stranger') expect(new Set(all).size).toBe(all.length)
        },
      ),
    ))

  test('of unequal pools, and of more rounds than strangers, are refused with the numbers', () => {
    const uneven = [...pools(1, 3), ...pools(1, 2)]
    expect(() => formAcross(uneven, { matching: 'partner', rounds: 1 }, drawOf(1))).toThrow(
      'groups of one from each of 2 roles need as many participants in each; there are 3, 2.',
    )
    expect(() =>
      formAcross(pools(2, 5), { matching: 'perfect-stranger', rounds: 6 }, drawOf(1)),
    ).toThrow(
      '5 groups of one from each of 2 roles cannot be perfect strangers for 6 rounds: there can be 5 at most. Play 5 rounds',
    )
  })
})

describe('roles', () => {
  const ROLES = ['proposer', 'responder', 'judge'] as const

  test('of a group are given once each, in whatever order', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...ROLE_ORDERS),
        fc.integer({ min: 1, max: 30 }),
        seeds,
        (order, round, seed) => {
          const groups = formGroups(
            people(9),
            { matching: 'partner', size: 3, rounds: 1 },
            drawOf(seed),
          )(1)
          for (const roles of assignRoles(groups, ROLES, order, round, drawOf(seed))) {
            expect([...roles].sort()).toEqual([...ROLES].sort())
          }
        },
      ),
    ))

  test('in turn are had by everybody as often, also where groups are drawn anew across the pools', () => {
    const pools = [people(12).slice(0, 4), people(12).slice(4, 8), people(12).slice(8)]
    const groupsOf = formAcross(pools, { matching: 'stranger', rounds: 9 }, drawOf(3))
    const had = new Map<string, number>()
    for (let round = 1; round <= 9; round++) {
      const roles = assignRoles(groupsOf(round), ROLES, 'alternating', round, drawOf(3))
      groupsOf(round).forEach((group, g) =>
        group.forEach((one, i) => {
          const key = `${one} ${roles[g]?.[i]}`
          had.set(key, (had.get(key) ?? 0) + 1)
        }),
      )
    }
    expect(had.size).toBe(36)
    expect(new Set(had.values())).toEqual(new Set([3]))
  })

  test('drawn are uniform over members, and of two groups independent', () => {
    const groups = [people(3), people(6).slice(3)]
    const both = new Map<string, number>()
    for (let round = 1; round <= 7_200; round++) {
      const drawn = assignRoles(groups, ROLES, 'drawn', round, drawOf(9))
      const key = drawn.map((roles) => roles.join()).join('|')
      both.set(key, (both.get(key) ?? 0) + 1)
    }
    expect(both.size).toBe(36)
    const chiSquare = [...both.values()].reduce((sum, n) => sum + (n - 200) ** 2 / 200, 0)
    // 35 degrees of freedom: 57.34 is passed once in a hundred.
    expect(chiSquare).toBeLessThan(57.34)
  })

  test('fixed are those of the place', () => {
    for (const round of [1, 2, 7])
      expect(assignRoles([people(3)], ROLES, 'fixed', round, drawOf(1))).toEqual([ROLES])
  })
})

describe('what cannot be', () => {
  const form = (count: number, grouping: Grouping) => () =>
    formGroups(people(count), grouping, drawOf(1))

  test('groups that do not come out even are refused with the numbers that would', () => {
    expect(form(10, { matching: 'partner', size: 4, rounds: 1 })).toThrow(
      '10 participants cannot be divided into groups of 4: 2 would be left over. Seat 8 or 12, or make groups of 2 or 5 or 10.',
    )
    expect(form(2, { matching: 'partner', size: 4, rounds: 1 })).toThrow(
      'Seat 4, or a multiple of 4.',
    )
  })

  test('more rounds than perfect strangers allow are refused with the most there can be', () => {
    expect(form(8, { matching: 'perfect-stranger', size: 2, rounds: 8 })).toThrow(
      '8 participants in groups of 2 cannot be perfect strangers for 8 rounds: there can be 7 at most. Play 7 rounds, seat more participants, or use matching: stranger.',
    )
    expect(form(8, { matching: 'perfect-stranger', size: 4, rounds: 2 })).toThrow(
      'there can be 1 at most. Play 1 round,',
    )
    expect(form(20, { matching: 'perfect-stranger', size: 4, rounds: 6 })).toThrow(
      '5 can be made (and more than 6 there cannot be). Play 5 rounds',
    )
  })
})
