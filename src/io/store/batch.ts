/** What is written at the next flush. Ticks are kept in columns: held as objects, short-lived as they are, the engine would let them all grow old. */
import type { RunId } from '../../record/ids.ts'
import type { KeptCall } from '../../record/kept-call.ts'
import type { Plan } from '../../record/plan.ts'
import type { RunEnded } from '../../record/run-entries.ts'
import type { Tick, TickContent } from '../../record/tick.ts'

/**
 * A run as the writer knows it: its row, where it stands, how many entries it has, how many calls are kept of its open tick. The row is known once its
 * beginning is written.
 */
export interface OpenRun {
  readonly runId: RunId
  row: number | undefined
  ticks: number
  seq: number
  kept: number
}

/** A run that is begun once so many ticks of the batch are written: a fork finds its parent's ticks. */
export interface PendingBegin {
  readonly run: OpenRun
  readonly plan: Plan
  readonly semantics: number
  readonly at: string
  readonly ticksBefore: number
}

/** What is written at the next flush: begins and ticks as they came, then the rest in this order. */
export interface Batch {
  readonly begins: PendingBegin[]
  readonly ticks: PendingTicks
  /** Calls of ticks that are open still. */
  readonly kept: Map<OpenRun, (() => KeptCall)[]>
  readonly ends: { run: OpenRun; end: RunEnded; hash: string; at: string }[]
}

export function emptyBatch(): Batch {
  return { begins: [], ticks: new PendingTicks(), kept: new Map(), ends: [] }
}

/** The ticks of a batch, each with its run. */
class PendingTicks {
  readonly #runs: OpenRun[] = []
  readonly #ticks: number[] = []
  readonly #rounds: (number | null)[] = []
  readonly #contents: TickContent[] = []
  /** place in the batch → latencies, for the few ticks that have any. */
  readonly #latencies = new Map<number, readonly number[]>()

  get length(): number {
    return this.#runs.length
  }

  add(run: OpenRun, { tick, round, content }: Tick, latenciesMs: readonly number[]): void {
    if (latenciesMs.length > 0) this.#latencies.set(this.#runs.length, latenciesMs)
    this.#runs.push(run)
    this.#ticks.push(tick)
    this.#rounds.push(round)
    this.#contents.push(content)
  }

  /** Hands on every tick, in order, with its place in the batch. */
  forEach(
    write: (
      run: OpenRun,
      tick: number,
      round: number | null,
      content: TickContent,
      latenciesMs: readonly number[],
      place: number,
    ) => void,
  ): void {
    for (let i = 0; i < this.#runs.length; i++) {
      write(
        this.#runs[i] as OpenRun,
        this.#ticks[i] as number,
        this.#rounds[i] as number | null,
        this.#contents[i] as TickContent,
        this.#latencies.get(i) ?? NONE,
        i,
      )
    }
  }
}

const NONE: readonly number[] = []
