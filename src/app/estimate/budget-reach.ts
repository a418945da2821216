/** How far a budget reaches, going by an estimate. */
import type { CallEstimate, Range } from '../../record/call-estimate.ts'

/** Runs that a cap pays for: `low` if calls turn out as many and dear as they can, `high` if as few and cheap. */
export interface Reach {
  readonly cap: number
  readonly runs: Range
}

export interface BudgetReach {
  readonly usd?: Reach
  readonly calls?: Reach
}

/** Runs are taken to need alike; what was spent before is taken off the cap. */
export function budgetReach(
  estimate: CallEstimate,
  budget: { readonly usd?: number | undefined; readonly calls?: number | undefined },
): BudgetReach {
  const { total, runs, spent } = estimate
  const reach = (cap: number, spentBefore: number, needs: Range): Reach => {
    const left = Math.max(0, cap - spentBefore)
    const paid = (need: number): number =>
      need <= left ? runs : Math.floor((left / need) * runs + 1e-9)
    return {
      cap,
      runs: { low: paid(needs.high), expected: paid(needs.expected), high: paid(needs.low) },
    }
  }
  return {
    ...(budget.usd === undefined || total.usd === null
      ? {}
      : { usd: reach(budget.usd, (spent?.usd ?? 0) + (spent?.uncertainUsd ?? 0), total.usd) }),
    ...(budget.calls === undefined
      ? {}
      : { calls: reach(budget.calls, spent?.calls ?? 0, total.calls) }),
  }
}
