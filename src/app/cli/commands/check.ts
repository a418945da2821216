/** `coterie check`: whether a scenario, alone or as an experiment uses it, can be trusted. */
import { existsSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { Command } from 'commander'
import type { Scenario } from '../../../play/scenario/define-scenario.ts'
import type { Sample } from '../../conformance/sample-plans.ts'
import { EXIT } from '../exit-codes.ts'
import { note, print, printJson } from '../print.ts'

export function checkCommand(): Command {
  return new Command('check')
    .description(
      'play a scenario with clock, dice and wire trapped: purity, dead ends, information sets, order, words against rules',
    )
    .argument(
      '<file>',
      "an experiment, a scenario's file, or the name of a scenario of the catalogue",
    )
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  $ coterie check matrix-game\n  $ coterie check ./my-scenario.ts\n  $ coterie check experiment.yaml\n\nExit code 1 means that something is wrong with the scenario. Where people are seated with programs, sentences by which they\nwould take a program for a person are told, and are no fault.',
    )
    .action(check)
}

async function check(file: string, options: { json?: true }): Promise<void> {
  const { checkScenarioPlay } = await import('../../check-scenario-play.ts')
  const { tellFault } = await import('../../../play/scenario/fault.ts')
  const { sanitise } = await import('../../../base/sanitise.ts')
  const { FaultyScenarioError } = await import('../../../play/scenario/check-scenario.ts')
  let found
  try {
    const { scenario, samples, rehearse } = await subjectOf(file)
    const checked = await checkScenarioPlay(scenario, samples)
    const notices = checked.faults.length === 0 ? await rehearse?.() : []
    found = { scenario: scenario.name, ...checked, notices: notices ?? [] }
  } catch (error) {
    if (!(error instanceof FaultyScenarioError)) throw error
    found = { scenario: file, faults: error.faults, plays: 0, asks: 0, notices: [] }
  }
  const { scenario, faults, plays, asks, notices } = found
  if (options.json === true)
    printJson({ file, scenario, fine: faults.length === 0, faults, plays, asks, notices })
  else {
    print(...faults.map((fault) => sanitise(tellFault(fault))))
    print(
      faults.length === 0
        ? `${scenario}: nothing wrong · ${plays} plays, each repeated with forfeits and latencies; ${asks} asks read`
        : `${scenario}: ${faults.length} fault${faults.length === 1 ? '' : 's'}`,
    )
    note(...notices)
  }
  if (faults.length > 0) process.exitCode = EXIT.found
}

interface Subject {
  readonly scenario: Scenario
  readonly samples: readonly Sample[]
  /** Of an experiment: what its experimenter should know before people are asked. */
  readonly rehearse?: () => Promise<readonly string[]>
}

async function subjectOf(file: string): Promise<Subject> {
  const { loadModule, loadScenario, scenarioIn } = await import('../../catalogue.ts')
  const { experimentIn } = await import('../../load-experiment.ts')
  const { samplePlans } = await import('../../conformance/sample-plans.ts')
  const ending = extname(file)
  if (ending === '' && !existsSync(file)) {
    const scenario = await loadScenario(file)
    return { scenario, samples: samplePlans(scenario) }
  }
  if (!['.ts', '.js', '.mjs'].includes(ending)) return experimentOf(file)
  const module = await loadModule(resolve(file))
  if (experimentIn(module) !== undefined) return experimentOf(file)
  const scenario = scenarioIn(module, file)
  return { scenario, samples: samplePlans(scenario) }
}

async function experimentOf(file: string): Promise<Subject> {
  const { loadCatalogue } = await import('../../catalogue.ts')
  const { loadExperiment } = await import('../../load-experiment.ts')
  const { planOrExplain } = await import('../../run-experiment.ts')
  const { assertSimulated, noticesOnProviders } = await import('../../assert-models.ts')
  const { declaredProviders } = await import('../../providers-file.ts')
  const { planRuns } = await import('../../../play/experiment/plan-runs.ts')
  const { rehearsePeople } = await import('../../rehearse-people.ts')
  const { samplesOf } = await import('../../conformance/sample-plans.ts')
  const loaded = await loadExperiment(file)
  const catalogue = await loadCatalogue(loaded.own)
  const { experiment, scenario } = loaded
  const plans = planOrExplain(loaded, () => planRuns(experiment, scenario, catalogue))
  planOrExplain(loaded, () => assertSimulated(plans, experiment))
  const declared = declaredProviders(process.env).map(({ name }) => name)
  return {
    scenario,
    samples: samplesOf(plans),
    rehearse: async () => [
      ...noticesOnProviders(plans, loaded, declared),
      ...(await rehearsePeople(plans, loaded, catalogue)),
    ],
  }
}
