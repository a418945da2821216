import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitTable, shortNames, WIDTH, wrapWords } from './fit-table.ts'

const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme-ascii' })
const name = fc.string({ minLength: 1, maxLength: 150, unit: 'grapheme-ascii' })

describe('a table', () => {
  test('fits on the screen, whatever names and however many columns it has', () => {
    const table = fc.integer({ min: 1, max: 20 }).chain((columns) =>
      fc.record({
        head: fc.array(word, { minLength: columns + 2, maxLength: columns + 2 }),
        rows: fc.array(
          fc
            .tuple(name, name, fc.array(word, { minLength: columns, maxLength: columns }))
            .map(([one, other, cells]) => [one, other, ...cells]),
          { minLength: 1, maxLength: 5 },
        ),
      }),
    )
    fc.assert(
      fc.property(table, ({ head, rows }) => {
        const lines = fitTable(head, rows, 2).join('\n').split('\n')
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(WIDTH)
      }),
    )
  })

  test('that is narrow stays as it is', () => {
    expect(fitTable(['who', 'n'], [['somebody with a long name', 3]], 1).join('\n')).toBe(
      [
        'who                        n',
        '─────────────────────────  ─',
        'somebody with a long name  3',
      ].join('\n'),
    )
  })

  test('that is too wide goes on below, and tells again whose line it is', () => {
    const head = ['who', ...Array.from({ length: 30 }, (_, i) => `column ${i}`)]
    const rows = ['ann', 'bob'].map((who) => [who, ...Array.from({ length: 30 }, (_, i) => i)])
    const text = fitTable(head, rows, 1).join('\n')
    expect(text.match(/^ann .*$/gm)).toHaveLength(3)
    expect(text.match(/column \d+/g)).toEqual(head.slice(1))
  })

  test('cuts names in their middle before it breaks', () => {
    const long = `game=${'x'.repeat(90)}, cast.column=grim`
    const cells = Array.from({ length: 6 }, () => 1234567)
    const text = fitTable(['treatment', ...'abcdef'], [[long, ...cells]], 1).join('\n')
    expect(text).toMatch(/^game=x+…x+, cast\.column=grim {2}1234567/m)
    expect(text.split('\n')).toHaveLength(3)
  })
})

describe('names that are cut', () => {
  test('are short enough, and different where they were', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 40 })),
        fc.integer({ min: 12, max: 30 }),
        (names, width) => {
          const short = shortNames(names, width)
          expect(new Set(short).size).toBe(new Set(names).size)
          for (const [i, one] of short.entries()) {
            expect(one.length).toBeLessThanOrEqual(width)
            if ((names[i] ?? '').length <= width) expect(one).toBe(names[i])
          }
        },
      ),
    )
  })
})

test('words are wrapped at the width of the screen, and none is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1 }), (words) => {
      const lines = wrapWords(words.join(' '))
      expect(lines.join(' ')).toBe(words.join(' '))
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(WIDTH)
    }),
  )
})
