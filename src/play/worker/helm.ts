/** How work is steered while it goes on: paused, and with more or fewer runs in flight. Nothing in a record depends on it. */
import { gate, type Gate } from '../../base/gate.ts'

export interface Helm {
  /** Shut while work is paused: no run is begun, and no tick. */
  readonly gate: Gate
  /** Most runs in flight at once, 1 at least. */
  readonly runs: number
  /** More runs are begun at once; fewer, as runs end. */
  retune(runs: number): void
  /** Told after each change of `runs`, until what is given back is called. */
  onRetuned(listener: () => void): () => void
}

export function helmFor(runs: number): Helm {
  const listeners = new Set<() => void>()
  let most = Math.max(1, runs)
  return {
    gate: gate(),
    get runs() {
      return most
    },
    retune: (wanted) => {
      most = Math.max(1, wanted)
      for (const listener of listeners) listener()
    },
    onRetuned: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
