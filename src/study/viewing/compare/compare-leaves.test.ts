/** Two values beside each other: nothing that differs is left out, and what is marked is what differs. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../../../base/canonical-json.ts'
import { differingMiddle, leavesBeside } from './compare-leaves.ts'

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>

test('equal values have no leaf that differs, and all of them are told or counted', () =>
  fc.assert(
    fc.property(json, (value) => {
      const { leaves, equal } = leavesBeside(value, structuredClone(value))
      expect(leaves.filter(({ differs }) => differs)).toEqual([])
      expect(leaves.length + equal).toBeGreaterThan(0)
    }),
  ))

test('every leaf that differs is listed, however many are equal', () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, i]))
  const { leaves, equal } = leavesBeside({ ...many, z: 'a', y: null }, { ...many, z: 'b' })
  expect(leaves.filter(({ differs }) => differs)).toEqual([
    { path: 'z', left: 'a', right: 'b', differs: true },
    { path: 'y', left: 'null', right: null, differs: true },
  ])
  expect(equal).toBe(88)
})

test('before, middle and after make up the text, and nothing outside the middle differs', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      const [one, other] = [differingMiddle(a, b), differingMiddle(b, a)]
      expect(one.join('')).toBe(a)
      expect([one[0], one[2]]).toEqual([other[0], other[2]])
      expect(one[1] === '' && other[1] === '').toBe(a === b)
    }),
  ))
