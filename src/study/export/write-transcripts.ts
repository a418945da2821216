/** Transcripts as files: one for each run, or all in one. */
import type { RunSummary } from '../../io/store/store.ts'
import type { Tick } from '../../record/tick.ts'
import type { ExportOptions, ReadableRecord, WriteFile } from './format.ts'
import { fileOfRun, inOrder, watchedTicks } from './run-order.ts'
import { transcriptHtml } from './transcript-html.ts'
import { transcriptMarkdown } from './transcript-markdown.ts'
import { transcriptParagraphs } from './transcript-paragraphs.ts'

/** `<treatment>-<replicate>-<run id>.txt` for each run. */
export function writeParagraphs(
  record: ReadableRecord,
  keep: WriteFile,
  options: ExportOptions,
): void {
  writeRuns(record, keep, options, 'txt', transcriptParagraphs)
}

/** `<treatment>-<replicate>-<run id>.html` for each run. */
export function writeHtml(record: ReadableRecord, keep: WriteFile, options: ExportOptions): void {
  writeRuns(record, keep, options, 'html', transcriptHtml)
}

/** All runs in `transcripts.md`. */
export function writeMarkdown(
  { store }: ReadableRecord,
  keep: WriteFile,
  { progress }: ExportOptions,
): void {
  // A run is read for its table and for its words; names are told in its first ticks.
  const ticksOf = watchedTicks(store, 2, progress)
  const chunks = function* (): Iterable<string> {
    yield '# Transcripts\n\n'
    for (const run of inOrder(store.runs())) yield* transcriptMarkdown(run, () => ticksOf(run))
  }
  keep('transcripts.md', chunks())
}

function writeRuns(
  { store }: ReadableRecord,
  keep: WriteFile,
  { progress }: ExportOptions,
  ending: string,
  chunksOf: (run: RunSummary, ticks: Iterable<Tick>) => Iterable<string>,
): void {
  const ticksOf = watchedTicks(store, 1, progress)
  for (const run of inOrder(store.runs())) keep(fileOfRun(run, ending), chunksOf(run, ticksOf(run)))
}
