/** The plans of a fork and of its replicates: the parent's plan, and what is done from one tick on. */
import { canonicalJson } from '../base/canonical-json.ts'
import { contentHash } from '../base/hash.ts'
import type { RunSummary } from '../io/store/store.ts'
import type { RunId } from '../record/ids.ts'
import type { Deed } from '../record/intervention.ts'
import type { Plan } from '../record/plan.ts'
import type { Difference } from './fork-difference.ts'

export interface PlannedFork {
  readonly plan: Plan
  /** From 1. */
  readonly replicate: number
  /** A baseline differs from its parent in nothing but, from the second replicate on, its draws. */
  readonly kind: 'baseline' | 'difference'
}

export interface ForkDesign {
  readonly atTick: number
  /** Null for a fork that differs in nothing. */
  readonly difference: Difference | null
  readonly replicates: number
  /** Whether replicates from the second on get a baseline; the parent is the baseline of the first. */
  readonly baselines: boolean
}

/**
 * Replicates share their random numbers (common random numbers; Law 2015, Simulation Modeling and Analysis, 5th ed., ch. 11.2): the first goes on with the
 * parent's own draws, the k-th draws from a seed that depends on the parent, the tick and k, the same with the difference and without.
 */
export function planForks(
  parent: Pick<RunSummary, 'runId' | 'plan'>,
  { atTick, difference, replicates, baselines }: ForkDesign,
): PlannedFork[] {
  return Array.from({ length: replicates }, (_, i) => i + 1).flatMap((replicate) => {
    const fork = (changed: Difference | null): PlannedFork => ({
      plan: forkPlan(parent, atTick, replicate, changed),
      replicate,
      kind: changed === null ? 'baseline' : 'difference',
    })
    if (difference === null) return [fork(null)]
    return baselines && replicate > 1 ? [fork(null), fork(difference)] : [fork(difference)]
  })
}

function forkPlan(
  { runId, plan }: Pick<RunSummary, 'runId' | 'plan'>,
  tick: number,
  replicate: number,
  difference: Difference | null,
): Plan {
  const deeds: Deed[] = [
    ...(replicate === 1 ? [] : [{ do: 'reseed' as const, seed: reseedOf(runId, tick, replicate) }]),
    ...(difference?.deeds ?? []),
  ]
  const added = deeds.map((deed) => ({ at: { tick }, deed }))
  const interventions = [...(plan.interventions ?? []), ...added]
  return {
    ...plan,
    treatment: treatmentOf(runId, plan, tick, difference),
    levels:
      difference === null ? plan.levels : { ...plan.levels, [difference.path]: difference.value },
    replicate,
    ...(interventions.length === 0 ? {} : { interventions }),
    fork: { parent: runId, tick },
  }
}

/** 48 bits of a hash. */
function reseedOf(parent: RunId, tick: number, replicate: number): number {
  return Number.parseInt(contentHash(['fork', parent, tick, replicate]).slice(0, 12), 16)
}

/** What stands before the difference in the treatment's name of a fork. */
export function forkName(parent: RunId, treatment: string, tick: number): string {
  return `${treatment} | fork ${parent.slice('run_'.length, 'run_'.length + 8)}@${tick}`
}

/** Longer values are cut off in names; levels hold the whole of them. */
const MOST_SHOWN = 60

function treatmentOf(
  parent: RunId,
  { treatment }: Plan,
  tick: number,
  difference: Difference | null,
): string {
  const name = forkName(parent, treatment, tick)
  if (difference === null) return name
  const { path, value } = difference
  const text = typeof value === 'string' ? value : canonicalJson(value)
  const line = text.replaceAll(/\s+/g, ' ')
  const shown =
    line === text && text.length <= MOST_SHOWN
      ? text
      : `${line.slice(0, MOST_SHOWN).toWellFormed()}… ${contentHash(value).slice(0, 6)}`
  return `${name} ${path}=${shown}`
}
