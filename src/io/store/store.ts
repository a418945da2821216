/** The port to wherever records are kept: begin a run, append ticks, end it, read it back. */
import type { TickEntry } from '../../record/entry.ts'
import type { RunId } from '../../record/ids.ts'
import type { KeptCall } from '../../record/kept-call.ts'
import type { Plan } from '../../record/plan.ts'
import type { RunEnded } from '../../record/run-entries.ts'
import type { Tick } from '../../record/tick.ts'

/** What is kept beside a record and never in its hash. */
export interface Beside {
  readonly startedAt: string
  readonly endedAt: string | null
}

/** A run as the store's list shows it. */
export interface RunSummary extends Beside {
  readonly runId: RunId
  readonly plan: Plan
  /** `started` until it has ended. */
  readonly status: 'started' | RunEnded['how']
  /** Those that a fork shares with its parent among them. */
  readonly ticks: number
  readonly semantics: number
  /** 64 hexadecimal digits; null until the run has ended. */
  readonly recordHash: string | null
  /** Why it was aborted or failed. */
  readonly why: string | null
}

/** A tick as it was stored: `digest` is the one on file, `content.digest` the one that the stored entries have. They differ only where somebody changed the file. */
export interface StoredTick extends Tick {
  readonly digest: string
  /** The place of its first entry in the record, where that of `run-started` is 0. */
  readonly seq: number
}

/** The entries of one kind, or of several. */
export type EntryOf<K extends TickEntry['kind']> = Extract<TickEntry, { readonly kind: K }>

/**
 * Entries of a run: for each of its ticks in order, those that happened in it. Ticks that share a content share the list as a rule (a store may forget),
 * so that much is counted quickly by counting lists. Those of a fork before the tick `plan.fork.tick` of its summary are its parent's: what was paid for
 * them was paid once.
 */
export interface RunEntries<K extends TickEntry['kind']> {
  readonly runId: RunId
  readonly ticks: readonly (readonly EntryOf<K>[])[]
}

/** Records of many runs. What was flushed stays as it is: a record is only ever added to. */
export interface Store {
  /** Where the records are, in words for people. */
  readonly place: string
  /**
   * Opens a run. A run that is there already is continued at its end. A fork begins with the ticks that it shares with its parent, by reference, and
   * goes on at `plan.fork.tick`; wall times are not shared.
   * @throws StoreError, here or at the next `flush`, where its parent is not in the store or has too few ticks.
   */
  begin(runId: RunId, plan: Plan, semantics: number, startedAt: string): void
  /**
   * Adds a closed tick. Ticks of a run come in order, without a gap. What was appended is kept at the next `flush`, all of it or nothing.
   */
  append(runId: RunId, tick: Tick, latenciesMs: readonly number[]): void
  end(runId: RunId, end: RunEnded, hash: string, endedAt: string): void
  /**
   * Keeps an answered call, or what a person answered, of the open tick, at the next `flush`; once the tick is closed its entries hold the call, and it is kept no more. `call`
   * is not asked for where the tick is closed by then.
   */
  keepCall(runId: RunId, call: () => KeptCall): void
  /** Writes all that was appended, in one transaction. Where that fails, nothing of it is kept, and it is not tried again. */
  flush(): void
  /** Resolves when what was flushed is safe from a loss of power; it is safe from the end of this process before. */
  sync(): Promise<void>
  /** How much is appended and not yet flushed: 0 when nothing is. */
  readonly pending: number

  /**
   * In the order in which they were begun; with `after`, without the first so many of them. With `most`, a store that reads them from a file reads so many and no more; one that
   * has them in memory may give all.
   */
  runs(after?: number, most?: number): readonly RunSummary[]
  run(runId: RunId): RunSummary | undefined
  /**
   * The ticks of a run in order, read as they are wanted: all of them, or those from the tick `from` on and before the tick `to`. What stands before and
   * behind costs nothing.
   */
  ticks(runId: RunId, from?: number, to?: number): Iterable<StoredTick>
  /** The entries of some kinds and nothing else, of every run or only of those that are named, by run id; never more than a run of them in memory. */
  entriesByRun<K extends TickEntry['kind']>(
    kinds: readonly K[],
    only?: ReadonlySet<RunId>,
  ): Iterable<RunEntries<K>>

  /** The calls that are kept of a run's open tick, in the order of their places. */
  keptCalls(runId: RunId): readonly KeptCall[]

  /** What the store keeps beside entries and contradicts them, in words; empty where all is well. */
  faults(): readonly string[]

  /** The experiment's definition as it is kept here (canonical JSON), or undefined. */
  experiment(): string | undefined
  /** Keeps a definition at once, in place of the one before. */
  keepExperiment(definition: string): void
  /** What the experiment was estimated to cost, as it is kept here (JSON), or undefined. */
  estimate(): string | undefined
  /** Keeps an estimate at once, in place of the one before. */
  keepEstimate(estimate: string): void
  /** What was spent that no call of the record shows, as it is kept here (JSON), or undefined. */
  unrecordedSpend(): string | undefined
  /** Keeps it at once, in place of what was kept before. */
  keepUnrecordedSpend(spend: string): void
  close(): void
}
