/** What a page may ask of a record: answered by the server when it is asked, and written down beforehand for a static site. */
import type { Opened } from '../records.ts'

/** Name → value, as they stand in the path. Whoever answers checks them: they come from an address. */
export type Arguments = Readonly<Record<string, string>>

export interface Question {
  /** Beneath the record, such as `runs/:run/ticks/:page`. Pages ask by it; files of a static site are named after it. */
  readonly path: string
  /**
   * JSON, or a promise of it. `query` is what follows the question mark; a static site has none, so that answers without it must be whole.
   * @throws UnknownNameError or BadInputError where there is no such thing.
   */
  answer(record: Opened, given: Arguments, query: Arguments): unknown
  /** The arguments of every answer that a static site holds, `query` always empty; none for what only a server can answer. */
  instances(record: Opened): Iterable<Arguments>
}
