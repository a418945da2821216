/** Half a surrogate pair is mended in the open, and nothing else is touched. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../base/canonical-json.ts'
import { mended } from './mended.ts'

const wild = fc.string({
  unit: fc.oneof(fc.constantFrom('\ud800', '\udc00', '__proto__'), fc.string()),
})

test('whatever JSON holds can be recorded afterwards, and mending it again changes nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), wild, wild, (json, key, words) => {
      const value = { json, [key]: words }
      const { value: fit, places } = mended(value)
      expect(() => canonicalJson(fit)).not.toThrow()
      expect(mended(fit)).toEqual({ value: fit, places: [] })
      if (places.length === 0) expect(fit).toEqual(value)
      else expect(canonicalJson(fit)).toContain('\ufffd')
    }),
  )
})

test('it says where, and "__proto__" is a key like any other', () => {
  const value = JSON.parse('[{"__proto__":"a\\ud83d"}]') as unknown
  const { value: fit, places } = mended(value)
  expect(places).toEqual([[0, '__proto__']])
  expect(JSON.stringify(fit)).toBe('[{"__proto__":"a\ufffd"}]')
})
