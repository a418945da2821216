/** `coterie show`: the runs of a record, or one run as people read it. */
import { Command } from 'commander'
import { print, printJson } from '../print.ts'

interface Options {
  run?: string
  json?: true
}

export function showCommand(): Command {
  return new Command('show')
    .description('list the runs of a record, or read the transcript of one')
    .argument('<db>', 'a record')
    .option('--run <id>', 'the run to read; the beginning of its id is enough')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  $ coterie show logs/showcase.sqlite\n  $ coterie show logs/showcase.sqlite --run run_3f',
    )
    .action(show)
}

async function show(db: string, options: Options): Promise<void> {
  const { openSqliteStore } = await import('../../adapters.ts')
  const store = openSqliteStore(db, 'read')
  try {
    if (options.run === undefined) {
      const runs = store.runs()
      if (options.json === true)
        return printJson({ db, runs: runs.map(({ plan, ...run }) => ({ ...run, plan })) })
      const { drawTable } = await import('../draw-table.ts')
      const rows = runs.map(({ runId, plan, status, ticks, recordHash }) => [
        runId,
        plan.treatment,
        plan.replicate,
        status,
        ticks,
        recordHash?.slice(0, 12) ?? '',
      ])
      return print(
        drawTable(['run', 'treatment', 'replicate', 'status', 'ticks', 'record hash'], rows),
        `${runs.length} runs in ${db}`,
      )
    }
    const { runNamed } = await import('../../replay-record.ts')
    const run = runNamed(options.run, store.runs())
    if (options.json === true) {
      return printJson({
        db,
        ...run,
        ticks: [...store.ticks(run.runId)].map(({ tick, round, content }) => ({
          tick,
          round,
          phase: content.phase,
          entries: content.entries,
        })),
      })
    }
    const { transcriptText } = await import('../../../study/export/transcript-text.ts')
    for (const chunk of transcriptText(run, store.ticks(run.runId))) process.stdout.write(chunk)
  } finally {
    store.close()
  }
}
