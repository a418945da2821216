/** Words are marked as a coder points at them, in any language. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyedValues, PAGE_KEYS, valueOfKey } from './coding-keys.ts'
import { paceOf } from './coding-pace.ts'
import { piecesOf, spanOver, toggled } from './coding-words.ts'

describe('words', () => {
  test('are the text, whatever it is, and stand where code points are counted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const pieces = piecesOf(text)
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
        for (const { start, end, text: words } of pieces)
          expect([...text].slice(start, end).join('')).toBe(words)
      }),
    )
    expect(piecesOf('🦋 one, two').filter(({ isWord }) => isWord)).toEqual([
      { text: 'one', start: 2, end: 5, isWord: true },
      { text: 'two', start: 7, end: 10, isWord: true },
    ])
    expect(piecesOf('我提议开始').filter(({ isWord }) => isWord).length).toBeGreaterThan(1)
  })

  test('marks never overlap and stay in order, and marking twice takes the mark away', () => {
    const span = fc
      .tuple(fc.nat(20), fc.integer({ min: 1, max: 5 }))
      .map(([start, length]) => ({ start, end: start + length }))
    fc.assert(
      fc.property(fc.array(span), (marks) => {
        let spans: readonly { start: number; end: number }[] = []
        for (const one of marks) {
          const isWithin = spans.some(({ start, end }) => start <= one.start && end >= one.end)
          spans = toggled(spans, one)
          const isMarked = spans.some(({ start, end }) => start <= one.start && end >= one.end)
          expect(isMarked).toBe(!isWithin)
          for (const [i, { start }] of spans.entries())
            expect(start).toBeGreaterThanOrEqual(spans[i - 1]?.end ?? 0)
        }
      }),
    )
    const [a, b] = [
      { start: 0, end: 3 },
      { start: 7, end: 9 },
    ] as const
    expect(spanOver(b, a)).toEqual({ start: 0, end: 9 })
    expect(toggled([a, b], { start: 2, end: 8 })).toEqual([{ start: 0, end: 9 }])
  })
})

describe('keys', () => {
  test('are one for each answer, and none that the page needs itself', () => {
    const categories = Array.from({ length: 28 }, (_, i) => ({ category: `c${i}`, definition: '' }))
    const keys = keyedValues({ level: 'nominal', categories }).map(({ key }) => key)
    expect(new Set(keys).size).toBe(28)
    for (const key of Object.values(PAGE_KEYS)) expect(keys).not.toContain(key)
    expect(valueOfKey({ level: 'nominal', categories }, '3')).toBe('c2')
    expect(valueOfKey({ level: 'nominal', categories }, 'a')).toBe('c9')
    expect(valueOfKey({ level: 'nominal', categories }, '')).toBeUndefined()
  })

  test('of what applies or does not are yes and no, and the digits of a sheet', () => {
    const code = { level: 'span' as const, categories: [] }
    expect(['y', '1', 'n', '0', 'x'].map((key) => valueOfKey(code, key))).toEqual([
      1,
      1,
      0,
      0,
      undefined,
    ])
  })
})

test('the pace is that of late, and a break is none', () => {
  const minute = 60_000
  expect(paceOf([])).toBeNull()
  expect(paceOf([5])).toBeNull()
  expect(paceOf([0, 10, 30, 30 + 20 * minute, 60 + 20 * minute])).toBe(20)
  expect(paceOf([0, 20 * minute])).toBeNull()
})
