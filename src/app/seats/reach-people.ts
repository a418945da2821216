/** How a sitting reaches the people who are seated in its runs. */
import type { Store } from '../../io/store/store.ts'
import type { People } from '../../play/agent/people.ts'
import type { Scenario } from '../../play/scenario/define-scenario.ts'
import type { WorkEvents } from '../../play/worker/run-plans.ts'
import type { Plan } from '../../record/plan.ts'
import type { EventEmitter } from 'eventemitter3'

/** What there is to reach them for. */
export interface PeopleWanted {
  /** Those that will be played, in their order; some of them may have ended. */
  readonly plans: readonly Plan[]
  readonly scenario: Scenario
  /** Read only. */
  readonly store: Store
  readonly events: EventEmitter<WorkEvents>
  /** Aborted where nobody shall be waited for any more. */
  readonly stop: AbortSignal
  /** Aborted where what people answer cannot be written down any more. */
  readonly fault: AbortSignal
}

export interface ReachedPeople {
  readonly people: People
  /** Once nothing is asked any more. */
  close(): Promise<void>
}

/** Opens the way to people, before anything is played. */
export type ReachPeople = (wanted: PeopleWanted) => Promise<ReachedPeople>
