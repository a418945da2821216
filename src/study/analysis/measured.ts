/** Measures of decisions with their values, one for each run, under each policy for what was lost. */
import { A_RATE, type Bounds } from './estimate.ts'
import { inFormOrder } from './option-order.ts'
import type { Policy, PolicyGroup } from './policy-values.ts'

/** What is measured: the share of an option (null: of passes) among decisions, or the mean of amounts. */
export type Measure =
  { readonly kind: 'share'; readonly value: string | null } | { readonly kind: 'amount' }

/** A measure with its values, one for each run. */
export interface Measured {
  readonly group: PolicyGroup
  readonly measure: Measure
  readonly abortedRuns: number
  /** Between which values the measure must lie. */
  readonly bounds: Bounds
  values(policy: Policy): readonly number[]
}

/** True where another policy could make a difference: something was lost or asked again here, or lost by others in the same runs. */
export function isTouched({ group: { lost, late, runs }, abortedRuns }: Measured): boolean {
  return lost + late + abortedRuns > 0 || runs.wholeRuns < runs.asPlayed
}

/** The measures of a group: shares of options in the order of their form, then amounts. */
export function measuredIn(group: PolicyGroup, abortedRuns: number): Measured[] {
  const { shares, runs, offered, amounts, lowest, highest } = group
  const isKnown = runs.most > 0 || abortedRuns > 0
  const values = isKnown ? inFormOrder(offered, shares.keys()) : []
  const ofShares = values.map((value): Measured => {
    const known = shares.get(value)
    return {
      group,
      measure: { kind: 'share', value },
      abortedRuns,
      bounds: A_RATE,
      values: (policy) => {
        const some = known?.[policy] ?? []
        return [...some, ...Array.from({ length: runs[policy] - some.length }, () => 0)]
      },
    }
  })
  if (amounts.most.length === 0 && (abortedRuns === 0 || lowest > highest)) return ofShares
  const bounds = { low: lowest, high: highest }
  const ofAmounts = (policy: Policy): readonly number[] => amounts[policy]
  return [
    ...ofShares,
    { group, measure: { kind: 'amount' }, abortedRuns, bounds, values: ofAmounts },
  ]
}

/** The values with those of aborted runs added: as low, or as high, as can be. */
export function withAbortedRuns(
  { abortedRuns, bounds, values }: Measured,
  policy: 'least' | 'most',
): number[] {
  const extreme = policy === 'least' ? bounds.low : bounds.high
  return [...values(policy), ...Array.from({ length: abortedRuns }, () => extreme)]
}
