/** How large a difference is, in standard deviations or angles. */
import { meansFromMiddle, summaryOf } from './eta-squared.ts'
import { logGamma } from './log-gamma.ts'
import { atSize, plainSize } from './plain-size.ts'
import { assertFinite } from './ranks.ts'

/** A size, or null with the reason why there is none. */
export type EffectSize =
  | { readonly value: number; readonly reason: null }
  | { readonly value: null; readonly reason: string }

/**
 * Cohen's d of two groups: the first mean less the second, by the standard deviation pooled with n − 1 (Cohen 1988, Statistical Power Analysis, 2.2 and 2.5.2).
 * @throws RangeError where a value is not finite.
 */
export function cohenD(first: readonly number[], second: readonly number[]): EffectSize {
  assertFinite(first)
  assertFinite(second)
  if (first.length === 0 || second.length === 0) return none('a group has no value')
  const df = first.length + second.length - 2
  if (df < 1) return none('one value in each group: their spread is unknown')
  const size = plainSize([...first, ...second])
  const lists = [atSize(first, size), atSize(second, size)] as const
  const [a, b] = [summaryOf(lists[0]), summaryOf(lists[1])]
  const [one, two] = meansFromMiddle(lists) as [number, number]
  const pooled = Math.sqrt(((a.n - 1) * a.sd ** 2 + (b.n - 1) * b.sd ** 2) / df)
  if (isFlat(first) && isFlat(second)) return none('within each group all values are the same')
  return { value: (one - two) / pooled, reason: null }
}

/** Hedges' g: d without its bias in small samples, by the exact factor Γ(df/2) / (√(df/2) Γ((df−1)/2)) (Hedges 1981, Journal of Educational Statistics 6, 107–128, eq. 6e). */
export function hedgesG(first: readonly number[], second: readonly number[]): EffectSize {
  const d = cohenD(first, second)
  if (d.value === null) return d
  const df = first.length + second.length - 2
  if (df < 2) return none('three values: the correction for small samples is not defined')
  return { value: d.value * smallSampleFactor(df), reason: null }
}

/** What takes the bias out of d with so many degrees of freedom, from 2. */
export function smallSampleFactor(df: number): number {
  return Math.exp(logGamma(df / 2) - logGamma((df - 1) / 2)) / Math.sqrt(df / 2)
}

/**
 * Cohen's d_z of paired differences: their mean by their own standard deviation (Cohen 1988, 2.3.5). It is no d of the two sides: where pairs are alike it is larger.
 * @throws RangeError where a difference is not finite.
 */
export function cohenDz(differences: readonly number[]): EffectSize {
  assertFinite(differences)
  if (differences.length < 2) return none('fewer than two pairs: their spread is unknown')
  if (isFlat(differences)) return none('all pairs differ by the same')
  const { mean, sd } = summaryOf(atSize(differences, plainSize(differences)))
  return { value: mean / sd, reason: null }
}

/**
 * Cohen's h of two proportions: 2 asin √p₁ − 2 asin √p₂ (Cohen 1988, 6.2).
 * @throws RangeError where one is no proportion.
 */
export function cohenH(first: number, second: number): number {
  for (const p of [first, second])
    if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is no proportion`)
  return 2 * Math.asin(Math.sqrt(first)) - 2 * Math.asin(Math.sqrt(second))
}

function isFlat(values: readonly number[]): boolean {
  return values.every((value) => value === values[0])
}

function none(reason: string): EffectSize {
  return { value: null, reason }
}
