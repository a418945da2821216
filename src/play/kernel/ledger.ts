/** Where the kernel puts the ticks it has closed. Playing writes them; replaying compares them. */
import type { RunEnded, RunStarted } from '../../record/run-entries.ts'
import type { Tick } from '../../record/tick.ts'

export interface Ledger {
  start(entry: RunStarted): void
  /**
   * Takes one closed tick. `waited` says that somebody was waited for: what cost time or money is kept soon, the rest may
   * ride in a batch. `latenciesMs` is wall time, one for each `model-called` and `human-answered` entry of the tick, in order.
   */
  tick(tick: Tick, waited: boolean, latenciesMs: readonly number[]): void
  /** Takes the end of the run and the hash of its record. */
  end(entry: RunEnded, hash: string): void
}
