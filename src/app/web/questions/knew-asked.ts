/** The ticks at which each participant was asked, as ranges: in most games that is one. */
import type { Tables } from '../../../io/store/tables.ts'
import type { Seat } from '../../../record/seat.ts'

type Ranges = Record<string, [number, number][]>

export function rangesOf(tables: Tables, runId: string, seats: readonly Seat[]): Ranges {
  const ranges: Ranges = Object.fromEntries(seats.map(({ participant }) => [participant, []]))
  const columns = ['tick', 'participant']
  for (const { tick, participant } of tables.rows('decisions', { runId, columns })) {
    const own = ranges[String(participant)]
    if (own === undefined || typeof tick !== 'number') continue
    const last = own.at(-1)
    if (last !== undefined && tick <= last[1] + 1) last[1] = tick
    else own.push([tick, tick])
  }
  return ranges
}
