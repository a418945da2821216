/** Sums that lose nothing worth showing: a rate of 0.5 over a thousand runs shall read 0.5, and ten dimes a dollar. */

/** A sum on its way. */
export interface RunningSum {
  sum: number
  /** What rounding has taken off `sum` so far. */
  lost: number
}

export function noSum(): RunningSum {
  return { sum: 0, lost: 0 }
}

/** Adds a value with Neumaier's compensation (1974). */
export function addTo(running: RunningSum, value: number): void {
  const next = running.sum + value
  running.lost +=
    Math.abs(running.sum) >= Math.abs(value)
      ? running.sum - next + value
      : value - next + running.sum
  running.sum = next
}

export function totalOf({ sum, lost }: RunningSum): number {
  return sum + lost
}

/** The arithmetic mean; NaN of nothing. */
export function meanOf(values: Iterable<number>): number {
  const running = noSum()
  let count = 0
  for (const value of values) {
    addTo(running, value)
    count++
  }
  return totalOf(running) / count
}
