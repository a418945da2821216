/** `coterie fork`: new runs that share the first ticks of a recorded one, and then differ in one named thing. */
import { Command, InvalidArgumentError } from 'commander'
import type { ForkReport } from '../../fork-run.ts'
import { noteEnding } from '../note-ending.ts'
import { interruption } from '../on-interrupt.ts'
import { print, printJson } from '../print.ts'
import { spendJson, spendText, standingText } from '../spend-text.ts'
import { atLeastOne } from '../option-numbers.ts'

interface Options {
  run: string
  atTick: number
  set?: string
  replicates: number
  baseline: boolean
  scenario?: string
  concurrency: number
  json?: true
}

export function forkCommand(): Command {
  return new Command('fork')
    .description(
      'play new runs that share ticks 0 … T−1 with a recorded one, then differ in one named thing; running it again resumes what is unfinished',
    )
    .argument('<db>', 'a record; the forks are written into it')
    .requiredOption('--run <id>', 'the run to fork; the beginning of its id is enough')
    .requiredOption('--at-tick <t>', 'the first tick that is not shared, from 0', tick)
    .option(
      '--set <path=value>',
      'what differs: cast.ROLE, parameters.X, answer.SEAT, message.SEAT, payoff.SEAT, names.SEAT, remove, crash, news',
      once,
    )
    .option(
      '--replicates <n>',
      'so many forks; from the second on with draws of their own, each beside a baseline with the same draws',
      atLeastOne,
      1,
    )
    .option('--no-baseline', 'no baselines')
    .option('--scenario <file>', 'where the scenario is, if it is one of your own')
    .option('--concurrency <n>', 'most runs in flight at once', atLeastOne, 16)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  $ coterie fork logs/showcase.sqlite --run run_3f --at-tick 4 --set cast.column=grim\n' +
        "  $ coterie fork logs/showcase.sqlite --run run_3f --at-tick 4 --set 'answer.p1=defect' --replicates 20\n" +
        '  $ coterie compare logs/showcase.sqlite --forks-of run_3f\n\nSee docs/forks.md.',
    )
    .action(fork)
}

async function fork(db: string, options: Options): Promise<void> {
  const { forkRun } = await import('../../fork-run.ts')
  const { EventEmitter } = await import('eventemitter3')
  const { progressBar } = await import('../progress.ts')
  const { stop, interrupt } = interruption()
  const bar = progressBar('fork')
  const events = new EventEmitter<import('../../../play/worker/run-plans.ts').WorkEvents>()
  events.on('run-closed', () => bar.advance())
  const { json, ...chosen } = options
  const report = await forkRun(db, {
    ...chosen,
    stop,
    steered: { onStop: () => interrupt('stopped by another process: ') },
    events,
    onPlanned: (plans, standing) => bar.start(plans.length, 0, () => standingText(standing())),
  }).finally(() => bar.stop())
  if (json === true) printJson(forkJson(report))
  else await printForks(report)
  noteEnding(report, stop)
}

function forkJson(report: ForkReport): object {
  const { db, parent, atTick, set, runs, played, kept, left, cap } = report
  return {
    db,
    parent,
    at_tick: atTick,
    set,
    played,
    kept,
    left,
    stopped_at_budget: cap,
    spend: spendJson(report),
    runs: runs.map(({ runId, replicate, kind, status, ticks, recordHash }) => ({
      run_id: runId,
      replicate,
      kind,
      status,
      ticks,
      record_hash: recordHash,
    })),
    unavailable: report.unavailable.map(({ runId, why }) => ({ run_id: runId, why })),
    failed: report.failed.map(({ runId, why }) => ({ run_id: runId, why })),
    // Those that were asked for; the runs that they are compared with stand apart.
    record_hashes: hashesOf(runs.filter(({ kind }) => set === null || kind === 'difference')),
    baseline_hashes: hashesOf(runs.filter(({ kind }) => set !== null && kind === 'baseline')),
  }
}

function hashesOf(runs: ForkReport['runs']): Record<string, string | null> {
  return Object.fromEntries(runs.map(({ runId, recordHash }) => [runId, recordHash]))
}

async function printForks(report: ForkReport): Promise<void> {
  const { drawTable } = await import('../draw-table.ts')
  const { db, parent, atTick, runs, played, kept, left, spend } = report
  print(
    `Forks of ${parent}: ticks before ${atTick} are its own, nothing of them was played or paid again`,
    '',
    drawTable(
      ['run', 'replicate', 'kind', 'status', 'ticks', 'record hash'],
      runs.map(({ runId, replicate, kind, status, ticks, recordHash }) => [
        runId,
        replicate,
        kind,
        status,
        ticks,
        recordHash?.slice(0, 12) ?? '',
      ]),
    ),
    '',
  )
  if (spend.calls > 0) print(`${spendText(spend)} in all`)
  print(
    `${played} played, ${kept} kept from before, ${left} left · record: ${db}`,
    `What they changed: coterie compare ${db} --forks-of ${parent}`,
  )
}

function tick(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 0)
    throw new InvalidArgumentError('ticks are whole numbers from 0.')
  return value
}

function once(text: string, before: string | undefined): string {
  if (before !== undefined)
    throw new InvalidArgumentError(
      `a fork differs from its parent in one named thing, and "${before}" is set already. Fork the fork for a second one.`,
    )
  return text
}
