/** What is left when a process that played has ended, however it ended. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSqliteStore } from '../adapters.ts'

/** The exit code, or the signal that ended it. */
export async function ends(child: ChildProcess): Promise<number | NodeJS.Signals> {
  if (child.exitCode !== null) return child.exitCode
  if (child.signalCode !== null) return child.signalCode
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return code ?? signal ?? 0
}

/** run → the hash of its record, null where it has not ended; by run id. */
export function hashesIn(db: string): Record<string, string | null> {
  const store = openSqliteStore(db, 'read')
  try {
    return Object.fromEntries(
      store
        .runs()
        .map(({ runId, recordHash }) => [runId, recordHash] as const)
        .sort(),
    )
  } finally {
    store.close()
  }
}
