/** What participants themselves said and decided: the only things that are coded. */
import type { DecisionDefaulted, DecisionTaken } from '../../record/decision-entries.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { MessageSent } from '../../record/play-entries.ts'
import type { PlacedDecision, PlacedMessage, RunWorld } from './run-world.ts'
import type { UnitDecision, UnitLine } from './unit.ts'

/** A message that its participant said itself and on the record: no brief, no news, no notice, nothing planted. */
export type OwnMessage = PlacedMessage & {
  readonly entry: MessageSent & { readonly from: ParticipantId }
}

export function isOwnMessage(message: PlacedMessage): message is OwnMessage {
  const { from, notice, planted, onRecord } = message.entry
  return from !== null && notice !== true && planted !== true && onRecord
}

/** Decisions that their participant made itself (valid, reasked, passed), without those that are nothing but the words of a message: those words are coded once. */
export function ownDecisions({ decisions, messages }: RunWorld): readonly PlacedDecision[] {
  const said = new Set(
    messages.filter(isOwnMessage).map(({ tick, entry }) => key(tick, entry.from, entry.text)),
  )
  return decisions.filter(({ tick, entry }) => {
    if (entry.kind === 'decision-defaulted' || entry.status === 'planted') return false
    const { value, displayed, of } = entry
    return typeof value !== 'string' || displayed !== null || !said.has(key(tick, of, value))
  })
}

function key(tick: number, participant: ParticipantId, words: string): string {
  return `${tick} ${participant} ${words.trim()}`
}

/** The line of a message. */
export function messageLine({ entry }: PlacedMessage): UnitLine {
  return { participant: entry.from, text: entry.text, kind: 'message' }
}

/** The line of a decision: `choice: cooperate`, `send: 5`, `speak: nothing (a pass)`. The option is told by its own name, not by the label that it was shown under. */
export function decisionLine({ entry }: PlacedDecision): UnitLine {
  const { of, ask, value } = entry
  const words = value === null ? 'nothing (a pass)' : String(value)
  return { participant: of, text: `${ask}: ${words}`, kind: 'decision' }
}

/** What a unit says of its decision. */
export function unitDecision(
  { ask, value, of }: DecisionTaken | DecisionDefaulted,
  { plan }: RunWorld,
): UnitDecision {
  const role = plan.seats.find(({ participant }) => participant === of)?.role ?? ''
  return { ask, value, role }
}
