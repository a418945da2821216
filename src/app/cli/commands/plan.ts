/** `coterie plan`: what an experiment would play, call and cost, without playing it. */
import { Command } from 'commander'
import type { PlanSummary } from '../../../play/experiment/summarise-plans.ts'
import { note, print, printJson } from '../print.ts'

export function planCommand(): Command {
  return new Command('plan')
    .description(
      'show treatments, runs, model calls, tokens and what they will cost; needs no key, asks nobody, spends nothing',
    )
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
  const { assertSimulated, noticesOnProviders } = await import('../../assert-models.ts')
  const { declaredProviders } = await import('../../providers-file.ts')
  const { planRuns } = await import('../../../play/experiment/plan-runs.ts')
  const { summarisePlans } = await import('../../../play/experiment/summarise-plans.ts')
  const { isHuman } = await import('../../../play/agent/policies/human-settings.ts')
  const { everySeatOf } = await import('../../../record/plan.ts')
  const { estimateExperiment } = await import('../../estimate/estimate-experiment.ts')
  const { modelFacts } = await import('../../estimate/model-facts.ts')
  const { rehearsePeople } = await import('../../rehearse-people.ts')
  const { counted } = await import('../../../study/analysis/methods-words.ts')
  const { budgetReach } = await import('../../estimate/budget-reach.ts')
  const { callEstimateText } = await import('../call-estimate-text.ts')

  const loaded = await loadExperiment(file)
  const { experiment, scenario } = loaded
  const catalogue = await loadCatalogue(loaded.own)
  const plans = planOrExplain(loaded, () => planRuns(experiment, scenario, catalogue))
  planOrExplain(loaded, () => assertSimulated(plans, experiment))
  const summary = summarisePlans(plans, scenario)
  const declared = declaredProviders(process.env)
  const names = declared.map(({ name }) => name)
  const factsOf = modelFacts(declared)
  const estimate = await estimateExperiment(plans, scenario, catalogue, factsOf).catch(
    (error: unknown) => {
      throw loaded.explain(error)
    },
  )
  const people = plans.flatMap(everySeatOf).filter(isHuman).length
  const notices = [
    ...noticesOnProviders(plans, loaded, names),
    ...(people === 0 ? [] : await rehearsePeople(plans, loaded, catalogue)),
  ]
  const reach = budgetReach(estimate, experiment.budget ?? {})
  const { experiment: name, budget = null } = experiment
  if (options.json === true) {
    const { snakeCased } = await import('../report/snake-cased.ts')
    const whole = { experiment: name, scenario: scenario.name, ...summary }
    const told = { ...whole, ...(people === 0 ? {} : { people }), notices, budget, reach, estimate }
    printJson(snakeCased(told))
    return
  }
  const { treatments, runs } = summary
  const planned = `${counted(treatments.length, 'treatment')}, ${counted(runs, 'run')}`
  print(`${name}: ${planned} of ${scenario.name}`)
  if (estimate.cells.length === 0) print(...(await castText(summary)))
  else print(...callEstimateText(estimate, reach))
  if (people > 0)
    print(`\nPeople take ${counted(people, 'seat')}: coterie run prints a link for each.`)
  note(...notices)
  if (!summary.balanced) {
    note(
      'counterbalance: the variants are not balanced; make replicates a multiple of the number of combinations.',
    )
  }
}

async function castText({ treatments }: PlanSummary): Promise<string[]> {
  const { fitTable } = await import('../report/fit-table.ts')
  const rows = treatments.map((one) => [
    one.treatment,
    one.cast.join(' · '),
    one.runs,
    one.most_ticks,
  ])
  return [
    ...fitTable(['treatment', 'cast', 'runs', 'ticks at most'], rows, 2),
    '\nNo models are seated: there is nothing to pay for.',
  ]
}
