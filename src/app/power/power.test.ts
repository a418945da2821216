import { describe, expect, test } from 'vitest'
import { defineExperiment, type ExperimentInput } from '../../play/experiment/define-experiment.ts'
import { loadScenario } from '../catalogue.ts'
import type { LoadedExperiment } from '../load-experiment.ts'
import { simulatePower, type PowerQuestion } from './simulate-power.ts'

const scenario = await loadScenario('matrix-game')

/** Row cooperates with one probability or the other, in ten rounds against chance. */
const loaded = (
  levels: readonly number[],
  more: Partial<ExperimentInput> = {},
): LoadedExperiment => {
  const random = (probability: number) => ({ policy: 'random', probability })
  const experiment = defineExperiment({
    experiment: 'power',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: 10 },
    cast: { row: random(0.5), column: random(0.5) },
    factors: {
      'cast.row': levels.map((probability, i) => ({ name: `r${i}`, ...random(probability) })),
    },
    replicates: 8,
    ...more,
  })
  return { experiment, scenario, own: [], explain: (error) => error }
}
const COOPERATES = 'decisions.row.choice=cooperate'
const question = (more: Partial<PowerQuestion> = {}): PowerQuestion => ({
  measure: COOPERATES,
  simulations: 200,
  alpha: 0.05,
  seed: 1,
  ...more,
})

describe('power', () => {
  test('of no difference is about alpha, and never much above', async () => {
    const { power } = await simulatePower(
      loaded([0.5, 0.5]),
      question({ simulations: 400, measure: 'payoffs.row', replicates: [12] }),
    )
    expect(power[0]?.power).toBeGreaterThan(0.015)
    expect(power[0]?.power).toBeLessThan(0.085)
  })

  test('of a large difference grows with the replicates towards 1', async () => {
    const found = await simulatePower(loaded([0.4, 0.7]), question({ replicates: [12, 4, 8] }))
    expect(found.power.map(({ replicates }) => replicates)).toEqual([4, 8, 12])
    const shares = found.power.map(({ power }) => power)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares[2]).toBeGreaterThan(0.9)
    expect(shares[0]).toBeLessThan(0.8)
    for (const { power, interval } of found.power) {
      expect(interval[0]).toBeLessThanOrEqual(power)
      expect(interval[1]).toBeGreaterThanOrEqual(power)
    }
    expect(found).toMatchObject({ test: 'mann-whitney', levels: ['r0', 'r1'], runsPlayed: 4800 })
    expect(found.power[0]?.runsByLevel).toEqual([
      { level: 'r0', runs: 4 },
      { level: 'r1', runs: 4 },
    ])
  })

  test('three levels are compared by Kruskal–Wallis; the same seed gives the same power', async () => {
    const ask = question({ simulations: 40 })
    const found = await simulatePower(loaded([0.2, 0.5, 0.9]), ask)
    expect(found.test).toBe('kruskal-wallis')
    expect(found.power[0]?.power).toBe(1)
    expect(await simulatePower(loaded([0.2, 0.5, 0.9]), ask)).toEqual(found)
  })

  test('where nothing varies no test is defined, and none rejects', async () => {
    const found = await simulatePower(loaded([1, 1]), question({ simulations: 5 }))
    expect(found.power[0]).toMatchObject({ notDefined: 5, rejections: 0, power: 0 })
  })

  test('simulated models play, and none that would have to be paid', async () => {
    const cast = { row: { policy: 'llm', model: 'simulated/reciprocator' }, column: 'random' }
    const factors = { 'cast.column': ['always-cooperate', 'always-defect'] }
    const free = await simulatePower(
      loaded([], { cast, factors, replicates: 4 }),
      question({ simulations: 2 }),
    )
    expect(free.runsPlayed).toBe(16)
    const paid = { ...cast, row: { policy: 'llm', model: 'openai/gpt-4o' } }
    await expect(simulatePower(loaded([], { cast: paid, factors }), question())).rejects.toThrow(
      /openai\/gpt-4o would have to be asked/,
    )
  })
})

describe('a question that does not fit is refused with what would', () => {
  test.each([
    ['decisions.row.choise=cooperate', /decisions\.row\.choice/],
    ['decisions.row.choice=cooperat', /Did you mean "cooperate"/],
    ['decisions.colum.choice=cooperate', /Did you mean "column"/],
    ['payoff', /this is no measure/],
    ['payoffs.row.choice', /this is no measure/],
  ])('%s', async (measure, words) => {
    await expect(
      simulatePower(loaded([0.2, 0.8]), question({ measure, simulations: 1 })),
    ).rejects.toThrow(words)
  })

  test('a factor that is none, or has one level', async () => {
    await expect(simulatePower(loaded([0.2, 0.8]), question({ by: 'cast.rwo' }))).rejects.toThrow(
      /Did you mean "cast.row"/,
    )
    await expect(simulatePower(loaded([0.2]), question())).rejects.toThrow(/one level only/)
  })
})
