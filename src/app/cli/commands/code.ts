/** `coterie code`: rules and judges code the units of a record by a codebook; again, it resumes what is unfinished. */
import { Command, InvalidArgumentError } from 'commander'
import { sanitiseLine } from '../../../base/sanitise.ts'
import type { CodeOptions, CodeReport } from '../../code-record.ts'
import { EXIT } from '../exit-codes.ts'
import { note } from '../print.ts'
import { onInterrupt } from '../on-interrupt.ts'
import { standingText } from '../spend-text.ts'
import { atLeastOne, tickNumber } from '../option-numbers.ts'

interface Options {
  codebook?: string
  judge: readonly string[]
  rules?: true
  treatment?: string
  run?: string
  sample?: number
  seed: number
  batch: number
  reask: number
  retryMissing?: true
  usd?: number
  calls?: number
  concurrency: number
  dryRun?: true
  replay?: true
  check?: true
  json?: true
}

export function codeCommand(): Command {
  return new Command('code')
    .description(
      'code the units of a record by a codebook: by its rules, by judges (models) on a budget of their own; running it again resumes, and redoes nothing',
    )
    .argument('<db>', 'a record')
    .option('--codebook <name>', 'a codebook: its name, or its file')
    .option(
      '--judge <agent>',
      'who codes: provider/model, an agent of the catalogue or a YAML file, with name= in front to give it a name; repeatable',
      (one: string, all: readonly string[]) => [...all, one],
      [],
    )
    .option('--rules', 'code by all rules of the codebook; structural codes always are')
    .option('--treatment <name>', 'only the runs of this treatment')
    .option('--run <id>', 'only this run; the beginning of its id is enough')
    .option('--sample <n>', 'only so many units, drawn at random; the same for all', atLeastOne)
    .option('--seed <n>', 'of the sample and of the order of units', tickNumber, 1)
    .option('--batch <n>', 'units in one call', atLeastOne, 1)
    .option('--reask <n>', 'how often a judge is asked again for what was no answer', tickNumber, 2)
    .option('--retry-missing', 'ask again for what is missing, as a correction')
    .option('--usd <n>', 'the most that all judges of this record may ever cost', dollars)
    .option('--calls <n>', 'the most calls that they may ever make, each try counted', atLeastOne)
    .option('--concurrency <n>', 'most calls on their way at once', atLeastOne, 16)
    .option('--dry-run', 'tell units, calls, tokens and what they will cost, and do nothing')
    .option('--replay', 'make the codings again from the calls in the ledger, without network')
    .option('--check', 'the same as --replay')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ coterie code logs/talks.sqlite --codebook discussion --rules
  $ coterie code logs/talks.sqlite --codebook discussion --judge openai/gpt-4o-mini --judge strict=judges/strict.yaml --usd 5
  $ coterie code logs/talks.sqlite --replay

Exit codes: 1 a replay found a difference · 2 a model could not be asked · 3 stopped at the budget; the same command goes on`,
    )
    .action(codeUnits)
}

function dollars(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('give US dollars, such as 2.50.')
  return value
}

async function codeUnits(db: string, options: Options): Promise<void> {
  const { printCoding, printReplay } = await import('../coding/coding-text.ts')
  if (options.replay === true || options.check === true) {
    const { replayCodings } = await import('../../coding/replay-codings.ts')
    const { codebook } = options
    const report = await replayCodings(db, codebook === undefined ? {} : { codebook })
    printReplay(report, options.json === true)
    if (report.difference !== null) process.exitCode = EXIT.found
    return
  }
  const { codeRecord } = await import('../../code-record.ts')
  const { progressBar } = await import('../progress.ts')
  const stop = onInterrupt()
  const bar = progressBar('code')
  const report = await codeRecord({
    ...(await chosen(db, options)),
    stop,
    onPlanned: (units, standing) => bar.start(units, 0, () => standingText(standing())),
    onUnits: (units) => {
      for (let i = 0; i < units; i++) bar.advance()
    },
  }).finally(() => bar.stop())
  printCoding(report, options.json === true)
  if (!report.isDryRun) noteEnding(report, stop)
}

async function chosen(db: string, options: Options): Promise<CodeOptions> {
  const { codebook, judge, rules, usd, calls } = options
  const { treatment, run, sample, seed, batch, reask, concurrency } = options
  if (codebook === undefined) {
    const { BadInputError } = await import('../../../base/errors.ts')
    throw new BadInputError('Name the --codebook: one of the catalogue, or a file.')
  }
  const given = { treatment, run, sample }
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined)),
    db,
    codebook,
    judges: judge,
    rules: rules === true,
    seed,
    batch,
    reask,
    concurrency,
    retryMissing: options.retryMissing === true,
    budget: { usd, calls },
    dryRun: options.dryRun === true,
  }
}

/** So many reasons say what is wrong; the ledger holds them all. */
const MOST_TOLD = 3

function noteEnding({ unavailable, passing, cap, left }: CodeReport, stop: AbortSignal): void {
  const reasons = [...unavailable, ...passing].slice(0, MOST_TOLD)
  if (reasons.length > 0 && left > 0) {
    note(
      ...reasons.map(sanitiseLine),
      `${left} units are left uncoded for it. Mend it and run the same command again to go on.`,
    )
    process.exitCode = EXIT.badInput
  }
  if (cap !== null) {
    const words = cap.replace('budget.usd', '--usd').replace('budget.calls', '--calls')
    note(
      `stopped at the budget: ${words}. Everything so far is written; raise it and run the same command again to go on.`,
    )
    process.exitCode = EXIT.budget
  }
  if (stop.aborted) {
    note('interrupted: everything so far is written. Run the same command again to go on.')
    process.exitCode = EXIT.interrupted
  }
}
