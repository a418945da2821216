/** Measures of decisions with their values, one for each run, under each handling of what was lost. */
import { A_RATE, type Bounds } from './estimate.ts'
import { inFormOrder } from './option-order.ts'
import type { Handling, HandledGroup } from './handled-values.ts'

/** What is measured: the share of an option (null: of passes) among decisions, or the mean of amounts. */
export type Measure =
  { readonly kind: 'share'; readonly value: string | null } | { readonly kind: 'amount' }

/** A measure with its values, one for each run. */
export interface Measured {
  readonly group: HandledGroup
  readonly measure: Measure
  readonly abortedRuns: number
  /** Between which values the measure must lie. */
  readonly bounds: Bounds
  values(handling: Handling): readonly number[]
}

/** True where another handling could make a difference: something was lost or asked again here, or lost by others in the same runs. */
export function isTouched({ group: { lost, late, runs }, abortedRuns }: Measured): boolean {
  return lost + late + abortedRuns > 0 || runs.wholeRuns < runs.asPlayed
}

/** The measures of a group: shares of options in the order of their form, then amounts. */
export function measuredIn(group: HandledGroup, abortedRuns: number): Measured[] {
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
      values: (handling) => {
        const some = known?.[handling] ?? []
        return [...some, ...Array.from({ length: runs[handling] - some.length }, () => 0)]
      },
    }
  })
  if (amounts.most.length === 0 && (abortedRuns === 0 || lowest > highest)) return ofShares
  const bounds = { low: lowest, high: highest }
  const ofAmounts = (handling: Handling): readonly number[] => amounts[handling]
  return [
    ...ofShares,
    { group, measure: { kind: 'amount' }, abortedRuns, bounds, values: ofAmounts },
  ]
}

/** The values with those of aborted runs added: as low, or as high, as can be. */
export function withAbortedRuns(
  { abortedRuns, bounds, values }: Measured,
  handling: 'least' | 'most',
): number[] {
  const extreme = handling === 'least' ? bounds.low : bounds.high
  return [...values(handling), ...Array.from({ length: abortedRuns }, () => extreme)]
}
