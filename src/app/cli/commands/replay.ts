/** `coterie replay`: plays a record again without network, and says whether the same comes out. */
import { Command } from 'commander'
import type { Divergence } from '../../../play/replay/divergence.ts'
import type { ReplayResult } from '../../replay-record.ts'
import { EXIT } from '../exit-codes.ts'
import { print, printJson } from '../print.ts'

interface Options {
  run?: string
  scenario?: string
  json?: true
}

export function replayCommand(): Command {
  return new Command('replay')
    .description('re-execute a record without network: identical, or the first entry that differs')
    .argument('<db>', 'a record')
    .option('--run <id>', 'only this run')
    .option('--scenario <file>', 'where the scenario is, if it is one of your own')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ coterie replay logs/showcase.sqlite\n\nExit code 1 means that a run did not come out as recorded. Of a run without a tick there is nothing to compare:\nit is told apart (without_ticks in --json), and is no fault.',
    )
    .action(replay)
}

async function replay(db: string, options: Options): Promise<void> {
  const { replayRecord } = await import('../../replay-record.ts')
  const { progressBar } = await import('../progress.ts')
  const { sanitise } = await import('../../../base/sanitise.ts')
  const { snakeCased } = await import('../report/snake-cased.ts')
  const bar = progressBar('replay')
  const { results, faults, missing } = await replayRecord(db, {
    ...(options.run === undefined ? {} : { run: options.run }),
    ...(options.scenario === undefined ? {} : { scenario: options.scenario }),
    onPlanned: (total) => bar.start(total, 0),
    onReplayed: () => bar.advance(),
  }).finally(() => bar.stop())
  const diverged = results.flatMap(({ replayed }) =>
    replayed.kind === 'diverged' ? [replayed.divergence] : [],
  )
  const imported = results.filter(({ isImported }) => isImported === true).length
  if (options.json === true) {
    printJson({
      db,
      runs: results.length,
      identical: results.length - diverged.length,
      imported,
      without_ticks: results.filter(hasNothing).length,
      diverged: diverged.map(snakeCased),
      faults,
      missing,
      record_hashes: Object.fromEntries(
        results.flatMap(({ runId, replayed }) =>
          replayed.kind === 'identical' ? [[runId, replayed.hash]] : [],
        ),
      ),
    })
  } else {
    for (const divergence of diverged) print(...describe(divergence).map((line) => sanitise(line)))
    if (missing > 0)
      print(
        `${missing === 1 ? '1 run of the plan is' : `${missing} runs of the plan are`} not in the record: not begun yet, or taken out`,
      )
    for (const fault of faults) print(sanitise(`${db}: ${fault}: the views were changed by hand`))
    print(...verdicts(results))
  }
  if (diverged.length + faults.length > 0) process.exitCode = EXIT.found
}

/** How it went, of what was played here and of what was imported. */
function verdicts(results: readonly ReplayResult[]): string[] {
  const compared = results.filter((one) => !hasNothing(one))
  const verdict = (
    isImported: boolean,
    well: (runs: number) => string,
    badly: string,
  ): string[] => {
    const some = compared.filter((one) => (one.isImported === true) === isImported)
    const diverged = some.filter(({ replayed }) => replayed.kind === 'diverged').length
    if (some.length === 0) return []
    return [diverged === 0 ? well(some.length) : `${diverged} of ${some.length} ${badly}`]
  }
  return [
    ...verdict(
      false,
      (runs) =>
        runs === 1
          ? 'identical: 1 run came out as it was recorded'
          : `identical: ${runs} runs came out as they were recorded`,
      'runs did not come out as they were recorded',
    ),
    ...verdict(
      true,
      (runs) => `imported: the record is whole; there is nothing to execute (runs: ${runs})`,
      'imported runs are not as they were written',
    ),
    ...nothingIn(results.length, results.length - compared.length),
  ]
}

/** True for a run without a tick: of what was played there is nothing to compare. */
function hasNothing({ ticks, replayed }: ReplayResult): boolean {
  return ticks === 0 && replayed.kind === 'identical'
}

function nothingIn(runs: number, without: number): string[] {
  if (runs === 0) return ['nothing to replay: the record holds no run']
  if (without === 0) return []
  const what = without === 1 ? '1 run has no tick' : `${without} runs have no tick`
  return [`nothing to compare: ${what} in the record; nothing was played there yet`]
}

/** The first difference of a run, in lines. */
function describe({ runId, tick, round, place, what, differences }: Divergence): string[] {
  const where =
    tick === null
      ? ''
      : `, tick ${tick}${round === null ? '' : `, round ${round}`}${place === null ? '' : `, entry ${place}`}`
  return [
    `${runId}${where}: ${what}`,
    ...differences.map(
      ({ path, recorded, again }) =>
        `  ${path || '(entry)'}\n    recorded: ${recorded ?? 'nothing'}\n    again:    ${again ?? 'nothing'}`,
    ),
  ]
}
