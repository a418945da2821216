/** How far work is: written while plans are played, read by whoever asks. */
import type { RunId } from '../../record/ids.ts'

export interface RunAtWork {
  /** The first tick that is its own: a fork shares those before. */
  readonly from: number
  /** The tick that is being played; the one before `from` until the first is begun. */
  tick: number
}

export interface WorkProgress {
  /** Different plans. */
  planned: number
  /** Those that had ended before. */
  kept: number
  /** However they ended, those of earlier times included. */
  ended: number
  failed: number
  /** Ticks of all that ended since the work was begun. */
  endedTicks: number
  readonly inFlight: Map<RunId, RunAtWork>
}

export function noProgress(): WorkProgress {
  return { planned: 0, kept: 0, ended: 0, failed: 0, endedTicks: 0, inFlight: new Map() }
}
