/** Power by simulation: an experiment is played in memory again and again, and how often its test rejects is counted. */
import { BadInputError } from '../../base/errors.ts'
import { contentHash } from '../../base/hash.ts'
import { splitModel } from '../../play/agent/policies/llm-settings.ts'
import { planRuns } from '../../play/experiment/plan-runs.ts'
import { runPlans } from '../../play/worker/run-plans.ts'
import { designOf } from '../../study/analysis/design.ts'
import { readRuns } from '../../study/analysis/read-runs.ts'
import { kruskalWallis } from '../../study/statistics/kruskal-wallis.ts'
import { mannWhitney } from '../../study/statistics/mann-whitney.ts'
import { wilsonInterval } from '../../study/statistics/wilson.ts'
import type { Plan } from '../../record/plan.ts'
import { seatsPeople } from '../assert-people.ts'
import { casting, memoryStore } from '../adapters.ts'
import { modelsIn } from '../assert-models.ts'
import { loadCatalogue, type LoadedCatalogue } from '../catalogue.ts'
import type { LoadedExperiment } from '../load-experiment.ts'
import { planOrExplain } from '../run-experiment.ts'
import { hasModel, openSitting, type Sitting } from '../sitting.ts'
import { systemClock } from '../system-clock.ts'
import { levelsOf, type Levels } from './levels.ts'
import { runMeasure, type RunMeasure } from './run-measure.ts'

export interface PowerQuestion {
  readonly measure: string
  readonly by?: string
  /** How many replicates of each treatment are tried; those of the experiment where none are given. */
  readonly replicates?: readonly number[]
  readonly simulations: number
  readonly alpha: number
  readonly seed: number
}

/** What one number of replicates gives. */
export interface PowerAt {
  readonly replicates: number
  /** Runs at each level: replicates × treatments that have it. */
  readonly runsByLevel: readonly { readonly level: string; readonly runs: number }[]
  readonly rejections: number
  /** Simulations whose test was not defined, such as where all values are the same: they reject nothing. */
  readonly notDefined: number
  /** The share of simulations that reject. */
  readonly power: number
  /** Wilson's, at 95 %: how well so many simulations know it. */
  readonly interval: readonly [low: number, high: number]
}

export interface PowerReport {
  readonly experiment: string
  readonly measure: string
  readonly by: string
  readonly levels: readonly string[]
  readonly test: string
  readonly alpha: number
  readonly simulations: number
  readonly seed: number
  readonly runsPlayed: number
  /** Runs that had no value: they ended early, or nobody decided. */
  readonly runsWithoutValue: number
  readonly power: readonly PowerAt[]
}

/** With more runs than this the normal p is as good as the exact one, and much faster. */
const MOST_EXACT = 50

/**
 * Plays `simulations` times, with fresh seeds, the largest number of replicates; smaller numbers are its first ones, so that they differ in nothing else. The value of a run is the unit of inference; two levels are compared by Mann–Whitney (exact
 * up to 50 runs), more by Kruskal–Wallis. What it says holds for casts that behave like these.
 * @throws BadInputError where a model would have to be paid, or the question does not fit the experiment.
 */
export async function simulatePower(
  loaded: LoadedExperiment,
  question: PowerQuestion,
  told: { readonly stop?: AbortSignal; readonly onSimulated?: () => void } = {},
): Promise<PowerReport> {
  const { experiment, scenario } = loaded
  const { simulations, alpha, seed } = question
  const tried = [...new Set(question.replicates ?? [experiment.replicates])].sort((a, b) => a - b)
  const most = Math.max(...tried)
  const catalogue = await loadCatalogue(loaded.own)
  const plansOf = (simulation: number): Plan[] =>
    planOrExplain(loaded, () =>
      planRuns(
        { ...experiment, replicates: most, seed: seedOf(seed, simulation) },
        scenario,
        catalogue,
      ),
    )
  const first = plansOf(0)
  const levels = levelsOf(first, question.by)
  const measure = runMeasure(question.measure, scenario)
  assertFree(first)
  const sitting = openSitting({ declared: [] }, {})
  planOrExplain(loaded, () => sitting.assertPlayable(first, {}))
  const counts = tried.map(() => ({ rejections: 0, notDefined: 0 }))
  let [played, without] = [0, 0]
  for (let simulation = 0; simulation < simulations; simulation++) {
    const plans = simulation === 0 ? first : plansOf(simulation)
    const { values, asks } = await valuesOf(loaded, {
      plans,
      catalogue,
      sitting,
      measure,
      stop: told.stop,
    })
    played += plans.length
    without += plans.length - values.length
    if (values.length === 0)
      throw new BadInputError(
        `--measure ${measure.name}: no run has a value of it. What is decided: ${asks.join(', ') || 'nothing'}. Name one of these, with =<option> where options are chosen and without where amounts are.`,
      )
    for (const [i, replicates] of tried.entries()) {
      const p = pOf(values, replicates, levels)
      const count = counts[i] as { rejections: number; notDefined: number }
      if (p === null) count.notDefined++
      else if (p <= alpha) count.rejections++
    }
    told.onSimulated?.()
  }
  return {
    experiment: experiment.experiment,
    measure: measure.words,
    by: levels.by,
    levels: levels.levels,
    test: levels.levels.length === 2 ? 'mann-whitney' : 'kruskal-wallis',
    alpha,
    simulations,
    seed,
    runsPlayed: played,
    runsWithoutValue: without,
    power: tried.map((replicates, i) => {
      const { rejections, notDefined } = counts[i] as { rejections: number; notDefined: number }
      const { interval } = wilsonInterval(rejections, simulations)
      return {
        replicates,
        runsByLevel: runsAt(first, replicates, levels),
        rejections,
        notDefined,
        power: rejections / simulations,
        interval: interval ?? [0, 1],
      }
    }),
  }
}

/** Other seeds than any that the experiment will be played with. */
function seedOf(seed: number, simulation: number): number {
  return Number.parseInt(contentHash(['power', seed, simulation]).slice(0, 12), 16)
}

function assertFree(plans: readonly Plan[]): void {
  if (plans.some(seatsPeople))
    throw new BadInputError(
      'power is simulated without asking anybody, and people are seated. Seat strategies, or models of the simulated provider, that behave as you expect.',
    )
  const paid = [...modelsIn(plans)].find((model) => splitModel(model).provider !== 'simulated')
  if (paid !== undefined)
    throw new BadInputError(
      `power is simulated without spending anything, and ${paid} would have to be asked. Seat strategies, or models of the simulated provider that behave as you expect.`,
    )
}

interface Valued {
  readonly plan: Plan
  readonly value: number
}

interface Played {
  readonly values: readonly Valued[]
  /** What anybody was asked, as a measure would name it. */
  readonly asks: readonly string[]
}

async function valuesOf(
  { scenario }: LoadedExperiment,
  of: {
    readonly plans: readonly Plan[]
    readonly catalogue: LoadedCatalogue
    readonly sitting: Sitting
    readonly measure: RunMeasure
    readonly stop: AbortSignal | undefined
  },
): Promise<Played> {
  const { plans, catalogue, sitting, measure, stop } = of
  const store = memoryStore()
  const cast = casting(catalogue, sitting.providerOf)
  await sitting.play(store, plans, plans.some(hasModel), ({ concurrency, events }) =>
    runPlans(
      {
        plans,
        scenario,
        store,
        cast,
        clock: systemClock,
        concurrency,
        stopped: () => stop?.aborted === true,
      },
      events,
    ),
  )
  stop?.throwIfAborted()
  const values: Valued[] = []
  const asks = new Set<string>()
  readRuns(store, designOf(store), [
    {
      kinds: ['decision-asked', 'decision-taken', 'decision-defaulted', 'payoff-awarded'],
      add(run) {
        for (const { role, ask } of run.decisions) asks.add(`decisions.${role}.${ask}`)
        const value = run.status === 'finished' ? measure.valueOf(run) : null
        if (value !== null) values.push({ plan: run.plan, value })
      },
      answer: () => undefined,
    },
  ])
  return { values, asks: [...asks].sort() }
}

/** Null where the test is not defined. */
function pOf(values: readonly Valued[], replicates: number, levels: Levels): number | null {
  const among = values.filter(({ plan }) => plan.replicate <= replicates)
  const groups = levels.levels.map((level) =>
    among.filter(({ plan }) => levels.levelOf(plan) === level).map(({ value }) => value),
  )
  if (groups.some(({ length }) => length === 0)) return null
  const [first, second, ...more] = groups
  if (first === undefined || second === undefined || more.length > 0) return kruskalWallis(groups).p
  const isFew = first.length + second.length <= MOST_EXACT
  const { pExact, pNormal } = mannWhitney(first, second, isFew)
  return pNormal === null ? null : (pExact ?? pNormal)
}

function runsAt(
  plans: readonly Plan[],
  replicates: number,
  levels: Levels,
): PowerAt['runsByLevel'] {
  const among = plans.filter(({ replicate }) => replicate <= replicates)
  return levels.levels.map((level) => ({
    level,
    runs: among.filter((plan) => levels.levelOf(plan) === level).length,
  }))
}
