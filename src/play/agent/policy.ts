/** What turns an ask into a decision: the port that scripted strategies, models, recorded moves and people share. */
import type { Random } from '../../base/random.ts'
import type { Ask, Value } from '../../record/ask.ts'
import type { ModelCalled } from '../../record/call-entries.ts'
import type {
  DecisionDefaulted,
  DecisionTaken,
  ObservationShown,
} from '../../record/decision-entries.ts'
import type { TickEntry } from '../../record/entry.ts'
import type { ConsentAnswered, HumanAnswered } from '../../record/human-entries.ts'
import type { ParticipantId, RunId } from '../../record/ids.ts'
import type { InvalidPolicy } from '../../record/plan.ts'
import type { Seat } from '../../record/seat.ts'
import type { ProbabilityEstimated } from '../../record/probability-entries.ts'
import type { TextPart } from '../../record/prompt.ts'
import type { HistoryBudget, PromptDesign } from '../../record/prompt-design.ts'
import type { Seen } from '../../record/seen.ts'

/** All that a policy is handed when it is asked. There is nothing here that its participant may not know. */
export interface Situation {
  readonly ask: Ask
  /** Logical time: the tick in which the decision will be recorded. */
  readonly tick: number
  /** The round of the play, from 1; null in scenarios without rounds, absent where nothing is played. */
  readonly round?: number | null
  readonly seen: Seen
  /** What the participant reads, rendered by the scenario when it is called; scripted policies never call it. */
  read(): readonly TextPart[]
}

/** A decision that took some asking: the entries that led to it, then the decision. */
export interface Considered {
  readonly trail: readonly (
    ObservationShown | ModelCalled | ProbabilityEstimated | ConsentAnswered | HumanAnswered
  )[]
  readonly decision: DecisionTaken | DecisionDefaulted | Aborted | Unavailable | NotAsked
  /** Wall time of each `model-called` and `human-answered` entry of the trail, in their order: kept beside the record, never in it. */
  readonly latenciesMs: readonly number[]
}

/** No valid answer came and the declared policy is to abort the run. */
export interface Aborted {
  readonly kind: 'aborted'
  readonly why: string
}

/**
 * Nobody could be asked, and asking again will not help: a bad key, a model that is gone, a quota that is used up. That is nobody's
 * decision. The tick is not closed; the run is left where it was, to be resumed once the cause is mended.
 */
export interface Unavailable {
  readonly kind: 'unavailable'
  readonly why: string
}

/** A call was withheld: the budget is spent, or the work was told to stop. The run is left where it was, with nothing to mend. */
export interface NotAsked {
  readonly kind: 'withheld'
}

/** A policy seated in one run. A fresh one is made for every run, so that nothing is carried over. */
export interface Policy {
  /**
   * Answers at once with a value (canonical, or as displayed), or promises a considered decision. An answer at once that does not
   * fit the ask is an error of the policy and ends the run.
   */
  decide(situation: Situation): Value | Promise<Considered>
  /**
   * Answers beside the play: no later decision may depend on that it was asked, nor on what it said. Absent where there is nobody to ask. Whatever the plan
   * says of invalid answers, one that is not valid in the end is forfeited.
   */
  probe?(situation: Situation): Promise<Considered>
  /**
   * Led through an ask that somebody else has answered: the record, in the ticks that a fork shares with its parent, or an intervention. What it draws for a
   * decision it draws here too, so that its later draws are the same whoever answered.
   */
  retrace?(situation: Situation): void
  /** Told the entries of each closed tick that it did not decide itself, in order, before its first decision: how a fork goes on with a thread of its parent. `round` is the tick's. */
  recall?(tick: number, entries: readonly TickEntry[], round?: number | null): void
}

/** What a policy is seated with. */
export interface Seating {
  /** Names the calls of this run's models; nothing that is decided may depend on it. */
  readonly run: RunId
  readonly seat: Seat
  readonly participant: ParticipantId
  /** The participant's own stream. */
  readonly random: Random
  readonly invalid: InvalidPolicy
  /** How the plan changes what is read. */
  readonly prompt?: PromptDesign | undefined
  readonly history?: HistoryBudget | undefined
}

/** Makes policies of one kind (the `policy` of a seat). */
export type SeatPolicy = (seating: Seating) => Policy
