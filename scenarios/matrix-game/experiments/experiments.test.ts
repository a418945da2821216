/** Every experiment of the catalogue loads and plans; those that need no network play; the showcase comes to the published table. */
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { casting, simulatedProvider, memoryStore } from '../../../src/app/adapters.ts'
import { loadCatalogue } from '../../../src/app/catalogue.ts'
import { loadExperiment } from '../../../src/app/load-experiment.ts'
import { planOrExplain } from '../../../src/app/run-experiment.ts'
import type { Clock } from '../../../src/base/clock.ts'
import type { Store } from '../../../src/io/store/store.ts'
import { planRuns } from '../../../src/play/experiment/plan-runs.ts'
import { runPlans } from '../../../src/play/worker/run-plans.ts'
import { runIdOf, type Plan } from '../../../src/record/plan.ts'
import { PUBLISHED_DEFECTION } from '../recorded/published-defection.contract.ts'
import { AGENTS, allGames, robustness, showcase } from './written.contract.ts'

const SCENARIOS = fileURLToPath(new URL('../../', import.meta.url))
const files = globSync('*/experiments/*.yaml', { cwd: SCENARIOS }).sort()

const STILL: Clock = { nowMs: () => 0, now: () => '', breathe: () => Promise.resolve() }

describe('written files are what their writers write', () => {
  test.each([
    ['showcase.yaml', showcase],
    ['robustness.yaml', robustness],
    ['all-games.yaml', allGames],
  ])('%s', async (file, write) => {
    await expect(write()).toMatchFileSnapshot(file)
  })
})

test.each(files)('%s loads, plans, and plays if it needs no network', async (file) => {
  const { plans, play } = await planned(file)
  expect(plans.length).toBeGreaterThan(0)
  expect(new Set(plans.map(runIdOf)).size).toBe(plans.length)
  if (!plans.every(isOffline)) return
  const { store, failed } = await play(plans.slice(0, 200))
  expect(failed).toEqual([])
  expect(store.runs().every(({ status }) => status === 'finished')).toBe(true)
})

test.each([
  ['matrix-game/experiments/showcase.yaml', 64 + 12],
  ['matrix-game/experiments/prisoners-dilemma.yaml', 8 * 8],
  ['matrix-game/experiments/battle-of-the-sexes.yaml', 8 * 8 * 2],
  ['matrix-game/experiments/robustness.yaml', 3 * 3 * 3 * 3],
  ['matrix-game/experiments/all-games.yaml', 144 * 5 * 5],
])('%s has %i runs', async (file, runs) => {
  expect((await planned(file)).plans.length).toBe(runs)
})

test.each(files)('%s plays through with simulated models in place of its own', async (file) => {
  const { plans, play } = await planned(file)
  const every = Math.ceil(plans.length / 60)
  const some = plans.filter((_, i) => i % every === 0).map(withSimulatedModels)
  const { store, failed } = await play(some)
  expect(failed).toEqual([])
  expect(store.runs().length).toBe(some.length)
  expect(store.runs().every(({ status }) => status === 'finished')).toBe(true)
})

test('the showcase needs no network, and its recorded pairs come to the published table', async () => {
  const { plans, play } = await planned('matrix-game/experiments/showcase.yaml')
  expect(plans.every(isOffline)).toBe(true)
  const recorded = plans.filter(({ treatment }) => treatment.startsWith('recorded '))
  const { store } = await play(recorded)
  const cells = new Map(
    recorded.map((plan) => [plan.seats.map(({ agent }) => agent).join(' × '), rowOf(store, plan)]),
  )
  for (const row of AGENTS) {
    const found = AGENTS.map((column) => cells.get(`${row.name} × ${column.name}`))
    expect(found, row.name).toEqual(PUBLISHED_DEFECTION[row.id])
  }
})

async function planned(file: string) {
  const loaded = await loadExperiment(`${SCENARIOS}${file}`)
  const catalogue = await loadCatalogue(loaded.own)
  const { scenario, experiment } = loaded
  const plans = planOrExplain(loaded, () => planRuns(experiment, scenario, catalogue))
  const play = async (some: readonly Plan[]) => {
    const store = memoryStore()
    const cast = casting(catalogue, () => simulatedProvider())
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

function isOffline({ seats }: Plan): boolean {
  return seats.every(
    ({ policy, settings }) =>
      policy !== 'llm' || String(settings['model']).startsWith('simulated/'),
  )
}

function withSimulatedModels(plan: Plan): Plan {
  const seats = plan.seats.map((seat) =>
    seat.policy === 'llm'
      ? { ...seat, settings: { ...seat.settings, model: 'simulated/reciprocator' } }
      : seat,
  )
  return { ...plan, seats }
}

/** Row's rate of defection in per cent and (its points). */
function rowOf(store: Store, plan: Plan): string {
  const entries = [...store.ticks(runIdOf(plan))].flatMap(({ content }) => content.entries)
  const choices = entries.flatMap((entry) =>
    entry.kind === 'decision-taken' && entry.of === 'p1' ? [entry.value] : [],
  )
  const points = entries.flatMap((entry) =>
    entry.kind === 'payoff-awarded' && entry.to === 'p1' ? [entry.points] : [],
  )
  const rate = choices.filter((value) => value === 'defect').length / choices.length
  return `${100 * rate} (${points.reduce((a, b) => a + b, 0)})`
}
