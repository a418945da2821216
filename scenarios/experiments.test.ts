/** Every experiment of the catalogue loads, plans, and plays through. */
import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runIdOf, type Plan } from '../src/record/plan.ts'
import { isOffline, planned, SCENARIOS } from './played-experiment.contract.ts'

const files = globSync('*/experiments/*.yaml', { cwd: SCENARIOS }).sort()

test.each(files)('%s loads, plans, and plays through', async (file) => {
  const { plans, play } = await planned(file)
  expect(plans.length).toBeGreaterThan(0)
  expect(new Set(plans.map(runIdOf)).size).toBe(plans.length)
  const some = spread(plans).map((plan) => (isOffline(plan) ? plan : withSimulatedModels(plan)))
  const { store, failed } = await play(some)
  expect(failed).toEqual([])
  expect(store.runs()).toHaveLength(some.length)
  expect(store.runs().every(({ status }) => status === 'finished')).toBe(true)
})

/** So many seats are played in all: treatments, and then replicates, are spread over. */
const MOST_SEATS = 60

function spread(plans: readonly Plan[]): Plan[] {
  const firsts = plans.filter(
    ({ treatment }, i) => plans.findIndex((one) => one.treatment === treatment) === i,
  )
  const most = Math.max(2, Math.floor(MOST_SEATS / (plans[0]?.seats.length ?? 1)))
  const from = firsts.length >= most ? firsts : plans
  const every = Math.ceil(from.length / most)
  return from.filter((_, i) => i % every === 0)
}

function withSimulatedModels(plan: Plan): Plan {
  const seats = plan.seats.map((seat) =>
    seat.policy === 'llm'
      ? { ...seat, settings: { ...seat.settings, model: 'simulated/reciprocator' } }
      : seat,
  )
  return { ...plan, seats }
}
