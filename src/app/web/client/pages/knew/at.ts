/** Where the page is: whose knowledge, when, beside whose. It stands in the address. */
import type { KnewFrame } from '../../../../../study/viewing/knew/known-shapes.ts'
import { plainLine } from '../../shell/plain.ts'
import { route } from '../../shell/route.ts'

export interface At {
  readonly record: string
  readonly frame: KnewFrame
  readonly tick: number
  readonly participant: string
  readonly other: string
}

/** What a participant is called by the others. */
export function nameIn({ seats }: KnewFrame, participant: string): string {
  return plainLine(seats.find((one) => one.participant === participant)?.name ?? participant)
}

/** The same with its id, which the record goes by: `Agent-A (p1)`. */
export function nameAndId(frame: KnewFrame, participant: string): string {
  const name = nameIn(frame, participant)
  return name === participant ? name : `${name} (${plainLine(participant)})`
}

/** What the address leaves open is filled in: the first tick, the first seat, the next seat to compare with. */
export function placeIn(record: string, frame: KnewFrame): At {
  const [, tick = '0', wanted] = route.value.rest
  const ids = frame.seats.map(({ participant }) => participant)
  const participant = ids.find((id) => id === wanted) ?? ids[0] ?? ''
  const next = ids[(ids.indexOf(participant) + 1) % ids.length] ?? participant
  const other = ids.find((id) => id === route.value.query['with'] && id !== participant) ?? next
  const number = /^\d+$/.test(tick) ? Number(tick) : 0
  return { record, frame, tick: Math.min(number, frame.ticks - 1), participant, other }
}
