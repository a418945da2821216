/** What was lost on the way from the plan to the data, treatment by treatment, in the open. */
import type { RunId } from '../../record/ids.ts'
import {
  addCounts,
  countTick,
  noAttempts,
  noDecisions,
  type AttemptCounts,
  type DecisionCounts,
  type TickCounts,
} from './attrition-counts.ts'
import { compare, type Design, type PlannedTreatment } from './design.ts'
import type { Question, RunRead } from './read-runs.ts'
import type { TickList } from './run-ticks.ts'

/** `planned` is `started` and `notBegun` together, `started` the four ways in which a run can stand. */
export interface RunCounts {
  /** Null, as is `notBegun`, where the record does not say. */
  readonly planned: number | null
  readonly notBegun: number | null
  readonly started: number
  readonly completed: number
  readonly aborted: number
  readonly failed: number
  /** Begun and not at its end: running it again goes on with it. */
  readonly unfinished: number
}

/** What one model lost under one treatment. */
export interface ModelAttrition {
  /** `provider/model`. */
  readonly model: string
  readonly decisions: DecisionCounts
  readonly attempts: AttemptCounts
}

/** A run in which participants did not make decisions that they were asked for. */
export interface RunLoss {
  readonly runId: RunId
  readonly participants: number
  /** Forfeited, defaulted and undecided. */
  readonly decisions: number
}

export interface Attrition {
  readonly treatment: string
  readonly runs: RunCounts
  /** Of all participants, whatever decides for them. */
  readonly decisions: DecisionCounts
  /** Of all models. */
  readonly attempts: AttemptCounts
  /** By name. */
  readonly models: readonly ModelAttrition[]
  /** By run id; runs without a loss are left out. */
  readonly losses: readonly RunLoss[]
}

interface Treatment {
  readonly statuses: Record<RunRead['status'], number>
  readonly decisions: DecisionCounts
  readonly models: Map<string, ModelAttrition>
  readonly losses: RunLoss[]
}

/**
 * A flow of runs, decisions and attempts for each treatment, after the CONSORT statement (Schulz, Altman & Moher 2010, BMJ 340, c332,
 * doi:10.1136/bmj.c332): how many were meant, how many came to an end, and for what reason the others did not. Calls that only estimate how an answer
 * is distributed are no attempts; ticks that are still open are not counted yet.
 */
export function attritionQuestion({
  treatments,
}: Pick<Design, 'treatments'>): Question<readonly Attrition[]> {
  const byName = new Map<string, Treatment>()
  // Equal ticks, of one run or of many, share a list as a rule: it is counted once.
  const counted = new WeakMap<TickList, TickCounts>()
  const countsOf = (list: TickList): TickCounts => {
    let counts = counted.get(list)
    if (counts === undefined) counted.set(list, (counts = countTick(list)))
    return counts
  }
  return {
    kinds: ['decision-asked', 'decision-taken', 'decision-defaulted', 'model-called'],
    add({ runId, treatment: name, status, times }) {
      const treatment = byName.get(name) ?? noTreatment()
      byName.set(name, treatment)
      treatment.statuses[status]++
      const losers = new Set<string>()
      let decisions = 0
      for (const [list, n] of times) {
        const counts = countsOf(list)
        addCounts(treatment.decisions, counts.decisions, n)
        for (const [model, more] of counts.models) addModel(treatment.models, model, more, n)
        for (const one of counts.losers) losers.add(one)
        decisions += n * counts.losers.length
      }
      if (decisions > 0) treatment.losses.push({ runId, participants: losers.size, decisions })
    },
    answer: () => treatments.map((one) => attritionIn(one, byName.get(one.treatment))),
  }
}

function noTreatment(): Treatment {
  return {
    statuses: { started: 0, finished: 0, aborted: 0, failed: 0 },
    decisions: noDecisions(),
    models: new Map(),
    losses: [],
  }
}

function addModel(
  models: Treatment['models'],
  model: string,
  more: Omit<ModelAttrition, 'model'>,
  n: number,
): void {
  const known = models.get(model) ?? { model, decisions: noDecisions(), attempts: noAttempts() }
  models.set(model, known)
  addCounts(known.decisions, more.decisions, n)
  addCounts(known.attempts, more.attempts, n)
}

function attritionIn(
  { treatment, planned }: PlannedTreatment,
  { statuses, decisions, models, losses }: Treatment = noTreatment(),
): Attrition {
  const { finished, aborted, failed, started: unfinished } = statuses
  const started = finished + aborted + failed + unfinished
  const notBegun = planned === null ? null : planned - started
  const attempts = noAttempts()
  for (const model of models.values()) addCounts(attempts, model.attempts)
  return {
    treatment,
    runs: { planned, notBegun, started, completed: finished, aborted, failed, unfinished },
    decisions,
    attempts,
    models: [...models.values()].sort((a, b) => compare(a.model, b.model)),
    losses,
  }
}
