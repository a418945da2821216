/** The t test of paired differences. */
import { atSize, plainSize } from './plain-size.ts'
import { meanOf } from './running-sum.ts'
import { quantileT, twoSidedT } from './student-t.ts'

export interface PairedT {
  readonly t: number
  readonly df: number
  /** Two-sided. */
  readonly p: number
  /** The 95 % interval of the mean difference. */
  readonly interval: readonly [low: number, high: number]
}

/**
 * t = d̄ / (s/√n) with n − 1 degrees of freedom (Student 1908, Biometrika 6, 1–25). It takes the differences to be normal. Null from fewer than two
 * differences, or where all are the same: their spread is not known, or is none.
 */
export function pairedT(differences: readonly number[]): PairedT | null {
  const n = differences.length
  if (n < 2 || differences.every((one) => one === differences[0])) return null
  const size = plainSize(differences)
  const plain = atSize(differences, size)
  const mean = meanOf(plain)
  const squares = meanOf(plain.map((one) => (one - mean) ** 2)) * n
  const error = Math.sqrt(squares / (n - 1) / n)
  const df = n - 1
  const half = quantileT(0.95, df) * error
  return {
    t: mean / error,
    df,
    p: twoSidedT(mean / error, df),
    interval: [(mean - half) * size, (mean + half) * size],
  }
}
