/** All that is needed to play one run. */
import type { Streams } from '../../base/random.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import type { RunStarted } from '../../record/run-entries.ts'
import type { Seat } from '../../record/seat.ts'
import type { Tick } from '../../record/tick.ts'
import type { Policy } from '../agent/policy.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import type { Ledger } from './ledger.ts'

/** The ticks that a run shares with the one it was forked from. */
export interface Prefix {
  /** The first entry of the run that the whole line of forks goes back to: the hash of every one of them begins with it. */
  readonly origin: RunStarted
  /** In order, from tick 0 to the last one that is shared. */
  readonly ticks: Iterable<Tick>
}

export interface Job {
  readonly plan: Plan
  readonly scenario: Scenario
  /** participant → the policy that sits there, made for this run. */
  readonly policies: ReadonlyMap<ParticipantId, Policy>
  /** Seats somebody in the course of a run, whose draws come from these streams. Needed where the plan has interventions that do so. */
  readonly reseat?: ((seat: Seat, streams: Streams) => Policy) | undefined
  readonly prefix?: Prefix | undefined
  readonly ledger: Ledger
  /** Asked before each tick; true leaves the run where it is, to be resumed. A promise holds the tick back until it is said. */
  readonly stopped?: () => boolean | Promise<boolean>
  /** False in a replay: there an answer that is missing is a difference, and not a reason to try again later. */
  readonly live?: boolean
}
