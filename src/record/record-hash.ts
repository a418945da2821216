/** The hash of a record: SHA-256 over one line per fact of its skeleton, in order. Wall time has no part in it. */
import { canonicalJson } from '../base/canonical-json.ts'
import { RollingHash } from '../base/hash.ts'
import type { RunEnded, RunStarted } from './run-entries.ts'
import type { Tick } from './tick.ts'

/**
 * The lines are: the canonical JSON of `run-started`; for every tick `[tick,round,"digest of its content"]`; the canonical JSON of `run-ended`. Each
 * ends with a line feed. The hash may be read at any tick: two runs that share a prefix share its hash.
 */
export class RecordHash {
  readonly #hash = new RollingHash()

  start(entry: RunStarted): void {
    this.#hash.add(canonicalJson(entry))
  }

  tick(tick: Tick): void {
    this.#hash.add(`[${tick.tick},${tick.round},"${tick.content.digest}"]`)
  }

  end(entry: RunEnded): void {
    this.#hash.add(canonicalJson(entry))
  }

  /** 64 hexadecimal digits. */
  digest(): string {
    return this.#hash.digest()
  }
}
