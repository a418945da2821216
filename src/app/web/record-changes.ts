/** Which records are written to: each is looked at once for all pages that are open, and only while there are any. */
import type { Records } from './records.ts'

export interface RecordChanges {
  /** Tells the id of a record whenever it has changed; gives back what ends it. */
  hear(heard: (record: string) => void): () => void
}

/** A record is looked at so often: one pragma. */
const LOOK_MS = 400

export function recordChanges(records: Pick<Records, 'opened'>, lookMs = LOOK_MS): RecordChanges {
  const listeners = new Set<(record: string) => void>()
  /** Goes on from one listener to the next: what changed between them is told. */
  const seen = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined

  const look = (): void => {
    for (const { id, stamp, firstStamp } of records.opened()) {
      const [now, before] = [stampOf(stamp), seen.get(id) ?? firstStamp]
      if (now === undefined || now === before) continue
      seen.set(id, now)
      for (const heard of listeners) heard(id)
    }
  }
  return {
    hear(heard) {
      listeners.add(heard)
      timer ??= setInterval(look, lookMs)
      return () => {
        listeners.delete(heard)
        if (listeners.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}

/** Undefined where a record cannot be read: it was closed, or whoever asks of it is told why. */
function stampOf(stamp: () => number): number | undefined {
  try {
    return stamp()
  } catch {
    return undefined
  }
}
