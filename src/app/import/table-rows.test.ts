/** Tables are read as they are written, and what is none is told with its line. */
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { sourceFile } from './source-file.ts'
import { csvRows, jsonlRows, type TableRow } from './table-rows.ts'
import { makeScratch } from './testing/files.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())
let files = 0
const fileOf = (content: string) => sourceFile(scratch.write(`t${files++}.csv`, content))
const cellsOf = ({ columns, cell }: TableRow): unknown[] => columns.map((name) => cell(name))
const csv = async (content: string): Promise<unknown[][]> => {
  const rows: unknown[][] = []
  for await (const row of csvRows(fileOf(content))) rows.push(cellsOf(row))
  return rows
}

describe('CSV', () => {
  test('any words come back, whatever separates them and however lines end', async () => {
    const words = fc.string({
      unit: fc.oneof(
        fc.constantFrom('"', ',', ';', '\t', '\n', '\r\n', '=', "'"),
        fc.string({ maxLength: 2 }),
      ),
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        async (rows, delimiter, lineEnd) => {
          const text = stringify([['one', 'two'], ...rows], {
            delimiter,
            record_delimiter: lineEnd,
            quoted_string: true,
          })
          expect(await csv(text)).toEqual(rows)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('nothing is null, and the empty text in quotes is the empty text', async () => {
    expect(await csv('a,b\n,""\n')).toEqual([[null, '']])
  })

  test.each([
    ['a quote that is not closed', 'a,b\nx,"y', /the file ends within a quote/],
    ['a row with a field too many', 'a,b\nx,y,z', /:2: this row has another number of fields/],
    ['a quote within a field', 'a,b\nx,y"z', /:2: a quote stands within a field/],
    ['two columns of one name', 'a,a\nx,y', /two columns are called "a"/],
    ['a byte that is not UTF-8 further down', 'a,b\nx,y\n', /./],
  ])('%s', async (what, content, complaint) => {
    if (!what.startsWith('a byte')) return expect(csv(content)).rejects.toThrow(complaint)
    const file = sourceFile(
      scratch.write('bad.csv', Buffer.concat([Buffer.from(content), Buffer.of(0xff, 0x0a)])),
    )
    const reading = async (): Promise<void> => {
      for await (const row of csvRows(file)) void row
    }
    return expect(reading()).rejects.toThrow(/:3: byte 8 of the file/)
  })
})

describe('JSON Lines', () => {
  const jsonl = (content: string) => [...jsonlRows(fileOf(content))]

  test('a column may be a path of keys, and a key with dots comes first', () => {
    const [row] = jsonl('{"a":{"b":1},"c.d":2,"c":{"d":3},"__proto__":4}\n')
    expect(
      ['a.b', 'c.d', 'a.x', 'constructor', '__proto__'].map((column) => row!.cell(column)),
    ).toEqual([1, 2, undefined, undefined, 4])
  })

  test('a list in one document is read as its items', () => {
    expect(jsonl(' [\n{"a":1},\n{"a":2}]').map((row) => row.cell('a'))).toEqual([1, 2])
  })

  test.each([
    ['{"a":1}\n{"a":}\n', /:2:6: this is not JSON.*byte 13/],
    ['{"a":1}\n7\n', /:2: this is no object/],
    ['[1]', /\[0\]: this is no object/],
  ])('%j', (content, complaint) => {
    expect(() => jsonl(content)).toThrow(complaint)
  })
})
