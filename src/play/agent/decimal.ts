/** Decimal numbers as people write them: exact where binary fractions are not. */

/** `units` × 10^−`scale`. */
export interface Decimal {
  readonly units: bigint
  readonly scale: number
}

const WRITTEN = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/

/** Longer than any number that a participant means; it bounds the arithmetic. */
const MOST_CHARACTERS = 400

/** The decimal that the characters write (`-12`, `0.50`, `1e-7`), or undefined where they write none. */
export function decimalOf(written: string): Decimal | undefined {
  if (written.length > MOST_CHARACTERS) return undefined
  const match = WRITTEN.exec(written)
  if (match === null) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const units = BigInt(`${sign}${whole}${fraction}`)
  const scale = fraction.length - Number(exponent)
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 }
}

/** The shortest decimal that a finite number stands for: 0.1 is one tenth. */
export function decimalOfNumber(number: number): Decimal {
  const decimal = decimalOf(String(number))
  if (decimal === undefined) throw new RangeError(`${number} is not a finite number`)
  return decimal
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const [x, y] = aligned([a, b])
  return x === y ? 0 : (x as bigint) < (y as bigint) ? -1 : 1
}

/** True when `value` is `origin` plus a whole number of steps. */
export function isWholeSteps(value: Decimal, origin: Decimal, step: Decimal): boolean {
  const [v, o, s] = aligned([value, origin, step]) as [bigint, bigint, bigint]
  return (v - o) % s === 0n
}

/** Plain digits, without exponent: `0.0000001`. */
export function decimalText({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const sign = units < 0n ? '-' : ''
  if (scale === 0) return sign + digits
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

function aligned(decimals: readonly Decimal[]): bigint[] {
  const scale = Math.max(...decimals.map((decimal) => decimal.scale))
  return decimals.map((decimal) => decimal.units * 10n ** BigInt(scale - decimal.scale))
}
