/** Halves of characters are found wherever they stand, and nothing else is. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { halfCharacters } from './half-characters.ts'

describe('halves of characters', () => {
  test('are told with their code and their place, in texts and in keys', () => {
    const value = { a: ['whole', 'half \ud83d of it'], b: { ['\udc00']: 1 }, c: '😀' }
    const found = halfCharacters(value)
    expect(found.map(({ path }) => path)).toEqual([
      ['a', 1],
      ['b', '\ufffd'],
    ])
    expect(found.map(({ message }) => message.slice(0, 6))).toEqual(['\\ud83d', '\\udc00'])
  })

  test('are all that keeps JSON from being canonical', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('\ud800', 'a\udfff', '\udc00\ud800'),
    )
    const json = fc.oneof(
      text,
      fc.array(text, { maxLength: 4 }),
      fc.dictionary(text, text, { maxKeys: 3 }),
    )
    fc.assert(
      fc.property(json, (value) => {
        expect(isCanonical(value)).toBe(halfCharacters(value).length === 0)
      }),
    )
  })
})

function isCanonical(value: unknown): boolean {
  try {
    canonicalJson(value)
    return true
  } catch {
    return false
  }
}
