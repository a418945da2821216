/** The permutation test of two means, in bounded time whatever the numbers of values. */
import { twoSidedNormal } from './normal.ts'
import { permuteMeans } from './permutation.ts'
import { atSize, plainSize } from './plain-size.ts'
import { assertFinite } from './ranks.ts'
import { meanOf } from './running-sum.ts'

export interface MeanTest {
  /** Two-sided; null where a group has no value or all values are the same. */
  readonly p: number | null
  readonly method: 'exact' | 'drawn' | 'normal' | null
}

/** Up to so many splits all are gone through: 10 against 10 values have 184,756. */
const MOST_SPLITS = 200_000
/** Past this many values the permutation distribution of a mean is normal for all that a table shows. */
const MOST_DRAWN = 1_000

/**
 * Exact where the splits are few, else 10,000 draws from a fixed seed (`permuteMeans`); past 1,000 values normal, with the mean 0 and the variance s²·N/(n·m) that the difference of means
 * has under permutation (Hoeffding 1951, Annals of Mathematical Statistics 22, 558–566), s² the variance of all values.
 * @throws RangeError where a value is not finite.
 */
export function meanTest(first: readonly number[], second: readonly number[]): MeanTest {
  const [n, m] = [first.length, second.length]
  if (n === 0 || m === 0) return { p: null, method: null }
  assertFinite([...first, ...second])
  const size = plainSize([...first, ...second])
  const all = atSize([...first, ...second], size)
  const mean = meanOf(all)
  const squares = all.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  if (all.every((value) => value === all[0])) return { p: null, method: null }
  if (n + m > MOST_DRAWN) {
    const variance = ((squares / (n + m - 1)) * (n + m)) / (n * m)
    const z = (meanOf(all.slice(0, n)) - meanOf(all.slice(n))) / Math.sqrt(variance)
    return { p: twoSidedNormal(z), method: 'normal' }
  }
  const { p, exact } = permuteMeans(first, second, { mostExact: MOST_SPLITS })
  return { p, method: exact ? 'exact' : 'drawn' }
}
