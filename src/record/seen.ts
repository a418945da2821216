/** What a participant may know: the one place where the information boundary is drawn. */
import type { Json } from '../base/canonical-json.ts'
import { assertNever } from '../base/assert-never.ts'
import type { TickEntry } from './entry.ts'
import type { DecisionDefaulted, DecisionTaken } from './decision-entries.ts'
import type { ParticipantId } from './ids.ts'
import type { MessageSent } from './play-entries.ts'
import { isProbeAsk } from './probe.ts'

/** True when the participant may know of the entry. Everything that an agent is handed has passed here. */
export function isSeenBy(entry: TickEntry, participant: ParticipantId): boolean {
  switch (entry.kind) {
    case 'fact-shown':
    case 'payoff-awarded':
      return entry.to === participant
    case 'observation-shown':
      return entry.to === participant && !isProbeAsk(entry.ask)
    case 'message-sent':
      return entry.audience.includes(participant)
    case 'decision-asked':
    case 'decision-taken':
    case 'decision-defaulted':
    case 'consent-answered':
    case 'human-answered':
      return entry.of === participant
    case 'model-called':
      // Samples are replies that its model might have given, and did not.
      return entry.of === participant && entry.sample === undefined && !isProbeAsk(entry.ask)
    case 'chance-drawn':
    case 'probability-estimated':
    // What is done to a participant, and what it is asked beside the play, is no part of what it knows.
    case 'intervention-applied':
    case 'participant-crashed':
    case 'participant-removed':
    case 'participant-returned':
    case 'probe-asked':
    case 'probe-answered':
      return false
    default:
      return assertNever(entry)
  }
}

/** A message as it is heard, and the tick in which it was said. Nobody hears that it was planted. */
export interface Heard extends Omit<MessageSent, 'planted'> {
  readonly tick: number
}

function heard({ planted: _, ...message }: MessageSent, tick: number): Heard {
  return { ...message, tick }
}

/** One participant's cut of the record so far, kept up as the record grows. Read-only for everyone but the kernel. */
export class Seen {
  readonly participant: ParticipantId
  readonly messages: Heard[] = []
  readonly decisions: (DecisionTaken | DecisionDefaulted)[] = []
  #earnings = 0
  readonly #facts = new Map<string, Json[]>()

  constructor(participant: ParticipantId) {
    this.participant = participant
  }

  /** The sum of the payoffs awarded to this participant so far. */
  get earnings(): number {
    return this.#earnings
  }

  /** The data shown to this participant under a name, in order. The list grows as the run goes on. */
  facts<T extends Json = Json>(name: string): readonly T[] {
    return (this.#facts.get(name) ?? NOTHING) as readonly T[]
  }

  /** Takes in one entry of a tick, if this participant may know of it. */
  add(entry: TickEntry, tick = 0): void {
    if (!isSeenBy(entry, this.participant)) return
    switch (entry.kind) {
      case 'fact-shown': {
        const list = this.#facts.get(entry.name)
        if (list === undefined) this.#facts.set(entry.name, [entry.data])
        else list.push(entry.data)
        return
      }
      case 'message-sent':
        this.messages.push(heard(entry, tick))
        return
      case 'decision-taken':
      case 'decision-defaulted':
        this.decisions.push(entry)
        return
      case 'payoff-awarded':
        this.#earnings += entry.points
        return
      default:
        return
    }
  }
}

const NOTHING: readonly Json[] = []
