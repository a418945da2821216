/** Labels fit, and are never two alike. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { labelsOf, linesOf } from './labels.ts'

describe('labels', () => {
  test('break at the items of crossed treatments, then at words, and are cut last', () => {
    expect(linesOf('matching=partner, punishment=none', 20)).toEqual([
      'matching=partner',
      'punishment=none',
    ])
    expect(linesOf('random against tit-for-tat', 15)).toEqual(['random against', 'tit-for-tat'])
    expect(linesOf('recorded gpt-4 × llama-2', 20)).toEqual(['recorded gpt-4 ×', 'llama-2'])
    expect(linesOf('recorded gpt-4 × always-cooperate', 25)).toEqual([
      'recorded gpt-4 × always-',
      'cooperate',
    ])
    expect(linesOf('anexceedinglylongname', 10)).toEqual(['anexceedi…'])
  })

  test('of different names are different, whatever is cut off', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40 }), { maxLength: 12 }), (names) => {
        const labels = labelsOf(names, 6, 2)
        const distinct = new Set(names)
        expect(new Set([...distinct].map((name) => labels.of(name))).size).toBe(distinct.size)
        expect(labels.all).toHaveLength(distinct.size)
      }),
    )
  })
})
