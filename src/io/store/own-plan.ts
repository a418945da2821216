/** How plans are divided, so that what many runs have in common is stored once: a design, what is the run's own, and what has columns. */
import type { Plan } from '../../record/plan.ts'

type InColumns = 'replicate' | 'seed' | 'counterbalance' | 'fork'

/** What hardly any other run has. The interventions of a fork are its own; those of other runs are their treatment's. */
export type OwnPlan = Pick<Plan, 'imported' | 'interventions'>

/** What runs of one treatment have in common. */
type SharedPlan = Omit<Plan, InColumns | 'imported'>

export interface DividedPlan {
  readonly design: SharedPlan
  /** Undefined where there is nothing of the kind. */
  readonly own: OwnPlan | undefined
}

/** The plan without what has columns. */
export function divided(plan: Plan): DividedPlan {
  const { replicate: _r, seed: _s, counterbalance: _c, fork, imported, ...design } = plan
  const own: OwnPlan = imported === undefined ? {} : { imported }
  if (fork === undefined || design.interventions === undefined)
    return { design, own: imported === undefined ? undefined : own }
  const { interventions, ...rest } = design
  return { design: rest, own: { ...own, interventions } }
}

/** Puts a plan together again. */
export function wholePlan({
  design,
  own,
  fork,
  ...columns
}: Omit<Pick<Plan, InColumns>, 'fork'> & {
  readonly design: object
  readonly own: OwnPlan | undefined
  readonly fork: Plan['fork']
}): Plan {
  return { ...(design as SharedPlan), ...own, ...(fork === undefined ? {} : { fork }), ...columns }
}
