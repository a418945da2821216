/** `coterie run`: plays an experiment into a record; again, it resumes what is unfinished. */
import { Command, InvalidArgumentError } from 'commander'
import { sanitiseLine } from '../../../base/sanitise.ts'
import type { RunSummary } from '../../../io/store/store.ts'
import { EXIT } from '../exit-codes.ts'
import { note, print, printJson } from '../print.ts'

interface Options {
  db?: string
  concurrency: number
  processes: number
  json?: true
  quiet?: true
}

export function runCommand(): Command {
  return new Command('run')
    .description(
      'play an experiment into a record; running it again resumes what is unfinished and redoes nothing',
    )
    .argument('<file>', 'experiment file: YAML, JSON or TypeScript')
    .option('--db <file>', 'the record to write (default: logs/<experiment>.sqlite)')
    .option('--concurrency <n>', 'most runs in flight at once', atLeastOne, 16)
    .option('--processes <n>', 'play in so many processes; the record is the same', atLeastOne, 1)
    .option('--json', 'print one JSON document: { db, runs, record_hashes, … }')
    .option('--quiet', 'no table at the end')
    .addHelpText(
      'after',
      '\nExample:\n  $ coterie run scenarios/matrix-game/experiments/showcase.yaml --db logs/mine.sqlite',
    )
    .action(run)
}

async function run(file: string, options: Options): Promise<void> {
  const { loadExperiment } = await import('../../load-experiment.ts')
  const { runExperiment } = await import('../../run-experiment.ts')
  const { EventEmitter } = await import('eventemitter3')
  const { progressBar } = await import('../progress.ts')

  const interrupted = onInterrupt()
  const loaded = await loadExperiment(file)
  if (loaded.experiment.budget?.usd !== undefined) {
    note(
      'budget.usd is not held: no prices are known yet. Cap the number of calls with budget.calls.',
    )
  }
  const bar = progressBar(loaded.experiment.experiment)
  const events = new EventEmitter<import('../../../play/worker/run-plans.ts').WorkEvents>()
  events.on('run-closed', () => bar.advance())
  const report = await runExperiment(loaded, {
    ...(options.db === undefined ? {} : { db: options.db }),
    concurrency: options.concurrency,
    processes: options.processes,
    file,
    stopped: interrupted,
    events,
    onPlanned: (plans) => bar.start(plans.length, 0),
  }).finally(() => bar.stop())

  if (options.json === true) {
    printJson({
      db: report.db,
      experiment: report.experiment,
      runs: report.runs.length,
      played: report.played,
      kept: report.kept,
      left: report.left,
      statuses: countBy(report.runs.map(({ status }) => status)),
      unavailable: report.unavailable.map(({ runId, why }) => ({ run_id: runId, why })),
      failed: report.failed.map(({ runId, why }) => ({ run_id: runId, why })),
      record_hashes: Object.fromEntries(
        report.runs.map(({ runId, recordHash }) => [runId, recordHash]),
      ),
    })
  } else {
    if (options.quiet !== true && report.left === 0) {
      const { printReport } = await import('./report.ts')
      await printReport(report.db)
    }
    print(
      `${report.played} played, ${report.kept} kept from before, ${report.left} left · record: ${report.db}`,
    )
  }
  // Also those of earlier times: the same command says the same about the same record.
  noteEnded('aborted', report.runs)
  noteEnded('failed', report.runs)
  if (report.failed.length > 0) process.exitCode = EXIT.badInput
  if (report.unavailable.length > 0) {
    const reasons = new Set(report.unavailable.map(({ why }) => sanitiseLine(why)))
    note(
      ...[...reasons].slice(0, MOST_TOLD),
      'Nothing was decided there. Mend it and run the same command again to go on.',
    )
    process.exitCode = EXIT.badInput
  }
  if (report.isCapped) {
    note(
      'stopped at the cap on calls: everything so far is written. Raise budget.calls and run the same command again to go on.',
    )
    process.exitCode = EXIT.budget
  }
  if (interrupted()) {
    note('interrupted: everything so far is written. Run the same command again to go on.')
    process.exitCode = EXIT.interrupted
  }
}

/** So many reasons say what is wrong; the record holds them all. */
const MOST_TOLD = 3

/** Says why runs did not finish: their data are missing. */
function noteEnded(status: 'aborted' | 'failed', all: readonly RunSummary[]): void {
  const runs = all.filter((run) => run.status === status)
  for (const { runId, why } of runs.slice(0, MOST_TOLD))
    note(sanitiseLine(`${runId} ${status}: ${why ?? ''}`))
  const more = runs.length - MOST_TOLD
  if (more > 0) note(`… and ${more} more; the column "why" of runs says why.`)
}

/** The first interrupt lets open ticks finish; the second ends the process at once. Either leaves a record that can be resumed. */
function onInterrupt(): () => boolean {
  let interrupted = false
  const stop = (): void => {
    if (interrupted) process.exit(EXIT.interrupted)
    interrupted = true
    note('finishing the open ticks; interrupt again to stop now …')
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return () => interrupted
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

function atLeastOne(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('give a whole number from 1.')
  return value
}
