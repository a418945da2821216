/** What a sitting that plays tells of itself: plain data, as it goes over the wire to pages and terminals. */
import type { FailureKind } from '../analysis/call-tally.ts'

export type { FailureKind }

/** `paused`: nothing further is begun, what is on its way comes home. `stopping`: the same, and then the sitting ends. */
export type SittingState = 'playing' | 'paused' | 'stopping'

export interface RunInFlight {
  readonly runId: string
  /** The tick that is being played, from 0. */
  readonly tick: number
}

export interface RunsStatus {
  /** All that this sitting is to see ended, those that had ended before included. */
  readonly planned: number
  /** However they ended, earlier sittings included. */
  readonly ended: number
  /** Of those that ended: how many broke the rules of their policies or scenario. */
  readonly failed: number
  /** Still to end, those in flight included. */
  readonly left: number
  /** How many are in flight. */
  readonly inFlightCount: number
  /** The first of them, `RUNS_TOLD` at most. */
  readonly inFlight: readonly RunInFlight[]
}

/** More runs in flight than these are counted, not listed. */
export const RUNS_TOLD = 200

/** Where a person is waited for. */
export interface WaitingSeat {
  readonly runId: string
  readonly participant: string
}

/** More asks that wait for people than these are counted, not listed. */
export const WAITING_TOLD = 5

export interface SpendStatus {
  /** Each try counted. */
  readonly calls: number
  readonly usd: number
  /** US dollars that may have been charged besides. */
  readonly uncertainUsd: number
}

export interface ProviderStatus {
  readonly name: string
  /** On their way to the server or back. */
  readonly inFlight: number
  /** Wanted, and not on their way: in line, held back by the budget, between two tries. */
  readonly waiting: number
  /** How many may be in flight at present; null where nothing limits them (models in the process). */
  readonly limit: number | null
  /** Tries sent in this sitting. */
  readonly made: number
  /** Tries after the first of their call. */
  readonly retries: number
  /** Tries that the server was too busy for (429). */
  readonly refused: number
  readonly failures: Readonly<Record<FailureKind, number>>
  /** As the server counted them, in this sitting. */
  readonly inputTokens: number
  readonly outputTokens: number
  /** The server's words or the network's, made safe and short; they hold no key. Null where nothing failed. */
  readonly lastFailure: string | null
}

export interface SittingStatus {
  /** The process that plays. */
  readonly pid: number
  readonly experiment: string
  /** Where the record is, as its writer names it: an absolute path. */
  readonly record: string
  /** Unix time in milliseconds. */
  readonly startedAtMs: number
  readonly elapsedMs: number
  readonly state: SittingState
  readonly runs: RunsStatus
  /** What all calls of the record have come to, earlier sittings included. */
  readonly spend: SpendStatus
  /** Replies to this sitting whose cost is not known. */
  readonly unpriced: number
  /** What they had come to before this sitting. */
  readonly spentBefore: SpendStatus
  /** The caps that the experiment declares; null where it declares none. */
  readonly budget: { readonly usd: number | null; readonly calls: number | null } | null
  /** How long the rest will take if it goes on as before, without pauses; null where that cannot be said. */
  readonly etaMs: number | null
  readonly concurrency: {
    /** Most runs in flight at once; with several processes, in each of them. */
    readonly runs: number
    /** Most calls in flight at once that were asked for, by account; null where only servers and their declared limits decide. */
    readonly calls: number | null
  }
  readonly providers: readonly ProviderStatus[]
  /** Asks that wait for a person to answer. */
  readonly waitingForPeople: number
  /** Whose they are: those that have waited longest, `WAITING_TOLD` at most. */
  readonly waitingSeats: readonly WaitingSeat[]
}

/** What may be asked of a sitting. `retune`: how much is in flight at once; `calls: null` lifts the cap on calls. */
export type SteeringCommand =
  | { readonly do: 'pause' }
  | { readonly do: 'resume' }
  | { readonly do: 'stop' }
  | { readonly do: 'retune'; readonly runs?: number; readonly calls?: number | null }
