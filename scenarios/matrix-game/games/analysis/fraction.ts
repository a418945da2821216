/** Exact fractions of whole numbers, so that an equilibrium is 10/17 and not 0.588…. */

/** In lowest terms, with a positive denominator. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller]
  return larger
}

/** numerator / denominator in lowest terms; a RangeError where the denominator is zero. */
export function fraction(numerator: bigint, denominator = 1n): Fraction {
  if (denominator === 0n) throw new RangeError('a fraction needs a denominator other than zero')
  const sign = denominator < 0n ? -1n : 1n
  const divisor = greatestCommonDivisor(numerator, denominator) * sign
  return { numerator: numerator / divisor, denominator: denominator / divisor }
}

export const ZERO = fraction(0n)
export const ONE = fraction(1n)

/** The fraction that a number's shortest decimal text says: 0.1 is 1/10. A RangeError for NaN and infinities. */
export function exactly(value: number): Fraction {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))
  if (parts === null)
    throw new RangeError(`points must be finite numbers, not ${value}; mend the payoff table`)
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = parts
  const power = BigInt(exponent) - BigInt(decimals.length)
  const digits = BigInt(sign + whole + decimals)
  return power >= 0n ? fraction(digits * 10n ** power) : fraction(digits, 10n ** -power)
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return fraction(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
  )
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { numerator: -b.numerator, denominator: b.denominator })
}

export function times(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator)
}

/** a / b; a RangeError where b is zero. */
export function over(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator)
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function isZero(a: Fraction): boolean {
  return a.numerator === 0n
}

export function sum(terms: readonly Fraction[]): Fraction {
  return terms.reduce(plus, ZERO)
}

/** The nearest floating-point number, for display and plots only. */
export function toNumber(a: Fraction): number {
  return Number(a.numerator) / Number(a.denominator)
}

/** `10/17`, or `1` where the denominator is one. */
export function toText(a: Fraction): string {
  return a.denominator === 1n ? String(a.numerator) : `${a.numerator}/${a.denominator}`
}
