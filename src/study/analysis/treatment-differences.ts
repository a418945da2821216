/** How far each treatment is from the first, and how sure the runs are of it. */
import type { EarnedMeans } from './earnings.ts'
import { differenceOf, type Bounds, type DifferenceEstimate } from './estimate.ts'
import type { Measure, Measured } from './measured.ts'

/** `to` minus `from`, the first treatment, in one measure of one role, over finished runs. */
export interface TreatmentDifference extends DifferenceEstimate {
  readonly from: string
  readonly to: string
  readonly role: string
  /** Null for earnings. */
  readonly ask: string | null
  readonly measure: Measure | { readonly kind: 'earnings' }
}

/** Between two shares. */
const OF_SHARES: Bounds = { low: -1, high: 1 }

/** One measure under one treatment. */
interface Sample extends Pick<TreatmentDifference, 'role' | 'ask' | 'measure'> {
  readonly treatment: string
  readonly values: readonly number[]
}

/** Measures by role and ask, then earnings; treatments in the order in which they are given. See `differenceOf` for the intervals. */
export function treatmentDifferences(
  treatments: readonly string[],
  measured: readonly Measured[],
  earned: readonly EarnedMeans[],
): TreatmentDifference[] {
  const samples: Sample[] = [
    ...measured.map(({ group: { treatment, role, ask }, measure, values }) => {
      return { treatment, role, ask, measure, values: values('asPlayed') }
    }),
    ...earned.map(({ treatment, role, means }) => {
      return { treatment, role, ask: null, measure: { kind: 'earnings' as const }, values: means }
    }),
  ]
  const kinds = Map.groupBy(samples, ({ role, ask, measure }) =>
    JSON.stringify([role, ask, measure]),
  )
  const [first, ...others] = treatments
  return [...kinds.values()].flatMap((list) => {
    const from = list.find(({ treatment }) => treatment === first)
    if (from === undefined) return []
    const { role, ask, measure } = from
    return others.flatMap((treatment) => {
      const to = list.find((one) => one.treatment === treatment)
      if (to === undefined || from.values.length * to.values.length === 0) return []
      const bounds = measure.kind === 'share' ? OF_SHARES : undefined
      const estimate = differenceOf(from.values, to.values, bounds)
      return [{ from: from.treatment, to: treatment, role, ask, measure, ...estimate }]
    })
  })
}
