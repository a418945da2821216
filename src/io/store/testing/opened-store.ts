/** What a store's contract is run on. */
import type { Store } from '../store.ts'

/** A store under test, open for one test. */
export interface OpenedStore {
  readonly store: Store
  /** Closes it and opens the same place again, or why there is nothing to open. */
  readonly reopen: (() => Store) | { readonly skip: string }
  /** Closes what is open and takes away what is left of it. */
  cleanUp(): void
}
