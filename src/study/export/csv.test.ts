/** CSV and JSON Lines: what goes out can be read back, and harms nobody's spreadsheet. */
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { undefuse } from '../../base/csv.ts'
import type { Row } from '../../io/store/tables.ts'
import { samplePlan } from '../../io/store/testing/sample-plan.ts'
import { HARD_WORDS, sampleTicks } from '../../io/store/testing/sample-record.ts'
import { csvOf, csvOfRows } from './csv.ts'
import { exported, hostile, tableOf } from './exported.contract.ts'
import { jsonlOf } from './jsonl.ts'

describe('CSV', () => {
  test('numbers stay as they are, null is an empty cell, the empty text is quoted', () => {
    const tables = tableOf(
      ['a', 'b', 'c', 'd'],
      [
        { a: -5, b: null, c: '', d: '-5' },
        { a: 0, b: 1e21, c: 'x,"y"', d: 0.1 },
      ],
    )
    expect([...csvOf(tables, 't')].join('')).toBe(
      `a,b,c,d\n-5,,"","'-5"\n0,1e+21,"x,""y""",0.1\n`.replace(`"'-5"`, `'-5`),
    )
  })

  test('any words are there again once the file is parsed and undefused', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hostile, hostile), { maxLength: 8 }), (cells) => {
        const text = [
          ...csvOf(
            tableOf(
              ['x', 'y'],
              cells.map(([x, y]) => ({ x, y })),
            ),
            't',
          ),
        ].join('')
        const [head, ...rows] = parse(text, { record_delimiter: '\n' }) as string[][]
        expect(head).toEqual(['x', 'y'])
        expect(rows.map((row) => row.map(undefuse))).toEqual(cells)
      }),
    )
  })

  test('raw cells are left as they are, and nothing is counted', () => {
    const counts: number[] = []
    const rows = [['=1+1', "'=1", 'a,b']]
    const defused = (cells: number): number => counts.push(cells)
    expect([...csvOfRows(['a', 'b', 'c'], rows, { defused })].join('')).toBe(
      `a,b,c\n'=1+1,''=1,"a,b"\n`,
    )
    expect([...csvOfRows(['a', 'b', 'c'], rows, { raw: true, defused })].join('')).toBe(
      `a,b,c\n=1+1,'=1,"a,b"\n`,
    )
    expect(counts).toEqual([2, 0])
  })

  test('more rows than a chunk holds are all there, under one line of names', () => {
    const rows = Array.from({ length: 1_203 }, (_, n) => ({ n }))
    const lines = [...csvOf(tableOf(['n'], rows), 't')].join('').split('\n')
    expect(lines).toEqual(['n', ...rows.map(({ n }) => String(n)), ''])
  })
})

describe('JSON Lines', () => {
  test('each line is a row; JSON is written as what it holds', async () => {
    const kept = await exported([[samplePlan(), sampleTicks()]], 'jsonl')
    const entries = kept
      .get('entries.jsonl')!
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { body: unknown })
    const wanted = sampleTicks().flatMap(({ content }) => content.entries)
    expect(entries.slice(1, -1).map(({ body }) => body)).toEqual(wanted)
    expect(entries[0]?.body).toEqual({ kind: 'run-started', semantics: 1, plan: samplePlan() })
    const messages = kept
      .get('messages.jsonl')!
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
    expect(messages[0]).toMatchObject({ text: HARD_WORDS, audience: ['p1', 'p2'], on_record: 1 })
  })

  test('more rows than a chunk holds are all there', () => {
    const rows = Array.from({ length: 1_203 }, (_, n) => ({ n }))
    expect([...jsonlOf(tableOf(['n'], rows), 't')].join('')).toBe(
      rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    )
  })
})
