/** What a seat of each role earned under each treatment. */
import { inOrder, type Design } from './design.ts'
import { estimateOf, type Estimate } from './estimate.ts'
import type { Question } from './read-runs.ts'

/** What a seat of one role earned in a run under one treatment, in points. Finished runs only. */
export interface EarningsReport {
  readonly treatment: string
  readonly role: string
  readonly earnings: Estimate
}

/** The means over the seats of a role, one for each run. */
export interface EarnedMeans {
  readonly treatment: string
  readonly role: string
  readonly means: number[]
}

/** The mean over a role's seats within each run, then over runs. Runs in which nobody was awarded anything are left out. */
export function earnedQuestion(design: Design): Question<readonly EarnedMeans[]> {
  const groups = new Map<string, EarnedMeans>()
  return {
    kinds: ['payoff-awarded'],
    add({ treatment, status, seats, earnings }) {
      if (status !== 'finished' || earnings === null) return
      // A role that was awarded nothing in a run in which others were has earned 0 there.
      for (const role of new Set(seats.map((seat) => seat.role))) {
        const key = JSON.stringify([treatment, role])
        const group = groups.get(key) ?? { treatment, role, means: [] }
        const sitting = seats.filter((seat) => seat.role === role).length
        group.means.push((earnings.get(role) ?? 0) / sitting)
        groups.set(key, group)
      }
    },
    answer: () => inOrder(design, [...groups.values()]),
  }
}

export function earningsAmong(earned: readonly EarnedMeans[]): EarningsReport[] {
  return earned.map(({ treatment, role, means }) => ({
    treatment,
    role,
    earnings: estimateOf(means),
  }))
}
