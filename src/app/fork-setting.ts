/** A path that a fork sets, taken apart. */
import type { Json } from '../base/canonical-json.ts'
import type { FieldProblem } from '../play/experiment/problems.ts'
import type { NamedSeats } from '../play/experiment/seat-names.ts'
import type { Deed } from '../record/intervention.ts'
import type { ForkPlace } from './fork-place.ts'

/** What a path begins with. */
export const PATH_KINDS = [
  'cast',
  'parameters',
  'answer',
  'message',
  'payoff',
  'names',
  'remove',
  'crash',
  'news',
] as const
export type PathKind = (typeof PATH_KINDS)[number]

/** The kinds whose values are words. */
export const TEXTS: readonly PathKind[] = ['message', 'names', 'remove', 'crash', 'news']

/** In `cast.people`, the seats in which people sit. */
export const PEOPLE = 'people'

/** A path that was taken apart. `rest` is what comes after its kind. */
export interface Setting {
  readonly kind: PathKind
  readonly rest: string
  readonly value: Json
  readonly place: ForkPlace
  readonly seats: NamedSeats
  readonly problems: FieldProblem[]
}

/** Adds a problem; nothing is done. */
export function problem({ problems }: Setting, message: string): readonly Deed[] {
  problems.push({ path: [], message })
  return []
}

/** Words as they were written. */
export function words(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
