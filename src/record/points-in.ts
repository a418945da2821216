/** What was paid in some entries: the sum of points of each participant that was paid anything. */
import type { TickEntry } from './entry.ts'
import type { ParticipantId } from './ids.ts'

export function pointsIn(entries: Iterable<TickEntry>): ReadonlyMap<ParticipantId, number> {
  const points = new Map<ParticipantId, number>()
  for (const entry of entries)
    if (entry.kind === 'payoff-awarded')
      points.set(entry.to, (points.get(entry.to) ?? 0) + entry.points)
  return points
}
