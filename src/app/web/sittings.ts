/** The sittings that play the records of a viewer, as its pages hear of them: watched while somebody looks, and no longer. */
import type { SittingStatus, SteeringCommand } from '../../study/viewing/sitting-status.ts'
import { sittingOf, steer, watchSitting, type Obeyed } from '../live/ask-sitting.ts'
import { systemPace } from '../system-pace.ts'
import type { Records } from './records.ts'

/** Null where nobody plays the record. */
export type Heard = (record: string, status: SittingStatus | null) => void

export interface Sittings {
  /** Tells how the sitting of each opened record stands, at once and from then on, at most four times a second each; gives back what ends it. */
  hear(heard: Heard): () => void
  /**
   * How the sitting of a record stands.
   * @throws UnknownNameError where there is no such record.
   */
  of(record: string): Promise<SittingStatus | null>
  /**
   * Null where nobody plays the record.
   * @throws UnknownNameError where there is no such record; BadInputError where its process does not answer.
   */
  steer(record: string, command: SteeringCommand): Promise<Obeyed | null>
}

/** A record that nobody plays is asked again so often: somebody may begin to. */
const LOOK_AGAIN_MS = 1_000
const TELL_MS = 250

export function sittingsOf(records: Records): Sittings {
  const listeners = new Set<Heard>()
  const latest = new Map<string, SittingStatus | null>()
  let stop: AbortController | undefined

  const tell: Heard = (record, status) => {
    latest.set(record, status)
    for (const heard of listeners) heard(record, status)
  }
  const begin = async (signal: AbortSignal): Promise<void> => {
    const watched = new Set<string>()
    for (; !signal.aborted; await systemPace.wait(LOOK_AGAIN_MS, signal))
      for (const { id, path } of records.opened()) {
        if (watched.has(id)) continue
        watched.add(id)
        void watch(id, path, tell, signal)
      }
  }
  return {
    hear(heard) {
      for (const [record, status] of latest) heard(record, status)
      listeners.add(heard)
      if (stop === undefined) {
        stop = new AbortController()
        void begin(stop.signal)
      }
      return () => {
        listeners.delete(heard)
        if (listeners.size > 0) return
        stop?.abort()
        stop = undefined
        latest.clear()
      }
    },
    of: (record) => sittingOf(records.named(record).path),
    steer: (record, command) => steer(records.named(record).path, command),
  }
}

async function watch(id: string, path: string, tell: Heard, signal: AbortSignal): Promise<void> {
  let isPlayed: boolean | undefined
  const paced = pacer((status) => tell(id, status))
  while (!signal.aborted) {
    // A process that answers nonsense is as good as none; the page says that nobody plays.
    await watchSitting(path, paced.tell, signal).catch(() => false)
    if (signal.aborted) break
    if (isPlayed !== false || paced.hasTold()) {
      paced.end()
      isPlayed = false
      tell(id, null)
    }
    await systemPace.wait(LOOK_AGAIN_MS, signal)
  }
  paced.end()
}

/** Passes on the first status at once, then the last one of each quarter of a second. */
function pacer(tell: (status: SittingStatus) => void) {
  let next: SittingStatus | undefined
  let timer: NodeJS.Timeout | undefined
  let told = false
  const flush = (): void => {
    timer = undefined
    if (next === undefined) return
    tell(next)
    next = undefined
    timer = setTimeout(flush, TELL_MS)
  }
  return {
    tell(status: SittingStatus) {
      told = true
      next = status
      if (timer === undefined) flush()
    },
    /** Whether anything was told since it was last ended. */
    hasTold: () => told,
    /** What was not passed on by then is not passed on. */
    end() {
      clearTimeout(timer)
      timer = next = undefined
      told = false
    },
  }
}
