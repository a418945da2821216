/** How the values of runs are spread: quartiles, the mean with its interval, and those of the values that are drawn. */
import { Streams } from '../../../base/random.ts'
import { estimateOf } from '../../analysis/estimate.ts'
import type { Spread } from '../../page/plots/plot-drawing.ts'
import { percentile } from '../../statistics/percentile.ts'
import { endsOf } from './plot-figure.ts'

/** More runs of a row than this are drawn by lot, as in the report. */
const MOST_DOTS = 300

/** The least and the greatest. Lists of 10⁵ values are too long to be arguments. */
export function extremes(values: readonly number[]): [number, number] {
  let [least, greatest] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  return [least, greatest]
}

/** Quartiles are of type 7 of Hyndman & Fan. */
export function spreadOf(
  values: readonly number[],
  { row, series }: Pick<Spread, 'row' | 'series'>,
): Spread {
  const sorted = Float64Array.from(values).sort()
  const estimate = estimateOf(values)
  const some =
    sorted.length <= MOST_DOTS
      ? sorted
      : Float64Array.from(
          new Streams('spread')
            .stream(`dots/${sorted.length}`)
            .shuffle([...sorted])
            .slice(0, MOST_DOTS),
        ).sort()
  return {
    row,
    series,
    values: [...some],
    lower: percentile(sorted, 0.25),
    median: percentile(sorted, 0.5),
    upper: percentile(sorted, 0.75),
    mean: estimate.mean ?? NaN,
    ...endsOf(estimate),
  }
}
