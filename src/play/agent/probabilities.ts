/** How likely each answer to a choice is, in numbers that sum to 1 and can be recorded. */

/** The shares of all that a reply can be; they need not sum to 1 before they are rounded. */
export interface Probabilities {
  /** Canonical option → its share, every option of the form in its order. */
  readonly options: ReadonlyMap<string, number>
  /** Null where the ask allows no pass. */
  readonly pass: number | null
  readonly other: number
}

const MILLION = 1_000_000

/**
 * Millionths that sum to 1, in proportion to the shares: rounded down, and what is left over goes to the largest remainders. Six decimals
 * are more than any estimate is good for, and hide the last bits in which processors may differ.
 */
export function roundedProbabilities({ options, pass, other }: Probabilities): Probabilities {
  const shares = [...options.values(), ...(pass === null ? [] : [pass]), other]
  const rounded = inMillionths(shares)
  const names = [...options.keys()]
  return {
    options: new Map(names.map((name, i) => [name, rounded[i] ?? 0])),
    pass: pass === null ? null : (rounded[names.length] ?? 0),
    other: rounded.at(-1) ?? 0,
  }
}

function inMillionths(shares: readonly number[]): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0)
  const exact = shares.map((share) => (share / total) * MILLION)
  const whole = exact.map(Math.floor)
  const left = MILLION - whole.reduce((sum, one) => sum + one, 0)
  const remainders = exact.map((one, i) => ({ i, remainder: one - (whole[i] ?? 0) }))
  remainders.sort((a, b) => b.remainder - a.remainder || a.i - b.i)
  for (const { i } of remainders.slice(0, left)) whole[i] = (whole[i] ?? 0) + 1
  return whole.map((one) => one / MILLION)
}
