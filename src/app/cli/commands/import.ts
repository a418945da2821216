/** `coterie import`: transcripts that others recorded, as records like our own. */
import { Command } from 'commander'
import { sanitiseLine } from '../../../base/sanitise.ts'
import type { ImportReport } from '../../import/import-files.ts'
import type { ReadyRun } from '../../import/foreign-run.ts'
import type { ReadTranscripts } from '../../import/read-transcripts.ts'
import { print, printJson } from '../print.ts'

interface Options {
  db: string
  format?: string
  map?: string
  json?: true
}

export function importCommand(): Command {
  return new Command('import')
    .description(
      'bring in transcripts that were recorded elsewhere: shown, exported and measured like our own',
    )
    .argument('<file...>', 'transcripts; none is written where one of them is not right')
    .requiredOption('--db <file>', 'the record to write; made where it is missing')
    .option(
      '--format <name>',
      'warroom, trust, names, csv, jsonl or coterie; found by looking at each file where none is given',
    )
    .option('--map <map>', 'of tables: field=column pairs with commas between, or a file of them')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  $ coterie import talks/*.json --db logs/talks.sqlite\n  $ coterie import chat.csv --db logs/chat.sqlite --map text=utterance,speaker=who,run=group',
    )
    .action(importTranscripts)
}

async function importTranscripts(paths: string[], options: Options): Promise<void> {
  const { importFiles } = await import('../../import/import-files.ts')
  const report = await importFiles(paths, options)
  if (options.json === true) return printJson(asJson(report))
  const { added, kept } = report
  print(
    ...report.files.flatMap((file) => told(file).map(sanitiseLine)),
    sanitiseLine(
      `${numbered(added.length, 'run')} added, ${kept.length} there already · record: ${report.db}`,
    ),
  )
}

/** More runs of a file than these are counted, not listed. */
const MOST_TOLD = 10

function told({ file, format, runs, columns }: ReadTranscripts): string[] {
  const read = Object.entries(columns ?? {}).map(([field, column]) => `${field} = ${column}`)
  const head = `${file}: ${format}${read.length === 0 ? '' : ` (${read.join(', ')})`}`
  const lines = runs.slice(0, MOST_TOLD).map((run) => `  ${run.runId}: ${summaryOf(run)}`)
  const more = runs.length - MOST_TOLD
  return [head, ...lines, ...(more > 0 ? [`  … and ${numbered(more, 'run')} more`] : [])]
}

function summaryOf(run: ReadyRun): string {
  const { participants, rounds, messages, notices, decisions, mended } = countsOf(run)
  const { run: group } = run.plan.parameters
  const parts = [
    ...(typeof group === 'string' ? [`${group} (${run.plan.treatment})`] : []),
    numbered(participants, 'participant'),
    ...(rounds === 0 ? [] : [numbered(rounds, 'round')]),
    ...(messages === 0 ? [] : [numbered(messages, 'message')]),
    ...(notices === 0 ? [] : [numbered(notices, 'notice')]),
    ...(decisions === 0 ? [] : [numbered(decisions, 'decision')]),
    ...(mended === 0 ? [] : [`${mended} mended: they held half a surrogate pair`]),
  ]
  return parts.join(', ')
}

interface Counts {
  readonly participants: number
  readonly rounds: number
  /** Those of participants: briefs and notices are none. */
  readonly messages: number
  readonly notices: number
  readonly decisions: number
  readonly mended: number
}

function countsOf({ plan, ticks, shared = [] }: ReadyRun): Counts {
  const all = [...shared, ...ticks]
  const entries = all.flatMap(({ content }) => content.entries)
  const said = entries.filter((entry) => entry.kind === 'message-sent' && entry.from !== null)
  const notices = said.filter((entry) => entry.kind === 'message-sent' && entry.notice === true)
  const { mended } = plan.parameters
  return {
    participants: plan.seats.length,
    rounds: new Set(all.flatMap(({ round }) => round ?? [])).size,
    messages: said.length - notices.length,
    notices: notices.length,
    decisions: entries.filter(
      ({ kind }) => kind === 'decision-taken' || kind === 'decision-defaulted',
    ).length,
    mended: Array.isArray(mended) ? mended.length : 0,
  }
}

function asJson({ db, files, added, kept }: ImportReport): object {
  const addedIds = new Set(added.map(({ runId }) => runId))
  return {
    db,
    added: added.length,
    kept: kept.length,
    files: files.map(({ file, format, runs, columns }) => ({
      file,
      format,
      ...(columns === undefined ? {} : { columns }),
      runs: runs.map((run) => ({
        run_id: run.runId,
        treatment: run.plan.treatment,
        replicate: run.plan.replicate,
        is_new: addedIds.has(run.runId),
        ticks: (run.shared?.length ?? 0) + run.ticks.length,
        ...countsOf(run),
        record_hash: run.hash,
      })),
    })),
  }
}

function numbered(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
