/** The permutation test of means, in all of its ways. */
import { expect, test } from 'vitest'
import { Streams } from '../../base/random.ts'
import { meanTest } from './mean-test.ts'
import { permuteMeans } from './permutation.ts'

test('few splits are gone through, all of them', () => {
  // Of the 6 splits of 1, 2, 3, 4 two are as far apart as this one: {1, 2} and {3, 4}.
  expect(meanTest([1, 2], [3, 4])).toEqual({ p: 2 / 6, method: 'exact' })
})

test('more are drawn, the same for the same values', () => {
  const random = new Streams(1).stream('values')
  const values = Array.from({ length: 60 }, () => random.next())
  const test = meanTest(values.slice(0, 30), values.slice(30))
  expect(test.method).toBe('drawn')
  expect(meanTest(values.slice(0, 30).reverse(), values.slice(30))).toEqual(test)
})

test('past a thousand values the normal p is what the drawn one comes to', () => {
  const random = new Streams(2).stream('values')
  const values = (n: number, up: number): number[] =>
    Array.from({ length: n }, () => random.next() + up)
  const [a, b] = [values(510, 0.03), values(510, 0)]
  const { p, method } = meanTest(a, b)
  expect(method).toBe('normal')
  const drawn = permuteMeans(a, b).p ?? 0
  // Three standard errors of a share among 10,000 draws.
  expect(Math.abs((p ?? 1) - drawn)).toBeLessThan(3 * Math.sqrt((drawn * (1 - drawn)) / 10_000))
})

test('there is none where nothing varies or nothing is there', () => {
  expect(meanTest([1, 1], [1])).toEqual({ p: null, method: null })
  expect(meanTest([], [1])).toEqual({ p: null, method: null })
})
