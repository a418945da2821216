/** What a page may ask of a record: answered by the server when it is asked, and written down beforehand for a static site. */
import type { Opened } from '../records.ts'

/** Name → value, as they stand in the path. Whoever answers checks them: they come from an address. */
export type Arguments = Readonly<Record<string, string>>

export interface Question {
  /** Beneath the record, such as `run/:run/ticks/:page`. Pages ask by it, and static sites keep answers under it. */
  readonly path: string
  /**
   * JSON, or a promise of it. `query` is what follows the question mark; a static site has none, so that answers without it must be whole.
   * @throws UnknownNameError or BadInputError where there is no such thing.
   */
  answer(record: Opened, given: Arguments, query: Arguments): unknown
  /** True where an answer may take seconds: a server has it worked out in a thread of its own. */
  takesSeconds?(record: Opened, given: Arguments): boolean
  /**
   * The arguments of every answer that a static site holds, `query` always empty; none for what only a server can answer. Where `run` is among them, one run after
   * another, in the order of the store.
   */
  instances(record: Opened): Iterable<Arguments>
}
