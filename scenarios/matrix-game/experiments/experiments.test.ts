/** The founding study's experiments: as their writers write them, of their size, and the showcase comes to the published table. */
import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/io/store/store.ts'
import { runIdOf, type Plan } from '../../../src/record/plan.ts'
import { isOffline, planned } from '../../played-experiment.contract.ts'
import { PUBLISHED_DEFECTION } from '../recorded/published-defection.contract.ts'
import { AGENTS, allGames, robustness, showcase } from './written.contract.ts'

describe('written files are what their writers write', () => {
  test.each([
    ['showcase.yaml', showcase],
    ['robustness.yaml', robustness],
    ['all-games.yaml', allGames],
  ])('%s', async (file, write) => {
    await expect(write()).toMatchFileSnapshot(file)
  })
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
