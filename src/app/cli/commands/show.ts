/** `coterie show`: the runs of a record, one run as people read it, or what somebody knew at a tick. */
import { Command } from 'commander'
import { BadInputError } from '../../../base/errors.ts'
import type { RunSummary, Store } from '../../../io/store/store.ts'
import { print, printJson } from '../print.ts'
import { tickNumber } from '../option-numbers.ts'

interface Options {
  run?: string
  tick?: number
  knew?: string
  json?: true
}

export function showCommand(): Command {
  return new Command('show')
    .description(
      'list the runs of a record, read the transcript of one, or what a participant knew at a tick',
    )
    .argument('<db>', 'a record')
    .option('--run <id>', 'the run to read; the beginning of its id is enough')
    .option('--tick <t>', 'the tick to read, from 0; with --knew', tickNumber)
    .option(
      '--knew <participant>',
      'what it was shown at that tick, or had seen by then, part by part, and from where',
    )
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  $ coterie show logs/showcase.sqlite\n  $ coterie show logs/showcase.sqlite --run run_3f' +
        '\n  $ coterie show logs/showcase.sqlite --run run_3f --tick 14 --knew p2',
    )
    .action(show)
}

async function show(db: string, options: Options): Promise<void> {
  const { run: id, tick, knew, json = false } = options
  if ((tick === undefined) !== (knew === undefined) || (knew !== undefined && id === undefined)) {
    throw new BadInputError(
      'what somebody knew is told for a run and a tick: give --run, --tick and --knew together.',
    )
  }
  const { openSqliteStore } = await import('../../adapters.ts')
  const store = openSqliteStore(db, 'read')
  try {
    if (id === undefined) return await showRuns(store, db, json)
    const { runNamed } = await import('../../run-named.ts')
    const run = runNamed(id, store.runs())
    if (tick === undefined || knew === undefined) await showRun(store, db, run, json)
    else await showKnown(store, db, run, { tick, knew, json })
  } finally {
    store.close()
  }
}

async function showRuns(store: Store, db: string, json: boolean): Promise<void> {
  const runs = store.runs()
  if (json) return printJson({ db, runs: await Promise.all(runs.map(told)) })
  const { drawTable } = await import('../draw-table.ts')
  const rows = runs.map(({ runId, plan, status, ticks, recordHash }) => [
    runId,
    plan.treatment,
    plan.replicate,
    status,
    ticks,
    recordHash?.slice(0, 12) ?? '',
  ])
  print(
    drawTable(['run', 'treatment', 'replicate', 'status', 'ticks', 'record hash'], rows),
    `${runs.length} run${runs.length === 1 ? '' : 's'} in ${db}`,
  )
}

/** Keys like the columns of the table of runs; plans and entries stand as they were recorded. */
async function told({ plan, ...run }: RunSummary): Promise<object> {
  const { snakeCased } = await import('../report/snake-cased.ts')
  return { ...(snakeCased(run) as object), plan }
}

async function showRun(store: Store, db: string, run: RunSummary, json: boolean): Promise<void> {
  if (json) {
    return printJson({
      db,
      ...(await told(run)),
      ticks: [...store.ticks(run.runId)].map(({ tick, round, content }) => ({
        tick,
        round,
        phase: content.phase,
        entries: content.entries,
      })),
    })
  }
  const { transcriptText } = await import('../../../study/export/transcript-text.ts')
  for (const chunk of transcriptText(run, store.ticks(run.runId), { ticks: true }))
    process.stdout.write(chunk)
}

async function showKnown(
  store: Store,
  db: string,
  run: RunSummary,
  { tick, knew, json }: { readonly tick: number; readonly knew: string; readonly json: boolean },
): Promise<void> {
  const { knownTo } = await import('../../known-to.ts')
  const known = knownTo(store, run, tick, knew)
  if (json) return printJson({ db, run_id: run.runId, ...known })
  const { knownText } = await import('../known-text.ts')
  print(knownText(known))
}
