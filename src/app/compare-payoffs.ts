/** What was paid in two runs, beside each other. */
import type { StoredTick } from '../io/store/store.ts'
import type { ParticipantId } from '../record/ids.ts'
import { pointsIn } from '../record/points-in.ts'

/** What was awarded in both runs. */
export interface PayoffBeside {
  /** Null for the whole run. */
  readonly tick: number | null
  readonly round: number | null
  readonly participant: ParticipantId
  readonly role: string
  /** Points; null where nothing was awarded. */
  readonly left: number | null
  readonly right: number | null
}

/** A tick of one of the two; undefined where that run has no such tick. */
export type TickOrNone = StoredTick | undefined

/** participant → role */
export type Roles = ReadonlyMap<ParticipantId, string>

/** When a pair of ticks was; one of the two is there. */
export function placeOf(a: TickOrNone, b: TickOrNone): Pick<StoredTick, 'tick' | 'round'> {
  const { tick, round } = (a ?? b) as StoredTick
  return { tick, round }
}

/** What a tick paid in both. */
export function payoffsBeside(a: TickOrNone, b: TickOrNone, roles: Roles): PayoffBeside[] {
  const { tick, round } = placeOf(a, b)
  const [left, right] = [paidIn(a), paidIn(b)]
  return [...roles].flatMap(([participant, role]) => {
    const [one, other] = [left.get(participant) ?? null, right.get(participant) ?? null]
    return one === null && other === null
      ? []
      : [{ tick, round, participant, role, left: one, right: other }]
  })
}

const paidIn = (tick: TickOrNone) => pointsIn(tick?.content.entries ?? [])

/** Sums by participant. */
export function summed(payoffs: readonly PayoffBeside[]): PayoffBeside[] {
  return [...Map.groupBy(payoffs, ({ participant }) => participant)].map(([participant, list]) => {
    const sum = (side: 'left' | 'right'): number | null =>
      list.every((one) => one[side] === null)
        ? null
        : list.reduce((total, one) => total + (one[side] ?? 0), 0)
    const role = list[0]?.role ?? ''
    return { tick: null, round: null, participant, role, left: sum('left'), right: sum('right') }
  })
}
