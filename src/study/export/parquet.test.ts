/** Parquet: what is read back is what the views hold, with its types, and a file of any length is written in pieces. */
import fc from 'fast-check'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js'
import { describe, expect, test } from 'vitest'
import type { Cell, Row, TableColumn, Tables } from '../../io/store/tables.ts'
import { samplePlan } from '../../io/store/testing/sample-plan.ts'
import { sampleTicks } from '../../io/store/testing/sample-record.ts'
import { hostile, tableOf, withRecord } from './exported.contract.ts'
import { parquetOf } from './parquet.ts'

function fileOf(tables: Tables, table: string, rows = 20_000): ArrayBuffer {
  const chunks = [...parquetOf(tables, table, { rows, characters: 1_000_000 })]
  const bytes = Buffer.concat(chunks)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer
}

/** A row as it is to be read: whole numbers as such of 64 bits, numbers among texts as JSON writes them. */
function asRead(row: Row, columns: readonly TableColumn[]): unknown {
  return Object.fromEntries(
    columns.map(({ name, holds }) => [name, cellAsRead(row[name] ?? null, holds)]),
  )
}

function cellAsRead(cell: Cell, holds: TableColumn['holds']): unknown {
  if (cell === null || holds === 'real') return cell
  if (holds === 'integer') return BigInt(cell)
  return typeof cell === 'number' ? JSON.stringify(cell) : cell
}

/** The reader takes a byte order mark off unless it is told not to. */
const EXACT = {
  ...DEFAULT_PARSERS,
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('utf8'),
}

describe('Parquet', () => {
  test('every view is read back as it is', async () => {
    await withRecord(
      [[samplePlan({ treatment: '=1', levels: { a: 0.5 } }), sampleTicks()]],
      async ({ tables }) => {
        for (const table of tables.names) {
          const columns = tables.columns(table)
          const rows = await parquetReadObjects({ file: fileOf(tables, table, 3) })
          expect(rows, table).toEqual([...tables.rows(table)].map((row) => asRead(row, columns)))
        }
      },
    )
  })

  test('any words are read back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(hostile), { maxLength: 12 }), async (words) => {
        fc.pre(words.every((one) => one?.isWellFormed() !== false))
        const tables = tableOf(
          ['a'],
          words.map((a) => ({ a })),
        )
        const rows = await parquetReadObjects({ file: fileOf(tables, 't', 5), parsers: EXACT })
        expect(rows).toEqual(words.map((a) => ({ a })))
      }),
    )
  })

  test('types are those of the columns, and nothing tells the hour', () => {
    const types = (['text', 'json', 'any', 'integer', 'real'] as const).map((holds) => {
      const { schema, created_by } = parquetMetadata(fileOf(tableOf(['a'], [], holds), 't'))
      expect(created_by).toBe('coterie')
      return [schema[1]?.type, schema[1]?.converted_type]
    })
    const text = ['BYTE_ARRAY', 'UTF8']
    expect(types).toEqual([text, text, text, ['INT64', undefined], ['DOUBLE', undefined]])
  })

  test('row groups are of bounded size, by rows and by how much they hold', () => {
    const rows = Array.from({ length: 25 }, (_, n) => ({ a: 'x'.repeat(n === 3 ? 2_000_000 : 1) }))
    const { row_groups } = parquetMetadata(fileOf(tableOf(['a'], rows), 't', 10))
    expect(row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([4, 10, 10, 1])
  })

  test('numbers of every size, and what is none is refused with its place', async () => {
    const file = (cell: Cell, holds: 'integer' | 'real'): ArrayBuffer =>
      fileOf(tableOf(['a'], [{ a: cell }], holds), 't')
    for (const number of [0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])
      expect(await parquetReadObjects({ file: file(number, 'integer') })).toEqual([
        { a: BigInt(number) },
      ])
    for (const number of [0.1, -1e300, 5e-324])
      expect(await parquetReadObjects({ file: file(number, 'real') })).toEqual([{ a: number }])
    expect(() => file(0.5, 'integer')).toThrow(/here: t\.a holds 0\.5, which is no whole number/)
    expect(() => file('x', 'real')).toThrow(/here: t\.a holds "x", which is no number/)
  })
})
