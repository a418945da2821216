/** Plans experiments and plays them for real, with models that are counted. */
import type { Clock } from '../../../base/clock.ts'
import type { Completed, Provider, Prompt } from '../../../io/model/provider.ts'
import type { Store } from '../../../io/store/store.ts'
import type { Catalogue } from '../../../play/experiment/catalogue.ts'
import { defineExperiment } from '../../../play/experiment/define-experiment.ts'
import { planRuns } from '../../../play/experiment/plan-runs.ts'
import type { Scenario } from '../../../play/scenario/define-scenario.ts'
import { runPlans } from '../../../play/worker/run-plans.ts'
import type { Plan } from '../../../record/plan.ts'
import { casting, memoryStore, simulatedProvider } from '../../adapters.ts'
import { loadCatalogue, loadScenario } from '../../catalogue.ts'
import { loadExperiment } from '../../load-experiment.ts'

export interface Planned {
  readonly plans: readonly Plan[]
  readonly scenario: Scenario
  readonly catalogue: Catalogue
}

export async function plannedFile(file: string): Promise<Planned> {
  const { experiment, scenario, own } = await loadExperiment(file)
  const catalogue = await loadCatalogue(own)
  return { plans: planRuns(experiment, scenario, catalogue), scenario, catalogue }
}

/** An experiment as it is declared; in the matrix game where no scenario is handed in. */
export async function plannedHere(input: object, own?: Scenario): Promise<Planned> {
  const experiment = defineExperiment({ experiment: 'here', scenario: 'matrix-game', ...input })
  const scenario = own ?? (await loadScenario(experiment.scenario))
  const catalogue = await loadCatalogue()
  return { plans: planRuns(experiment, scenario, catalogue), scenario, catalogue }
}

export interface PlayedModel {
  calls: number
  /** Of all prompts. */
  characters: number
  /** As the stand-in says it used them. */
  inputTokens: number
  outputTokens: number
}

export interface Played {
  readonly store: Store
  /** `provider/model` → what it was called for. */
  readonly models: ReadonlyMap<string, PlayedModel>
}

const STILL: Clock = {
  nowMs: () => 0,
  now: () => '',
  breathe: () => Promise.resolve(),
}

export interface Playing {
  /** The simulated model that stands in for all. */
  readonly standIn?: string
  /** What is made of its completions. */
  readonly serve?: (completion: Completed, prompt: Prompt) => Completed
  /** Where there is something already. */
  readonly store?: Store
}

/** Every model is stood in for by a simulated one, which answers at once. */
export async function playCounted(
  { plans, scenario, catalogue }: Planned,
  { standIn = 'reciprocator', serve = (one) => one, store = memoryStore() }: Playing = {},
): Promise<Played> {
  const models = new Map<string, PlayedModel>()
  const simulated = simulatedProvider()
  const providerOf = (name: string): Provider => ({
    name,
    structuredOutput: false,
    complete: async (prompt: Prompt) => {
      const said = await simulated.complete({ ...prompt, model: standIn })
      if (said.kind !== 'completed') throw new Error('the stand-in always answers')
      const completion = serve(said, prompt)
      const model = modelFor(models, `${name}/${prompt.model}`)
      model.calls++
      model.characters += prompt.messages.reduce((sum, { text }) => sum + text.length, 0)
      model.inputTokens += completion.usage.inputTokens ?? 0
      model.outputTokens += completion.usage.outputTokens ?? 0
      return completion
    },
  })
  const cast = casting(catalogue, providerOf)
  await runPlans({
    plans,
    scenario,
    store,
    cast,
    clock: STILL,
    concurrency: 16,
    stopped: () => false,
  })
  return { store, models }
}

function modelFor(models: Map<string, PlayedModel>, name: string): PlayedModel {
  let model = models.get(name)
  if (model === undefined) {
    model = { calls: 0, characters: 0, inputTokens: 0, outputTokens: 0 }
    models.set(name, model)
  }
  return model
}
