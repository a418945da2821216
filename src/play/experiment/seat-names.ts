/** The names by which an experiment speaks of the seats of a run. */
import { z } from 'zod'
import { UnknownNameError } from '../../base/errors.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Seat } from '../../record/seat.ts'
import type { FieldProblem } from './problems.ts'

/** `trustor`, `speaker.3`, `p2`, `all`, or a list of such names. */
export const SeatNames = z.union(
  [z.string().min(1), z.array(z.string().min(1)).min(1)],
  'name a seat, such as trustor, speaker.3, p2 or all, or give a list of them',
)
export type SeatNames = z.infer<typeof SeatNames>

export interface NamedSeats {
  /** The participants that are named, in their order; undefined where there is a problem. */
  several(
    names: SeatNames,
    path: FieldProblem['path'],
  ): [ParticipantId, ...ParticipantId[]] | undefined
  /** The one that is named. */
  one(name: string, path: FieldProblem['path']): Seat | undefined
}

/** Finds seats by name: their role where it has one seat, `role.2` for its second, `p3`, `all`; a role with several seats means all of them. */
export function namedSeats(seats: readonly Seat[], problems: FieldProblem[]): NamedSeats {
  const byName = new Map<string, readonly Seat[]>([['all', seats]])
  for (const seat of seats) byName.set(seat.participant, [seat])
  for (const [role, held] of Map.groupBy(seats, ({ role }) => role)) {
    held.forEach((seat, i) => byName.set(`${role}.${i + 1}`, [seat]))
    byName.set(role, held)
  }
  const find = (name: string, path: FieldProblem['path']): readonly Seat[] | undefined => {
    const found = byName.get(name)
    if (found !== undefined) return found
    const mend = 'A seat is named by its role, by its role and number, or by its participant.'
    const { message } = new UnknownNameError('seat', name, namesOf(seats), mend)
    problems.push({ path, message })
    return undefined
  }
  return {
    several(names, path) {
      const list = typeof names === 'string' ? [names] : names
      const found = list.map((name, i) =>
        find(name, typeof names === 'string' ? path : [...path, i]),
      )
      const named = new Set(found.flatMap((some) => some ?? []))
      if (found.includes(undefined)) return undefined
      return seats.filter((seat) => named.has(seat)).map(({ participant }) => participant) as [
        ParticipantId,
      ]
    },
    one(name, path) {
      const found = find(name, path)
      if (found === undefined || found.length === 1) return found?.[0]
      const which = found.map((seat) => nameOf(seat, seats)).join(', ')
      problems.push({
        path,
        message: `"${name}" is ${found.length} seats, and one is needed here: name one of ${which}`,
      })
      return undefined
    },
  }
}

/** The shortest name of each seat, then the participants, then `all`. */
function namesOf(seats: readonly Seat[]): string[] {
  return [
    ...seats.map((seat) => nameOf(seat, seats)),
    ...seats.map(({ participant }) => participant),
    'all',
  ]
}

function nameOf(seat: Seat, seats: readonly Seat[]): string {
  const held = seats.filter(({ role }) => role === seat.role)
  return held.length === 1 ? seat.role : `${seat.role}.${held.indexOf(seat) + 1}`
}
