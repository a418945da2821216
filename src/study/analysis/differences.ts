/** Differences between treatments, and whether what was lost could make up for them. */
import { isTouched, withAbortedRuns, type Measure, type Measured } from './measured.ts'
import { meanOf } from '../statistics/running-sum.ts'
import type { Handling } from './handled-values.ts'

/** `to` minus `from` in one measure. Only means: how far runs can vouch for them is told by the intervals of the estimates. */
export interface Difference {
  readonly role: string
  readonly ask: string
  readonly measure: Measure
  /** The first treatment that has the measure. */
  readonly from: string
  readonly to: string
  /** In how many finished runs of each the measure is defined. With fewer than two of either, nothing can be claimed. */
  readonly fromRuns: number
  readonly toRuns: number
  readonly asPlayed: number
  /** Null where either treatment has no such run. */
  readonly firstAttempts: number | null
  readonly wholeRuns: number | null
  /** Whatever lost decisions and aborted runs would have been, the difference lies between these. */
  readonly least: number
  readonly most: number
  /** True where they let it be nothing, or the other way round; false where there is no difference to begin with. */
  readonly couldVanish: boolean
  /** True where first attempts alone, or whole runs alone, show no difference or the opposite one. */
  readonly turns: boolean
}

/** Below this, a difference is what rounding left of none. */
const NOTHING = 1e-12

/** `measured` in the order of treatments. */
export function differencesBetween(measured: readonly Measured[]): Difference[] {
  const kinds = Map.groupBy(measured, ({ group: { role, ask }, measure }) =>
    JSON.stringify([role, ask, measure]),
  )
  return [...kinds.values()].flatMap((list) => {
    const [from, ...others] = list.filter(({ values }) => values('asPlayed').length > 0)
    if (from === undefined) return []
    return others.flatMap((to) =>
      isTouched(from) || isTouched(to) ? [differenceBetween(from, to)] : [],
    )
  })
}

function differenceBetween(from: Measured, to: Measured): Difference {
  const under = (handling: Handling): number | null => {
    const [a, b] = [meanOf(from.values(handling)), meanOf(to.values(handling))]
    return Number.isNaN(a) || Number.isNaN(b) ? null : signed(b - a)
  }
  const asPlayed = under('asPlayed') ?? 0
  const [firstAttempts, wholeRuns] = [under('firstAttempts'), under('wholeRuns')]
  const least = boundOf(to, 'least') - boundOf(from, 'most')
  const most = boundOf(to, 'most') - boundOf(from, 'least')
  const { role, ask } = to.group
  return {
    role,
    ask,
    measure: to.measure,
    from: from.group.treatment,
    to: to.group.treatment,
    fromRuns: from.values('asPlayed').length,
    toRuns: to.values('asPlayed').length,
    asPlayed,
    firstAttempts,
    wholeRuns,
    least,
    most,
    couldVanish: asPlayed > 0 ? least <= NOTHING : asPlayed < 0 && most >= -NOTHING,
    turns: [firstAttempts, wholeRuns].some(
      (other) => asPlayed !== 0 && other !== null && Math.sign(other) !== Math.sign(asPlayed),
    ),
  }
}

function boundOf(measured: Measured, handling: 'least' | 'most'): number {
  return meanOf(withAbortedRuns(measured, handling))
}

function signed(difference: number): number {
  return Math.abs(difference) < NOTHING ? 0 : difference
}
