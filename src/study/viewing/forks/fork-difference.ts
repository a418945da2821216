/** The one thing in which a fork was given to differ from its parent. */
import { canonicalJson } from '../../../base/canonical-json.ts'
import type { Plan } from '../../../record/plan.ts'
import type { ForkedRun } from './fork-tree.ts'

type Differing = Pick<ForkedRun, 'kind' | 'difference'>

/** `parent` is undefined where it is not in the record. */
export function differenceFrom(plan: Plan, parent: Plan | undefined): Differing {
  if (plan.fork === undefined) return { kind: 'origin', difference: '' }
  const added = (plan.interventions ?? []).slice(parent?.interventions?.length ?? 0)
  const deeds = added.map(({ deed }) => deed).filter(({ do: what }) => what !== 'reseed')
  if (deeds.length === 0) {
    const draws = added.length > 0 ? 'nothing but its draws' : 'nothing'
    return { kind: 'baseline', difference: draws }
  }
  const set = Object.entries(plan.levels).filter(
    ([path, value]) => canonicalJson(value) !== canonicalJson(parent?.levels[path] ?? null),
  )
  const difference =
    set.length > 0
      ? set.map(([path, value]) => `${path}=${textOf(value)}`).join(', ')
      : deeds.map((deed) => canonicalJson(deed)).join(', ')
  return { kind: 'difference', difference }
}

function textOf(value: Plan['levels'][string]): string {
  return typeof value === 'string' ? value : canonicalJson(value)
}
