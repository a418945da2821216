/** What a scenario may wish for. Effects are data; the kernel carries them out, in order. */
import type { Json } from '../../base/canonical-json.ts'
import type { Ask, AnswerForm } from '../../record/ask.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type {
  ChanceDrawn,
  FactShown,
  MessageSent,
  PayoffAwarded,
} from '../../record/play-entries.ts'
import type { ParticipantRemoved, ParticipantReturned } from '../../record/presence-entries.ts'

/** An ask opens the next tick; every other effect is an entry, written in the tick whose decisions caused it. */
export type Effect =
  | ({ readonly kind: 'ask' } & Ask)
  | FactShown
  | MessageSent
  | PayoffAwarded
  | ChanceDrawn
  | ParticipantRemoved
  | ParticipantReturned

/** Asks a participant for a decision. All asks of one step are answered at once: none sees another's answer. */
export function ask(of: ParticipantId, name: string, form: AnswerForm): Effect {
  return { kind: 'ask', of, name, form }
}

/** Lets one participant know something, as typed data. */
export function show(to: ParticipantId, name: string, data: Json): FactShown {
  return { kind: 'fact-shown', to, name, data }
}

/** Awards points; negative points are a cost. */
export function pay(to: ParticipantId, points: number): PayoffAwarded {
  return { kind: 'payoff-awarded', to, points }
}

/** Delivers words to an audience, which includes the speaker. */
export function say(message: Omit<MessageSent, 'kind'>): MessageSent {
  return { kind: 'message-sent', ...message }
}

/** Records that the rules let somebody take no further part. That it is asked no more is the scenario's own doing. */
export function remove(of: ParticipantId, why: string): ParticipantRemoved {
  return { kind: 'participant-removed', of, why }
}

/** Records that the rules let somebody in again. */
export function readmit(of: ParticipantId, why: string): ParticipantReturned {
  return { kind: 'participant-returned', of, why }
}

/** Records what chance did. The draw itself comes from the run's streams. */
export function chance(stream: string, of: ParticipantId | null, value: Json): ChanceDrawn {
  return { kind: 'chance-drawn', stream, of, value }
}
