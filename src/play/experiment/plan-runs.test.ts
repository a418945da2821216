import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadCatalogue, loadScenario, type LoadedCatalogue } from '../../app/catalogue.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import { defineExperiment, type ExperimentInput } from './define-experiment.ts'
import { planRuns } from './plan-runs.ts'

let catalogue: LoadedCatalogue
let scenario: Scenario
beforeAll(async () => {
  catalogue = await loadCatalogue()
  scenario = await loadScenario('matrix-game')
})

const BASE: ExperimentInput = {
  experiment: 'test',
  scenario: 'matrix-game',
  parameters: { game: 'prisoners-dilemma', rounds: 3 },
  cast: { row: 'tit-for-tat', column: 'grim' },
}

const plansOf = (more: Partial<ExperimentInput>): Plan[] =>
  planRuns(defineExperiment({ ...BASE, ...more }), scenario, catalogue)
const problemOf = (more: Partial<ExperimentInput>): string => {
  try {
    plansOf(more)
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

describe('treatments', () => {
  test('are all combinations of levels, the last factor fastest, under names that tell them apart', () => {
    const plans = plansOf({
      factors: {
        'parameters.noise': [0, 0.1],
        'cast.column': ['grim', { policy: 'generous-tit-for-tat', generosity: 0.3 }],
      },
    })
    expect(plans.map(({ treatment }) => treatment)).toEqual([
      'noise=0, column=grim',
      'noise=0, column=generous-tit-for-tat(generosity=0.3)',
      'noise=0.1, column=grim',
      'noise=0.1, column=generous-tit-for-tat(generosity=0.3)',
    ])
    expect(plans[3]?.parameters['noise']).toBe(0.1)
    expect(plans[3]?.seats[1]?.settings).toEqual({ generosity: 0.3 })
  })

  test('can be listed by name instead', () => {
    const plans = plansOf({
      treatments: {
        calm: { 'parameters.noise': 0 },
        noisy: { 'parameters.noise': 0.2, 'cast.row': 'always-defect' },
      },
    })
    expect(plans.map(({ treatment, seats }) => [treatment, seats[0]?.agent])).toEqual([
      ['calm', 'tit-for-tat'],
      ['noisy', 'always-defect'],
    ])
  })

  test('may set one setting of an agent that is named', () => {
    const plans = plansOf({
      cast: { row: 'generous-tit-for-tat', column: 'grim' },
      factors: { 'cast.row.generosity': [0.1, 0.9] },
    })
    expect(plans.map(({ seats }) => seats[0]?.settings)).toEqual([
      { generosity: 0.1 },
      { generosity: 0.9 },
    ])
  })

  test.each<[string, Partial<ExperimentInput>, RegExp]>([
    [
      'a path that leads nowhere',
      { factors: { 'parameter.noise': [1] } },
      /^factors\.parameter\.noise: there is nothing to set at "parameter\.noise"\. Did you mean "parameters\.noise"\?/,
    ],
    [
      'a parameter that there is not',
      { factors: { 'parameters.nois': [1] } },
      /^factors\.parameters\.nois\.0: there is no field "nois" here\. Did you mean "noise"\?/,
    ],
    [
      'a level that its parameter cannot have',
      { factors: { 'parameters.noise': [0, 2] } },
      /^factors\.parameters\.noise\.1: /,
    ],
    [
      'a level listed twice',
      { factors: { 'parameters.noise': [0, 0] } },
      /level 0 is listed twice/,
    ],
    ['a level that is no agent', { factors: { 'cast.row': [3] } }, /^factors\.cast\.row\.0/],
    ['factors beside treatments', { factors: {}, treatments: {} }, /either factors or treatments/],
  ])('%s is refused where it stands', (_, more, message) => {
    expect(problemOf(more)).toMatch(message)
  })
})

describe('plans', () => {
  test('of treatments and replicates that were there before stay as they are when others are added', () => {
    const few = plansOf({
      replicates: 3,
      counterbalance: ['labels', 'order'],
      factors: { 'parameters.noise': [0, 0.1] },
    })
    const more = plansOf({
      replicates: 9,
      counterbalance: ['labels', 'order'],
      factors: { 'parameters.noise': [0.3, 0, 0.1] },
    })
    const ids = new Set(more.map(runIdOf))
    expect(few.every((plan) => ids.has(runIdOf(plan)))).toBe(true)
    expect(ids.size).toBe(27)
  })

  test('have seeds of their own', () => {
    const seeds = plansOf({ replicates: 50, factors: { 'parameters.noise': [0, 0.1] } }).map(
      ({ seed }) => seed,
    )
    expect(new Set(seeds).size).toBe(100)
    expect(seeds.every(Number.isSafeInteger)).toBe(true)
  })

  test('are balanced: any full blocks of replicates hold every combination of variants equally often', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.integer({ min: 1, max: 5 }), (seed, blocks) => {
        const plans = plansOf({ seed, replicates: 4 * blocks, counterbalance: ['labels', 'order'] })
        const counts = new Map<string, number>()
        for (const { counterbalance } of plans) {
          const key = JSON.stringify(counterbalance)
          counts.set(key, (counts.get(key) ?? 0) + 1)
        }
        expect([...counts.values()]).toEqual([blocks, blocks, blocks, blocks])
      }),
      { numRuns: 30 },
    )
  })

  test('do not all begin with the same combination', () => {
    const first = Array.from({ length: 40 }, (_, seed) =>
      JSON.stringify(plansOf({ seed, counterbalance: ['labels', 'order'] })[0]?.counterbalance),
    )
    expect(new Set(first).size).toBe(4)
  })
})
