/** `coterie plan`: what an experiment would play, without playing it. */
import { Command } from 'commander'
import { note, print, printJson } from '../print.ts'

export function planCommand(): Command {
  return new Command('plan')
    .description('show treatments, runs and model calls of an experiment; plays and spends nothing')
    .argument('<file>', 'experiment file')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ coterie plan scenarios/matrix-game/experiments/showcase.yaml',
    )
    .action(plan)
}

async function plan(file: string, options: { json?: true }): Promise<void> {
  const { loadExperiment } = await import('../../load-experiment.ts')
  const { loadCatalogue } = await import('../../catalogue.ts')
  const { planOrExplain } = await import('../../run-experiment.ts')
  const { planRuns } = await import('../../../play/experiment/plan-runs.ts')
  const { summarisePlans } = await import('../../../play/experiment/summarise-plans.ts')
  const { drawTable } = await import('../draw-table.ts')

  const loaded = await loadExperiment(file)
  const catalogue = await loadCatalogue(loaded.own)
  const plans = planOrExplain(loaded, () => planRuns(loaded.experiment, loaded.scenario, catalogue))
  const summary = summarisePlans(plans, loaded.scenario)
  if (options.json === true) {
    printJson({
      experiment: loaded.experiment.experiment,
      scenario: loaded.scenario.name,
      ...summary,
    })
    return
  }
  print(
    `${loaded.experiment.experiment}: ${summary.treatments.length} treatments, ${summary.runs} runs of ${loaded.scenario.name}`,
    drawTable(
      ['treatment', 'runs', 'cast', 'ticks at most', 'model calls at most', 'with every reask'],
      summary.treatments.map((one) => [
        one.treatment,
        one.runs,
        one.cast.join(' · '),
        one.most_ticks,
        one.model_calls,
        one.model_calls_worst,
      ]),
    ),
  )
  if (!summary.balanced) {
    note(
      'counterbalance: the variants are not balanced; make replicates a multiple of the number of combinations.',
    )
  }
}
