/** `coterie run`: plays an experiment into a record; again, it resumes what is unfinished. */
import { Command } from 'commander'
import type { Experiment } from '../../../play/experiment/define-experiment.ts'
import type { RunReport } from '../../run-experiment.ts'
import { noteEnding } from '../note-ending.ts'
import { interruption } from '../on-interrupt.ts'
import { note, print, printJson } from '../print.ts'
import { snakeCased } from '../report/snake-cased.ts'
import { runSeats, type RunSeats, type SeatOptions } from '../run-seats.ts'
import { spendJson, spendText, standingText } from '../spend-text.ts'
import { atLeastOne, minutes, portNumber } from '../option-numbers.ts'

interface Options extends SeatOptions {
  db?: string
  concurrency?: number
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
    .option(
      '--concurrency <n>',
      'most runs in flight at once (default: 16; all of them where people are seated)',
      atLeastOne,
    )
    .option('--processes <n>', 'play in so many processes; the record is the same', atLeastOne, 1)
    .option(
      '--pilot <n>',
      'play only n runs, spread over the treatments, and estimate what the rest will cost',
      atLeastOne,
    )
    .option(
      '--seats-host <address>',
      'where people who are seated reach this machine: 0.0.0.0 lets other machines and phones in',
      '127.0.0.1',
    )
    .option('--seats-port <n>', 'the port of their pages (default: the one of before)', portNumber)
    .option('--seats-url <url>', 'the address of a proxy before it, which links then name')
    .option(
      '--seats-linger <minutes>',
      'so long their last pages stay open, unless everybody has said that they read them',
      minutes,
      15,
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
  const seats = runSeats(options)
  try {
    await play(file, options, seats)
  } finally {
    await seats.close()
  }
}

async function play(file: string, options: Options, seats: RunSeats): Promise<void> {
  const { loadExperiment } = await import('../../load-experiment.ts')
  const { runExperiment } = await import('../../run-experiment.ts')
  const { EventEmitter } = await import('eventemitter3')
  const { progressBar } = await import('../progress.ts')

  const { stop, interrupt } = interruption(() => (seats.isLingering ? 'open pages' : 'open calls'))
  const loaded = await loadExperiment(file)
  const bar = progressBar(loaded.experiment.experiment)
  const events = new EventEmitter<import('../../../play/worker/run-plans.ts').WorkEvents>()
  events.on('run-closed', () => bar.advance())
  const report = await runExperiment(loaded, {
    ...(options.db === undefined ? {} : { db: options.db }),
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    processes: options.processes,
    file,
    stop,
    reachPeople: seats.reach,
    onNotice: (notice) => note(notice),
    steered: { onStop: () => interrupt('stopped by another process: ') },
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
  noteEnding(report, stop)
  await seats.linger(stop)
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

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}
