/** A run as a reader wants it: round by round, what was said, decided and earned, and what happened to whom. */
import type { ModelCalled } from '../../record/call-entries.ts'
import type {
  DecisionDefaulted,
  DecisionTaken,
  ObservationShown,
} from '../../record/decision-entries.ts'
import type { TickEntry } from '../../record/entry.ts'
import type { ConsentAnswered, HumanAnswered } from '../../record/human-entries.ts'
import type { InterventionApplied } from '../../record/intervention.ts'
import type { Plan } from '../../record/plan.ts'
import type { ChanceDrawn, MessageSent, PayoffAwarded } from '../../record/play-entries.ts'
import type {
  ParticipantCrashed,
  ParticipantRemoved,
  ParticipantReturned,
} from '../../record/presence-entries.ts'
import type { ProbabilityEstimated } from '../../record/probability-entries.ts'
import type { ProbeAnswered, ProbeAsked } from '../../record/probe.ts'
import type { Tick } from '../../record/tick.ts'
import { namesIn, namesShown, type Names } from '../../record/names.ts'

/** What a transcript tells; everything else is in the tables. */
export type Told =
  | MessageSent
  | ProbabilityEstimated
  | DecisionTaken
  | DecisionDefaulted
  | PayoffAwarded
  | ChanceDrawn
  | InterventionApplied
  | ParticipantCrashed
  | ParticipantRemoved
  | ParticipantReturned
  | ProbeAsked
  | ProbeAnswered
  | ObservationShown
  | ModelCalled
  | ConsentAnswered
  | HumanAnswered

export interface Telling {
  /** Also what was shown to those who read text, and every call of a model with its reply, and every answer that a person submitted. */
  readonly prompts?: boolean
  /** In text, also which tick each thing happened in. */
  readonly ticks?: boolean
}

/** How rounds are read. */
export interface Reading extends Telling {
  /** A long round comes in pieces, so that no more than one piece is held. */
  readonly inPieces?: boolean
  /** Nothing else is held. */
  readonly only?: (entry: Told) => boolean
}

/** The ticks of a piece. */
const PIECE = 2_000

/** What is told of one tick. */
export interface ToldTick {
  readonly tick: number
  readonly phase: string
  readonly told: readonly Told[]
}

export interface Round {
  /** Null in scenarios without rounds, which are one stretch. */
  readonly round: number | null
  /** What the source of an imported run calls the round, where that is not its number. */
  readonly sourceName: string | null
  /** True for a piece of a round that is not its first. */
  readonly isGoingOn: boolean
  readonly told: readonly Told[]
  /** The same, tick by tick; without those of which nothing is told. */
  readonly ticks: readonly ToldTick[]
  /** What participants are called, as far as anybody was told by the end of the round, or of the piece. */
  readonly names: Names
}

/** The rounds of a run in order, each as it is complete: no more than one is held. */
export function* roundsOf(
  plan: Plan,
  ticks: Iterable<Tick>,
  reading: Reading = {},
): Iterable<Round> {
  const { inPieces = false, only = () => true } = reading
  let names = namesIn(plan)
  let round: number | null = null
  let isGoingOn = false
  let toldTicks: ToldTick[] = []
  const whole = (): Round => ({
    round,
    sourceName: sourceNameOf(plan, round),
    isGoingOn,
    told: toldTicks.flatMap(({ told }) => told),
    ticks: toldTicks,
    names,
  })
  for (const tick of ticks) {
    if (tick.round !== round) {
      if (toldTicks.length > 0) yield whole()
      round = tick.round
      isGoingOn = false
      toldTicks = []
    } else if (inPieces && toldTicks.length >= PIECE) {
      yield whole()
      isGoingOn = true
      toldTicks = []
    }
    const { phase, entries } = tick.content
    names = namesShown(names, entries)
    const told = entries.filter(
      (entry): entry is Told => isTold(entry, reading) && only(entry) && !isSaid(entry, entries),
    )
    if (told.length > 0) toldTicks.push({ tick: tick.tick, phase, told })
  }
  if (toldTicks.length > 0) yield whole()
}

function isTold(entry: TickEntry, { prompts = false }: Telling): entry is Told {
  switch (entry.kind) {
    case 'fact-shown':
    case 'decision-asked':
      return false
    case 'observation-shown':
    case 'model-called':
    case 'consent-answered':
    case 'human-answered':
      return prompts
    default:
      return true
  }
}

/** True for a decision that is nothing but the words of a message: they are told as what they are, once. */
function isSaid(entry: TickEntry, entries: readonly TickEntry[]): boolean {
  if (entry.kind !== 'decision-taken' || typeof entry.value !== 'string') return false
  if (entry.status !== 'valid' || entry.displayed !== null) return false
  const words = entry.value.trim()
  return entries.some(
    (one) => one.kind === 'message-sent' && one.from === entry.of && one.text.trim() === words,
  )
}

function sourceNameOf({ imported, parameters }: Plan, round: number | null): string | null {
  const { sourceRounds } = parameters
  if (imported === undefined || round === null || !Array.isArray(sourceRounds)) return null
  const name: unknown = sourceRounds[round - 1]
  return typeof name === 'string' && name !== String(round) ? name : null
}
