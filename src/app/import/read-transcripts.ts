/** Reads one file of any format as runs that can be written. */
import { BadInputError } from '../../base/errors.ts'
import type { Imported } from '../../record/plan.ts'
import type { ColumnMap } from './column-map.ts'
import { conversationRun, type Conversation } from './conversation-run.ts'
import { detectFormat, type Detected, type ImportFormat } from './detect-format.ts'
import { assertSomething, readyRun, type ForeignRun, type ReadyRun } from './foreign-run.ts'
import { linesOf } from './lines-of.ts'
import { parseNames } from './names-text.ts'
import { ownExport } from './own-export.ts'
import { ownRuns } from './own-runs.ts'
import { readJson } from './read-json.ts'
import { sourceFile, type SourceFile } from './source-file.ts'
import { csvRecords, csvRows, jsonlRows } from './table-rows.ts'
import { readTable } from './table-runs.ts'
import { readTrust } from './trust-file.ts'
import { trustRun } from './trust-run.ts'
import { readWarroom } from './warroom-file.ts'
import { warroomRun } from './warroom-run.ts'

export interface ReadTranscripts {
  readonly file: string
  readonly format: ImportFormat
  readonly runs: readonly ReadyRun[]
  /** Of tables: which column was read as what. */
  readonly columns?: ColumnMap
}

/**
 * Reads a file; nothing is written.
 * @throws BadInputError that says where it is not as its format wants it.
 */
export async function readTranscripts(
  path: string,
  format: ImportFormat | undefined,
  map: ColumnMap,
): Promise<ReadTranscripts> {
  const file = sourceFile(path)
  const detected: Detected = format === undefined ? detectFormat(file) : { format }
  const read = await readAs(file, detected, map)
  if (detected.format !== 'csv' && detected.format !== 'jsonl' && Object.keys(map).length > 0) {
    throw new BadInputError(
      `${path}: --map tells the columns of tables, and this file is read as ${detected.format}. Leave it out, or say --format csv or jsonl.`,
    )
  }
  return read
}

async function readAs(
  file: SourceFile,
  detected: Detected,
  map: ColumnMap,
): Promise<ReadTranscripts> {
  const { format } = detected
  const about = { file: file.name, format }
  if (format === 'coterie') {
    const source = ownExport(file.path, await columnsOf(file))
    return { ...about, runs: await ownRuns(source, file.name) }
  }
  const ready = (runs: readonly ForeignRun[]): ReadyRun[] => {
    const imported: Imported = { format, file: file.name, sha256: file.sha256() }
    if (runs.length === 0) assertSomething(file.path, [])
    return runs.map((run) => {
      assertSomething(file.path, run.ticks)
      return readyRun(run, imported)
    })
  }
  switch (format) {
    case 'warroom':
      return {
        ...about,
        runs: ready([warroomRun(readWarroom(documentOf(file, detected), file.path))]),
      }
    case 'trust':
      return {
        ...about,
        runs: ready([trustRun(readTrust(documentOf(file, detected), file.path), file.name)]),
      }
    case 'names': {
      const utterances = parseNames(linesOf(file.pieces(), file.path, file.start), file.path)
      const talk: Conversation = { name: null, treatment: 'all', replicate: 1, utterances }
      return { ...about, runs: ready([conversationRun(talk)]) }
    }
    case 'csv':
    case 'jsonl': {
      const rows = format === 'csv' ? csvRows(file) : jsonlRows(file)
      const { conversations, columns } = await readTable(rows, map, file.path)
      return { ...about, runs: ready(conversations.map(conversationRun)), columns }
    }
  }
}

function documentOf(file: SourceFile, { document }: Detected): unknown {
  return document ?? readJson(file.text(), { path: file.path, line: 1, byte: file.start })
}

async function columnsOf(file: SourceFile): Promise<readonly string[]> {
  if (/\.(?:jsonl|ndjson)$/i.test(file.name)) {
    for (const { columns } of jsonlRows(file)) return columns
    return []
  }
  for await (const { cells } of csvRecords(file)) return cells.map((cell) => cell ?? '')
  return []
}
