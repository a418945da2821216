/** Writes a record in the formats asked for: tables as CSV and JSON Lines, transcripts as text and Markdown. */
import { UnknownNameError } from '../../base/errors.ts'
import type { RunSummary, Store } from '../../io/store/store.ts'
import type { Tables } from '../../io/store/tables.ts'
import { csvOf } from './csv.ts'
import { fileNameOf } from './file-name.ts'
import { jsonlOf } from './jsonl.ts'
import { transcriptMarkdown } from './transcript-markdown.ts'
import { transcriptText } from './transcript-text.ts'

export const EXPORT_FORMATS = ['csv', 'jsonl', 'txt', 'md'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Keeps a file of some name, whole or not at all. */
export type WriteFile = (name: string, chunks: Iterable<string>) => void

/** One record, as runs and as tables. */
export interface ReadableRecord {
  readonly store: Pick<Store, 'runs' | 'ticks'>
  readonly tables: Tables
}

/** The formats of a list like `csv,jsonl`, each once. @throws UnknownNameError at one that there is not. */
export function parseFormats(list: string): ExportFormat[] {
  const names = list.split(',').map((name) => name.trim().toLowerCase())
  return [...new Set(names)].map((name) => {
    const format = EXPORT_FORMATS.find((one) => one === name)
    if (format === undefined)
      throw new UnknownNameError('format', name, EXPORT_FORMATS, 'Give a list such as csv,jsonl.')
    return format
  })
}

/**
 * Writes `<table>.csv`, `<table>.jsonl`, one `<treatment>-<replicate>-<run id>.txt` for each run, and one `transcripts.md`. The same record gives the same
 * bytes, in whatever order its runs were played. Gives back the names of the files, in the order in which they were written.
 */
export function exportRecord(
  record: ReadableRecord,
  formats: readonly ExportFormat[],
  write: WriteFile,
): string[] {
  const written: string[] = []
  const keep: WriteFile = (name, chunks) => {
    write(name, chunks)
    written.push(name)
  }
  for (const format of formats) writers[format](record, keep)
  return written
}

const writers: Readonly<Record<ExportFormat, (record: ReadableRecord, write: WriteFile) => void>> =
  {
    csv: ({ tables }, write) => {
      for (const name of tables.names) write(`${name}.csv`, csvOf(tables, name))
    },
    jsonl: ({ tables }, write) => {
      for (const name of tables.names) write(`${name}.jsonl`, jsonlOf(tables, name))
    },
    txt: ({ store }, write) => {
      for (const run of inOrder(store.runs()))
        write(transcriptName(run), transcriptText(run, store.ticks(run.runId)))
    },
    md: ({ store }, write) => write('transcripts.md', markdownOf(store)),
  }

function* markdownOf(store: ReadableRecord['store']): Iterable<string> {
  yield '# Transcripts\n\n'
  for (const run of inOrder(store.runs()))
    yield* transcriptMarkdown(run, () => store.ticks(run.runId))
}

function transcriptName({ runId, plan }: RunSummary): string {
  return `${fileNameOf(plan.treatment)}-${plan.replicate}-${fileNameOf(runId)}.txt`
}

/** By treatment, replicate and id: as a reader looks for them. */
function inOrder(runs: readonly RunSummary[]): RunSummary[] {
  return [...runs].sort(
    (a, b) =>
      compare(a.plan.treatment, b.plan.treatment) ||
      a.plan.replicate - b.plan.replicate ||
      compare(a.runId, b.runId),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
