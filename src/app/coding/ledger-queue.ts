/** Writes what comes in from many judges: what comes in one turn of the event loop is one transaction, and what belongs together is never parted. */
import type { Ledger } from '../../io/store/ledger.ts'
import type { LedgerEntry } from '../../record/coding-entries.ts'

export interface LedgerQueue {
  /** Resolves when the entries are written; rejects where they cannot be. */
  add(entries: readonly LedgerEntry[]): Promise<void>
}

/** A queue before a ledger. */
export function ledgerQueue(ledger: Pick<Ledger, 'add'>): LedgerQueue {
  let waiting: LedgerEntry[] = []
  let flushing: Promise<void> | undefined
  const flush = (): void => {
    const entries = waiting
    waiting = []
    flushing = undefined
    ledger.add(entries)
  }
  return {
    add(entries) {
      if (entries.length === 0) return Promise.resolve()
      waiting.push(...entries)
      flushing ??= new Promise((resolve) => setImmediate(resolve)).then(flush)
      return flushing
    },
  }
}
