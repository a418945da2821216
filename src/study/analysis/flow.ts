/** The flow of runs and decisions from the plan to what was analysed, with the reason of every loss. */
import type { Attrition } from './attrition.ts'
import { addCounts, noDecisions, type DecisionCounts } from './attrition-counts.ts'
import { compare, type Design } from './design.ts'

/** Runs that ended early for one reason. */
export interface EndedEarly {
  readonly how: 'aborted' | 'failed'
  /** As the record says; null where it does not. */
  readonly why: string | null
  readonly runs: number
}

/** Of all treatments, or of one. `started` = `finished` + `aborted` + `failed` + `unfinished`. */
export interface FlowCounts {
  /** Null, as is `notBegun`, where the record does not say. */
  readonly planned: number | null
  readonly notBegun: number | null
  readonly started: number
  readonly aborted: number
  readonly failed: number
  readonly unfinished: number
  /** Runs that estimates of choices and earnings rest on. */
  readonly finished: number
  readonly decisions: DecisionCounts
}

export interface Flow {
  readonly all: FlowCounts
  readonly treatments: readonly (FlowCounts & { readonly treatment: string })[]
  /** The most frequent first. */
  readonly reasons: readonly EndedEarly[]
  /** Forks are told apart: they share ticks with other runs and are in none of the counts. */
  readonly forks: number
}

/** After the CONSORT statement (Schulz, Altman & Moher 2010, doi:10.1136/bmj.c332). */
export function flowOf({ runs, forks }: Design, attrition: readonly Attrition[]): Flow {
  const treatments = attrition.map((one) => ({ treatment: one.treatment, ...countsOf([one]) }))
  const reasons = new Map<string, { how: EndedEarly['how']; why: string | null; runs: number }>()
  for (const { status, why } of runs.values()) {
    if (status !== 'aborted' && status !== 'failed') continue
    const key = JSON.stringify([status, why])
    const reason = reasons.get(key) ?? { how: status, why, runs: 0 }
    reasons.set(key, reason)
    reason.runs++
  }
  return {
    all: countsOf(attrition),
    treatments,
    reasons: [...reasons.values()].sort(
      (a, b) => b.runs - a.runs || compare(a.how, b.how) || compare(a.why ?? '', b.why ?? ''),
    ),
    forks: forks.size,
  }
}

function countsOf(attrition: readonly Attrition[]): FlowCounts {
  const decisions = noDecisions()
  for (const one of attrition) addCounts(decisions, one.decisions)
  const sum = (key: keyof Attrition['runs']): number =>
    attrition.reduce((total, { runs }) => total + (runs[key] ?? 0), 0)
  const isPlanned = attrition.every(({ runs }) => runs.planned !== null)
  return {
    planned: isPlanned ? sum('planned') : null,
    notBegun: isPlanned ? sum('notBegun') : null,
    started: sum('started'),
    aborted: sum('aborted'),
    failed: sum('failed'),
    unfinished: sum('unfinished'),
    finished: sum('completed'),
    decisions,
  }
}
