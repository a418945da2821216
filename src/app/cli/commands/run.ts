/** `coterie run`: plays an experiment into a record; again, it resumes what is unfinished. */
import { Command, InvalidArgumentError } from 'commander'
import { sanitiseLine } from '../../../base/sanitise.ts'
import type { RunSummary } from '../../../io/store/store.ts'
import type { Experiment } from '../../../play/experiment/define-experiment.ts'
import type { RunReport } from '../../run-experiment.ts'
import { EXIT } from '../exit-codes.ts'
import { note, print, printJson } from '../print.ts'
import { snakeCased } from '../report/snake-cased.ts'
import { spendText, standingText } from '../spend-text.ts'

interface Options {
  db?: string
  concurrency: number
  processes: number
  pilot?: number
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
    .option(
      '--pilot <n>',
      'play only n runs, spread over the treatments, and estimate what the rest will cost',
      atLeastOne,
    )
    .option('--json', 'print one JSON document: { db, runs, record_hashes, … }')
    .option('--quiet', 'no table at the end')
    .addHelpText(
      'after',
      '\nExamples:\n  $ coterie run scenarios/matrix-game/experiments/showcase.yaml --db logs/mine.sqlite\n  $ coterie run scenarios/matrix-game/experiments/showcase.yaml --db logs/mine.sqlite --pilot 4',
    )
    .action(run)
}

async function run(file: string, options: Options): Promise<void> {
  const { loadExperiment } = await import('../../load-experiment.ts')
  const { runExperiment } = await import('../../run-experiment.ts')
  const { EventEmitter } = await import('eventemitter3')
  const { progressBar } = await import('../progress.ts')

  const stop = onInterrupt()
  const loaded = await loadExperiment(file)
  const bar = progressBar(loaded.experiment.experiment)
  const events = new EventEmitter<import('../../../play/worker/run-plans.ts').WorkEvents>()
  events.on('run-closed', () => bar.advance())
  const report = await runExperiment(loaded, {
    ...(options.db === undefined ? {} : { db: options.db }),
    concurrency: options.concurrency,
    processes: options.processes,
    file,
    stop,
    ...(options.pilot === undefined ? {} : { pilot: options.pilot }),
    events,
    onPlanned: (plans, standing) => bar.start(plans.length, 0, () => standingText(standing())),
  }).finally(() => bar.stop())

  if (options.json === true) {
    printJson({
      db: report.db,
      experiment: report.experiment,
      runs: report.runs.length,
      played: report.played,
      kept: report.kept,
      left: report.left,
      stopped_at_budget: report.cap,
      spend: spendJson(report),
      ...(report.outlook === null ? {} : { outlook: snakeCased(report.outlook) }),
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
      await printReport(report.db, { isBrief: true })
    }
    if (report.outlook !== null && report.left > 0) await printOutlook(report, loaded.experiment)
    if (report.spend.calls > 0) print(`${spendText(report.spend)} in all`)
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
  if (report.cap !== null) {
    note(
      `stopped at the budget: ${report.cap}. Everything so far is written; raise the budget and run the same command again to go on.`,
    )
    process.exitCode = EXIT.budget
  }
  if (stop.aborted) {
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

/**
 * The first interrupt lets open calls come home; the second ends the process at once. Either leaves a record that can be resumed.
 * Interrupts within a fifth of a second are one: a terminal sends its own to every process of the command,
 * and a launcher (bin/coterie.js under an old Node.js, npm) passes on the one that it was sent.
 */
function onInterrupt(): AbortSignal {
  const stopping = new AbortController()
  let isAgain = false
  const stop = (): void => {
    if (isAgain) process.exit(EXIT.interrupted)
    if (stopping.signal.aborted) return
    stopping.abort()
    note('waiting for open calls; interrupt again to stop now …')
    // An immediate follows the signals that came in while the process was too busy to look.
    setTimeout(() => setImmediate(() => (isAgain = true)), 200).unref()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return stopping.signal
}

async function printOutlook({ outlook, left }: RunReport, { budget }: Experiment): Promise<void> {
  if (outlook === null) return
  if ((outlook.spent?.runs ?? 0) === 0) {
    print(
      'Pilot: no run has ended, so nothing was learnt. What is expected beforehand is told by coterie plan.',
    )
    return
  }
  const { callEstimateText } = await import('../call-estimate-text.ts')
  const { budgetReach } = await import('../../estimate/budget-reach.ts')
  print(
    `\nPilot: what the ${left} runs that are left will need, going by those that were played`,
    ...callEstimateText(outlook, budgetReach(outlook, budget ?? {})),
    '',
  )
}

function spendJson({ spend, spentBefore }: RunReport): Record<string, number> {
  return {
    calls: spend.calls,
    usd: spend.usd,
    uncertain_usd: spend.uncertainUsd,
    calls_before: spentBefore.calls,
    usd_before: spentBefore.usd,
  }
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
