/** The decisions of one ask in a run, in order, by who made them. */
import type { RunRead } from '../read-runs.ts'
import type { Decision } from '../run-ticks.ts'

export interface Decided {
  /** The place among the run's seats. */
  readonly seat: number
  /** How many ticks with this ask there were before, from 0. */
  readonly turn: number
  readonly value: Decision['value']
  /** False where a default or an intervention put it there, or nothing was decided. */
  readonly isOwn: boolean
  /** The most that an amount could be; NaN for other forms. */
  readonly most: number
}

/** Decisions of an ask; those of whoever sits in no seat of the plan are left out. */
export function decidedIn({ seats, ticks }: RunRead, ask: string): Decided[] {
  const places = new Map(seats.map(({ participant }, place) => [participant as string, place]))
  const found: Decided[] = []
  let turn = 0
  for (const list of ticks) {
    const most = new Map<string, number>()
    let isAsked = false
    for (const entry of list) {
      if (entry.kind === 'decision-asked' && entry.ask === ask) {
        if (entry.form.kind === 'amount') most.set(entry.of, entry.form.max)
      } else if (
        (entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted') &&
        entry.ask === ask
      ) {
        isAsked = true
        const seat = places.get(entry.of)
        if (seat === undefined) continue
        const { value, status } = entry
        const isOwn = status === 'valid' || status === 'reasked'
        found.push({ seat, turn, value, isOwn, most: most.get(entry.of) ?? NaN })
      }
    }
    if (isAsked) turn++
  }
  return found
}
