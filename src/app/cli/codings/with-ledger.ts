/** Opens a record with its ledger of codings for a command, and closes both. Complaints may hold anybody's words: they are made safe to print. */
import { BadInputError } from '../../../base/errors.ts'
import { sanitise } from '../../../base/sanitise.ts'
import type { Ledger } from '../../../io/store/ledger.ts'
import type { Store } from '../../../io/store/store.ts'

export async function withLedger<T>(
  db: string,
  opening: 'read' | 'write',
  work: (ledger: Ledger, store: Store) => T | Promise<T>,
): Promise<T> {
  const { openSqliteLedger, openSqliteStore } = await import('../../adapters.ts')
  try {
    const ledger = openSqliteLedger(db, opening)
    try {
      const store = openSqliteStore(db, 'read')
      try {
        return await work(ledger, store)
      } finally {
        store.close()
      }
    } finally {
      // Last: only a writer that closes last brings the log into the file, and people copy that file alone.
      ledger.close()
    }
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error
    throw new BadInputError(sanitise(error.message))
  }
}
