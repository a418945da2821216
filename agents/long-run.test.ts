/** Published payoffs: zero-determinant lines in the long run, and a round robin of Axelrod's four plainest strategies. */
import { describe, expect, test } from 'vitest'
import { BadInputError, type AnyStrategy, type GameFacts } from '../src/index.ts'
import { AXELROD_GAME, playMatch, pointsOf } from '../src/play/agent/strategy-match.ts'
import { alwaysCooperate, alwaysDefect } from './constant.ts'
import { generousTitForTat } from './generous-tit-for-tat.ts'
import { grim } from './grim.ts'
import { fourVector, type MemoryOne } from './memory-one.ts'
import { random } from './random.ts'
import { titForTat } from './tit-for-tat.ts'
import { winStayLoseShift } from './win-stay-lose-shift.ts'
import * as zd from './zero-determinant.ts'

const ALL_C = fourVector(1, 1, 1, 1, 1)
const COIN = fourVector(0.5, 0.5, 0.5, 0.5, 0.5)
const WSLS = fourVector(1, 1, 0, 0, 1)
const GTFT = generousTitForTat.start({ generosity: null }, AXELROD_GAME)
const extort2 = vectorOf(zd.zdExtort2)
const gtft2 = vectorOf(zd.zdGtft2)

describe('four-vectors of R 3, S 0, T 5, P 1', () => {
  const published: readonly (readonly [AnyStrategy, readonly number[]])[] = [
    [zd.zeroDeterminant, [8 / 9, 1 / 2, 1 / 3, 0]],
    [zd.zdExtort2, [8 / 9, 1 / 2, 1 / 3, 0]],
    [zd.zdExtort2V2, [7 / 8, 7 / 16, 3 / 8, 0]],
    [zd.zdExtort3, [11 / 13, 1 / 2, 7 / 26, 0]],
    [zd.zdExtort4, [11 / 17, 0, 8 / 17, 0]],
    [zd.zdGtft2, [1, 1 / 8, 1, 1 / 4]],
    [zd.zdGen2, [1, 9 / 16, 1 / 2, 1 / 8]],
    [zd.zdSet2, [3 / 4, 1 / 4, 1 / 2, 1 / 4]],
    [zd.zdMischief, [0.8, 0.6, 0.1, 0]],
    [generousTitForTat, [1, 1 / 3, 1, 1 / 3]],
  ]
  for (const [strategy, chances] of published) {
    test(`${strategy.name} is (${chances.map((p) => p.toFixed(3)).join(', ')})`, () => {
      const { opening, afterCC, afterCD, afterDC, afterDD } = vectorOf(strategy)
      expect(opening).toBe(1)
      const found = [afterCC, afterCD, afterDC, afterDD]
      for (const [i, p] of chances.entries()) expect(found[i]).toBeCloseTo(p, 12)
    })
  }

  test('other payoffs give other generosity: 0.6 for 8, 0, 10, 5', () => {
    const game = { R: 8, S: 0, T: 10, P: 5, rounds: 10 }
    expect(generousTitForTat.start({ generosity: null }, game).afterCD).toBeCloseTo(0.6, 12)
  })

  test('a line that needs chances beyond 0 and 1 is refused with the numbers', () => {
    const start = (phi: number, game: GameFacts = AXELROD_GAME) =>
      zd.zeroDeterminant.start({ phi, s: 0.5, l: 'P' }, game)
    expect(() => start(1)).toThrow(BadInputError)
    expect(() => start(1)).toThrow(/zero-determinant: phi 1, s 0.5, l 1 ask for the probabilities/)
    expect(() => start(1 / 9, { R: 7, S: 0, T: 10, P: 0, rounds: null })).toThrow(BadInputError)
    expect(() =>
      generousTitForTat.start({ generosity: null }, { R: 1, S: 0, T: 9, P: 0, rounds: null }),
    ).toThrow(/Set its parameter "generosity"/)
  })
})

describe('payoffs in the long run', () => {
  const exact: readonly (readonly [string, MemoryOne, MemoryOne, readonly [number, number]])[] = [
    ['zd-extort-2 and always-cooperate', extort2, ALL_C, [3.5, 2.25]],
    ['zd-extort-2 and generous-tit-for-tat', extort2, GTFT, [2.707317, 1.853659]],
    ['zd-extort-2 and random', extort2, COIN, [2.470588, 1.735294]],
    ['zd-gtft-2 and random', gtft2, COIN, [2.1176470588, 2.5588235294]],
  ]
  for (const [who, one, another, [x, y]] of exact) {
    test(`${who} earn ${x} and ${y}`, () => {
      const [own, other] = longRun(one, another)
      expect(own).toBeCloseTo(x, 6)
      expect(other).toBeCloseTo(y, 6)
    })
  }

  test('every zero-determinant strategy keeps to its line, whoever plays', () => {
    const lines = [
      [zd.zdExtort2, 1 / 2, 1],
      [zd.zdExtort2V2, 1 / 2, 1],
      [zd.zdExtort3, 1 / 3, 1],
      [zd.zdExtort4, 1 / 4, 1],
      [zd.zdGtft2, 1 / 2, 3],
      [zd.zdGen2, 1 / 2, 3],
      [zd.zdSet2, 0, 2],
      [zd.zdMischief, 0, 1],
    ] as const
    for (const [strategy, s, l] of lines) {
      for (const opponent of [COIN, WSLS, GTFT, fourVector(1, 0.9, 0.3, 0.6, 0.2)]) {
        const [x, y] = longRun(vectorOf(strategy), opponent)
        expect(s * (x - l)).toBeCloseTo(y - l, 9)
      }
    }
  })

  test('a long match comes near: zd-extort-2 and random over 40,000 rounds', () => {
    const [x, y] = averages(zd.zdExtort2, random, 40_000)
    expect(Math.abs(x - 2.470588)).toBeLessThan(0.06)
    expect(Math.abs(y - 1.735294)).toBeLessThan(0.06)
  })

  test('win-stay, lose-shift earns R with itself', () => {
    expect(averages(winStayLoseShift, winStayLoseShift, 100)).toEqual([3, 3])
  })
})

test('a round robin of ten rounds gives 60, 78, 69, 69', () => {
  const players: AnyStrategy[] = [alwaysCooperate, alwaysDefect, titForTat, grim]
  const matrix = players.map((one) => players.map((another) => averages(one, another, 10)[0]))
  expect(matrix).toEqual([
    [3, 0, 3, 3],
    [5, 1, 1.4, 1.4],
    [3, 0.9, 3, 3],
    [3, 0.9, 3, 3],
  ])
  const scores = matrix.map((row, self) =>
    row.reduce((sum, points, other) => sum + (other === self ? 0 : 10 * points), 0),
  )
  expect(scores).toEqual([60, 78, 69, 69])
})

function averages(one: AnyStrategy, another: AnyStrategy, rounds: number): [number, number] {
  const { first, second } = playMatch(one, another, rounds)
  let x = 0
  let y = 0
  for (const [round, own] of first.entries()) {
    const other = second[round] ?? 'C'
    x += pointsOf(own, other, AXELROD_GAME)
    y += pointsOf(other, own, AXELROD_GAME)
  }
  return [x / rounds, y / rounds]
}

function vectorOf(strategy: AnyStrategy): MemoryOne {
  return strategy.start(strategy.parameters.parse({}), AXELROD_GAME) as MemoryOne
}

/** Both players' payoffs under the stationary distribution over CC, CD, DC, DD, found by squaring the chain until it forgets its start. */
function longRun(one: MemoryOne, another: MemoryOne): [number, number] {
  const own = [one.afterCC, one.afterCD, one.afterDC, one.afterDD]
  // The opponent sees CD as DC.
  const other = [another.afterCC, another.afterDC, another.afterCD, another.afterDD]
  let chain = own.map((p, state) => {
    const q = other[state] ?? 0
    return [p * q, p * (1 - q), (1 - p) * q, (1 - p) * (1 - q)]
  })
  for (let squarings = 0; squarings < 14; squarings++) {
    chain = chain.map((row) =>
      [0, 1, 2, 3].map((to) =>
        row.reduce((sum, share, via) => sum + share * (chain[via]?.[to] ?? 0), 0),
      ),
    )
  }
  const { R, S, T, P } = AXELROD_GAME
  const average = (points: readonly number[]) =>
    points.reduce((sum, value, state) => sum + value * (chain[0]?.[state] ?? 0), 0)
  return [average([R, S, T, P]), average([R, T, S, P])]
}
