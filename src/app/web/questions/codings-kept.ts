/** Answers about codings, worked out once and kept as long as nobody codes: a sitting that goes on writes all the time, and codes nothing. */
import type { Opened } from '../records.ts'

interface Kept {
  readonly size: number
  readonly answers: Map<string, unknown>
}

const all = new WeakMap<object, Kept>()

/** `key` names what is worked out. */
export function keptByLedger<T>(record: Opened, key: string, make: () => T): T {
  const size = ledgerSize(record)
  let kept = all.get(record.ledger)
  if (kept?.size !== size) all.set(record.ledger, (kept = { size, answers: new Map() }))
  if (!kept.answers.has(key)) kept.answers.set(key, make())
  return kept.answers.get(key) as T
}

export function ledgerSize(record: Opened): number {
  return record.kept('ledger-size', () => record.ledger.size())
}

/** Those of fewer are told sooner than a thread for them begins. */
const MANY = 20_000

export function hasManyCodings(record: Opened): boolean {
  return ledgerSize(record) > MANY
}
