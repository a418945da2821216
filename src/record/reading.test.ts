import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../base/canonical-json.ts'
import { readReading, writeReading, type Mending } from './reading.ts'
import { recordableText } from './recordable-text.ts'

describe('a reading', () => {
  const mendings = fc.uniqueArray(
    fc.constantFrom<Mending>(
      'surrogates-replaced',
      'bytes-replaced',
      'cut',
      'name-cut',
      'key-removed',
    ),
  )

  test('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z-]+$/), mendings, (verdict, mended) => {
        const reading = readReading(writeReading(verdict, mended))
        expect(reading.verdict).toBe(verdict)
        expect(new Set(reading.mended)).toEqual(new Set(mended))
      }),
    )
  })

  test('does not depend on the order in which things were mended', () => {
    expect(writeReading('valid', ['cut', 'surrogates-replaced'])).toBe(
      'valid surrogates-replaced cut',
    )
    expect(writeReading('valid', [])).toBe('valid')
  })
})

describe('recordable text', () => {
  const anyText = fc
    .array(fc.integer({ min: 0, max: 0xffff }))
    .map((units) => String.fromCharCode(...units))

  test('is bounded, can be recorded, and is recordable already', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 20 }), (text, limit) => {
        const once = recordableText(text, limit)
        expect(once.text.length).toBeLessThanOrEqual(limit)
        expect(() => canonicalJson(once.text)).not.toThrow()
        expect(recordableText(once.text, limit)).toEqual({ text: once.text, mended: [] })
      }),
    )
  })

  test('is the text itself where nothing is wrong with it, and says so where something was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: kept, mended } = recordableText(text, 1000)
        expect(mended).toEqual(text.isWellFormed() ? [] : ['surrogates-replaced'])
        expect(kept).toBe(text.toWellFormed())
      }),
    )
  })

  test('is not cut through a pair', () => {
    expect(recordableText('ab👍', 3)).toEqual({ text: 'ab', mended: ['cut'] })
    expect(recordableText('ab👍', 4)).toEqual({ text: 'ab👍', mended: [] })
  })
})
