import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

/** JSON values whose strings are well formed. */
const values = fc.jsonValue({ stringUnit: 'grapheme' })

function shuffledKeys(value: unknown, seed: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => shuffledKeys(item, seed))
  const keys = Object.keys(value).sort(
    (a, b) => ((a.length * 31 + seed) % 7) - ((b.length * 31 + seed) % 7),
  )
  return Object.fromEntries(
    keys.map((key) => [key, shuffledKeys((value as Record<string, unknown>)[key], seed)]),
  )
}

test('a value comes back as it was', () => {
  fc.assert(
    fc.property(
      values,
      (value) =>
        void expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value))),
    ),
  )
})

test('the order in which keys were set makes no difference', () => {
  fc.assert(
    fc.property(
      values,
      fc.nat(),
      (value, seed) =>
        void expect(canonicalJson(shuffledKeys(value, seed))).toBe(canonicalJson(value)),
    ),
  )
})

test('two different values have two different strings', () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const equal = JSON.stringify(shuffledKeys(a, 0)) === JSON.stringify(shuffledKeys(b, 0))
      if (!equal && canonicalJson(a) === canonicalJson(b))
        expect(JSON.parse(canonicalJson(a))).toEqual(b)
    }),
  )
})

test('keys are sorted by UTF-16 code unit, and what is undefined is left out', () => {
  expect(canonicalJson({ b: 1, a: undefined, '\u20ac': 2, 10: 3, 9: 4, A: [1.5, null, '"'] })).toBe(
    '{"10":3,"9":4,"A":[1.5,null,"\\""],"b":1,"€":2}',
  )
})

test.each([[Number.NaN], [Infinity], [undefined], [() => 1], [10n], ['\ud800']])(
  '%o is refused',
  (value) => {
    expect(() => canonicalJson([value])).toThrow(TypeError)
  },
)
