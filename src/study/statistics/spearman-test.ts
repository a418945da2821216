/** Whether Spearman's rank correlation is more than chance. */
import { midRanks } from './ranks.ts'
import { spearmanRho } from './spearman.ts'
import { twoSidedT } from './student-t.ts'

/** What is undefined is null, and `reason` says why. */
export interface SpearmanTest {
  readonly rho: number | null
  readonly n: number
  /** Two-sided, of all n! orders of one side as they are, ties included; given up to nine pairs. */
  readonly pExact: number | null
  /** Two-sided, by t with n − 2 degrees of freedom: an approximation; null where rho is 1 or −1. */
  readonly pT: number | null
  readonly reason: string | null
}

const MOST_EXACT = 9

/**
 * Spearman's rho with its tests: exact, the share of orders with |rho| at least as large (Kendall 1948, Rank Correlation Methods, ch. 5), and t = rho √((n−2)/(1−rho²)).
 * @throws RangeError where the sides are not equally long, or a value is not finite.
 */
export function spearmanTest(x: readonly number[], y: readonly number[]): SpearmanTest {
  const rho = spearmanRho(x, y)
  const n = x.length
  if (rho === null) {
    const reason = n < 2 ? 'fewer than two pairs' : 'one side does not vary'
    return { rho, n, pExact: null, pT: null, reason }
  }
  const isPerfect = Math.abs(rho) === 1
  return {
    rho,
    n,
    pExact: n <= MOST_EXACT ? exactP(x, y) : null,
    pT: n < 3 || isPerfect ? null : twoSidedT(rho * Math.sqrt((n - 2) / (1 - rho * rho)), n - 2),
    reason:
      n < 3
        ? 'two pairs leave no degree of freedom for t'
        : isPerfect
          ? 'the two orders are one: t would be divided by 0'
          : null,
  }
}

/** Twice the ranks, less their mean: whole numbers, whose products' sum is far from 0 as rho is. */
function exactP(x: readonly number[], y: readonly number[]): number {
  const n = x.length
  const [a, b] = [x, y].map((side) => midRanks(side).map((rank) => Math.round(2 * rank) - n - 1))
  if (a === undefined || b === undefined) return NaN
  const observed = Math.abs(a.reduce((sum, one, i) => sum + one * (b[i] as number), 0))
  let [seen, far] = [0, 0]
  const order = [...b]
  const place = (at: number, sum: number): void => {
    if (at === n) {
      seen++
      if (Math.abs(sum) >= observed) far++
      return
    }
    for (let i = at; i < n; i++) {
      swap(order, at, i)
      place(at + 1, sum + (a[at] as number) * (order[at] as number))
      swap(order, at, i)
    }
  }
  place(0, 0)
  return far / seen
}

function swap(list: number[], i: number, j: number): void {
  const one = list[i] as number
  list[i] = list[j] as number
  list[j] = one
}
