/**
 * Tables as Apache Parquet, a row group at a time. Text and JSON are strings (JSON as its text, word for word), whole numbers INT64, others DOUBLE; a
 * column that holds text or numbers is a string, with numbers as JSON writes them. Nothing in a file depends on the hour.
 */
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import { BadInputError } from '../../base/errors.ts'
import type { Cell, Holds, TableColumn, Tables } from '../../io/store/tables.ts'
import { blocksOf, type Block, type BlockSize } from './blocks.ts'

/** Large enough to be read quickly, small enough to be held. */
const ROW_GROUPS: BlockSize = { rows: 20_000, characters: 8_000_000 }

/** A table without columns has no form in Parquet: `names` of every table of ours are there. */
export function* parquetOf(
  tables: Tables,
  table: string,
  size: BlockSize = ROW_GROUPS,
): Iterable<Uint8Array> {
  const columns = tables.columns(table)
  const bytes = new ByteWriter()
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaOf(columns),
    createdBy: 'coterie',
  })
  for (const block of blocksOf(tables, table, size)) {
    const columnData = columns.map((column, i) => ({
      name: column.name,
      data: valuesOf(block, i, column, `${tables.place}: ${table}.${column.name}`),
    }))
    void writer.write({ columnData, rowGroupSize: block.length })
    yield taken(bytes)
  }
  void writer.finish()
  yield taken(bytes)
}

/** The bytes that are written, which make room for those that follow; places in the file go on counting. */
function taken(bytes: ByteWriter): Uint8Array {
  const written = bytes.getBytes().slice()
  bytes.index = 0
  return written
}

function schemaOf(columns: readonly TableColumn[]): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, holds }): SchemaElement => ({
      name,
      repetition_type: 'OPTIONAL',
      ...TYPES[holds],
    })),
  ]
}

const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const

const TYPES: Readonly<Record<Holds, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  text: TEXT,
  json: TEXT,
  any: TEXT,
  integer: { type: 'INT64' },
  real: { type: 'DOUBLE' },
}

function valuesOf(
  block: Block,
  i: number,
  { holds }: TableColumn,
  place: string,
): (string | number | bigint | null)[] {
  const convert = holds === 'integer' ? wholeIn : holds === 'real' ? realIn : textIn
  return block.map((row) => {
    const cell = row[i] ?? null
    return cell === null ? null : convert(cell, place)
  })
}

function textIn(cell: Exclude<Cell, null>): string {
  return typeof cell === 'string' ? cell : JSON.stringify(cell)
}

function wholeIn(cell: Exclude<Cell, null>, place: string): bigint {
  if (typeof cell === 'number' && Number.isSafeInteger(cell)) return BigInt(cell)
  throw new BadInputError(
    `${place} holds ${JSON.stringify(cell)}, which is no whole number: the record was changed by hand. Restore it from a copy, or export csv.`,
  )
}

function realIn(cell: Exclude<Cell, null>, place: string): number {
  if (typeof cell === 'number') return cell
  throw new BadInputError(
    `${place} holds ${JSON.stringify(cell)}, which is no number: the record was changed by hand. Restore it from a copy, or export csv.`,
  )
}
