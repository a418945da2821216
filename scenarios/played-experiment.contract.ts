/** An experiment file of the catalogue as a test plays it: in memory, with simulated models. */
import { fileURLToPath } from 'node:url'
import { casting, memoryStore, simulatedProvider } from '../src/app/adapters.ts'
import { loadCatalogue } from '../src/app/catalogue.ts'
import { loadExperiment } from '../src/app/load-experiment.ts'
import { planOrExplain } from '../src/app/run-experiment.ts'
import type { Clock } from '../src/base/clock.ts'
import type { People } from '../src/play/agent/people.ts'
import { planRuns } from '../src/play/experiment/plan-runs.ts'
import { runPlans } from '../src/play/worker/run-plans.ts'
import type { AnswerForm } from '../src/record/ask.ts'
import type { Plan } from '../src/record/plan.ts'

export const SCENARIOS = fileURLToPath(new URL('./', import.meta.url))

const STILL: Clock = { nowMs: () => 0, now: () => '', breathe: () => Promise.resolve() }

/** Sits where people shall, consents, and takes what is displayed first, or least. */
const lowest: People = {
  consent: () => Promise.resolve({ kind: 'answered', given: true }),
  answer: ({ form }) => Promise.resolve({ kind: 'submitted', reply: lowestIn(form), latencyMs: 0 }),
}

function lowestIn(form: AnswerForm): string {
  if (form.kind === 'choice') return form.labels[form.order[0] ?? 0] ?? ''
  return form.kind === 'amount' ? String(form.min) : 'Hello.'
}

/** The plans of a file, named from the folder scenarios/, and a way to play some of them. */
export async function planned(file: string) {
  const loaded = await loadExperiment(`${SCENARIOS}${file}`)
  const catalogue = await loadCatalogue(loaded.own)
  const { scenario, experiment } = loaded
  const plans = planOrExplain(loaded, () => planRuns(experiment, scenario, catalogue))
  const play = async (some: readonly Plan[]) => {
    const store = memoryStore()
    const cast = casting(catalogue, () => simulatedProvider(), lowest)
    const { failed } = await runPlans({
      plans: some,
      scenario,
      store,
      cast,
      clock: STILL,
      concurrency: 16,
      stopped: () => false,
    })
    return { store, failed }
  }
  return { plans, play }
}

/** True where no seat needs a network. */
export function isOffline({ seats }: Plan): boolean {
  return seats.every(
    ({ policy, settings }) =>
      policy !== 'llm' || String(settings['model']).startsWith('simulated/'),
  )
}
