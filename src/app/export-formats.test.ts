/** Every format over records that nobody here wrote: the five recorded discussions and the recorded trust games. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileWriter } from '../io/files/write-files.ts'
import type { Row } from '../io/store/tables.ts'
import { undefuse } from '../base/csv.ts'
import { exportRecord } from '../study/export/export-record.ts'
import { openSqliteStore, openSqliteTables } from './adapters.ts'
import { EXPORT_FORMATS } from './export-formats.ts'
import { importFiles } from './import/import-files.ts'
import { makeScratch, trustFiles, warroomFiles } from './import/testing/files.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())
const place = (...names: string[]): string => join(scratch.path, ...names)

async function exportTo(db: string, out: string): Promise<string[]> {
  const store = openSqliteStore(place(db), 'read')
  const tables = openSqliteTables(place(db))
  try {
    return await exportRecord({ store, tables }, EXPORT_FORMATS, fileWriter(place(out)))
  } finally {
    store.close()
    tables.close()
  }
}

function rowsOf(db: string, table: string): Row[] {
  const tables = openSqliteTables(place(db))
  try {
    return [...tables.rows(table)]
  } finally {
    tables.close()
  }
}

function csv(...names: string[]): Record<string, string>[] {
  const rows = parse(readFileSync(place(...names)), { columns: true, record_delimiter: '\n' })
  return (rows as Record<string, string>[]).map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, undefuse(cell)])),
  )
}

const hashes = (folder: string): string[][] =>
  readdirSync(place(folder))
    .sort()
    .map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(place(folder, name)))
        .digest('hex'),
    ])

beforeAll(async () => {
  const files = { talk: warroomFiles(), trust: trustFiles() }
  for (const [db, texts] of Object.entries(files)) {
    const paths = [...texts].map(([name, text]) => scratch.write(name, text))
    await importFiles(paths, { db: place(db) })
    await exportTo(db, `${db}-out`)
  }
})

describe.each(['talk', 'trust'])('the record %s', (db) => {
  test('is exported to the same bytes again', async () => {
    await exportTo(db, `${db}-again`)
    expect(hashes(`${db}-again`)).toEqual(hashes(`${db}-out`))
  })

  test('has in Parquet what its views have', async () => {
    for (const table of ['messages', 'decisions', 'payoffs', 'participants', 'entries']) {
      const bytes = readFileSync(place(`${db}-out`, `${table}.parquet`))
      const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
      const read = await parquetReadObjects({ file: file as ArrayBuffer })
      const plain = read.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, cell]) => [
            name,
            typeof cell === 'bigint' ? Number(cell) : cell,
          ]),
        ),
      )
      const rows = rowsOf(db, table).map((row) =>
        table === 'decisions' && typeof row.value === 'number'
          ? { ...row, value: String(row.value) }
          : row,
      )
      expect(plain, table).toEqual(rows)
    }
  })

  test('has every decision and every payoff in its panels, and nothing besides', () => {
    const decisions = rowsOf(db, 'decisions').filter(({ value }) => value !== null)
    const sorted = (values: readonly unknown[]): string[] => values.map(String).sort()
    const told = sorted(decisions.map(({ value }) => value))
    const points = rowsOf(db, 'payoffs').reduce((sum, { points: own }) => sum + Number(own), 0)
    const inPanel = (rows: Record<string, string>[], prefix: string): string[] =>
      sorted(
        rows.flatMap((row) =>
          ['speak', 'send', 'return'].flatMap((ask) => row[prefix + ask] || []),
        ),
      )
    const panel = csv(`${db}-out`, 'panel.csv')
    const app = csv(`${db}-out`, 'imported.csv')
    const wide = csv(`${db}-out`, 'all_apps_wide.csv')
    expect(inPanel(panel, '')).toEqual(told)
    expect(inPanel(app, 'player.')).toEqual(told)
    const inWide = wide.flatMap((row) =>
      Object.entries(row).flatMap(([name, cell]) =>
        /\.player\.(?:speak|send|return)$/.test(name) && cell !== '' ? [cell] : [],
      ),
    )
    expect(sorted(inWide)).toEqual(told)
    for (const sum of [
      panel.reduce((all, row) => all + Number(row.points), 0),
      wide.reduce((all, row) => all + Number(row['participant.payoff']), 0),
    ])
      expect(sum).toBeCloseTo(points, 6)
  })

  test('has every message in its chat, word for word', () => {
    const chat = csv(`${db}-out`, 'ChatMessages.csv').map(({ body }) => body)
    const said = rowsOf(db, 'messages').map(({ text }) => text)
    expect([...chat].sort()).toEqual([...said].sort())
  })
})

test('in transcripts for coding by speaker, every turn is a paragraph of its speaker', () => {
  const messages = rowsOf('talk', 'messages')
  const speakers = readdirSync(place('talk-out'))
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => readFileSync(place('talk-out', name), 'utf8').split('\n'))
    .flatMap((line) => /^([^:]{1,63}):/u.exec(line)?.slice(1) ?? [])
  expect(speakers).toHaveLength(messages.length)
  const names = rowsOf('talk', 'runs').flatMap(
    ({ plan }) =>
      (JSON.parse(String(plan)) as { parameters: { names: string[] } }).parameters.names,
  )
  expect(new Set(speakers)).toEqual(new Set(['announcement', ...names]))
})
