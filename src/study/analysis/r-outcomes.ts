/** Which outcomes of a record mixed models are written for. */
import type { Design } from './design.ts'
import type { ROutcome } from './r-script.ts'
import type { Report } from './report.ts'

/** One for each ask of each role: amounts where amounts were decided, otherwise the first option that somebody took against all others. */
export function rOutcomes(
  { asks }: Pick<Report, 'asks'>,
  { runs }: Pick<Design, 'runs'>,
): ROutcome[] {
  const seats = new Map<string, number>()
  for (const { plan } of runs.values())
    for (const [role, list] of Map.groupBy(plan.seats, (seat) => seat.role))
      seats.set(role, Math.max(seats.get(role) ?? 0, list.length))
  const places = Map.groupBy(asks, ({ role, ask }) => JSON.stringify([role, ask]))
  return [...places.values()].flatMap((list): ROutcome[] => {
    const [{ role, ask } = { role: '', ask: '' }] = list
    const sitting = seats.get(role) ?? 1
    const sum = (key: 'decisions' | 'runs'): number => list.reduce((all, one) => all + one[key], 0)
    const shape = {
      role,
      ask,
      repeated: sum('decisions') > sum('runs') * sitting,
      several: sitting > 1,
    }
    if (list.some(({ amount }) => amount !== null)) return [{ ...shape, option: null }]
    const options = list
      .flatMap(({ choices }) => choices)
      .filter(({ value, share }) => value !== null && (share.mean ?? 0) > 0)
    const [first] = options
    const option = first?.value ?? null
    return option === null ? [] : [{ ...shape, option }]
  })
}
