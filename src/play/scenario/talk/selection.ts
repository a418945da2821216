/** Selection rules: which of the messages that were said in one turn are delivered, and to whom of those who might hear them. */
import type { ParticipantId } from '../../../record/ids.ts'
import { shuffled, type Draw } from '../groups/draw.ts'
import { mentionsIn } from '../../../record/mentions.ts'

/** Words that somebody has said, before they are heard. */
export interface Said {
  readonly from: ParticipantId
  readonly text: string
  /** Who may hear them; the speaker among them. */
  readonly audience: readonly ParticipantId[]
}

/** What is delivered of what was said. No rule adds anybody to an audience. */
export type Selection = (said: readonly Said[]) => readonly Said[]

/** Everything, also messages without words. */
export const deliverAll: Selection = (said) => said

/** Messages that hold anything but white space. */
export const deliverNonEmpty: Selection = (said) => said.filter(({ text }) => text.trim() !== '')

/** A message that names somebody is delivered to those whom it names; one that names nobody, to all who may hear it. */
export function deliverToAddressed(names: Readonly<Record<ParticipantId, string>>): Selection {
  const list = Object.values(names)
  return (said) =>
    said.map((one) => {
      const named = mentionsIn(one.text, list)
      const audience = one.audience.filter(
        (listener) => listener === one.from || named.includes(names[listener] ?? ''),
      )
      return named.length === 0 ? one : { ...one, audience }
    })
}

/** At most so many messages of a turn, drawn from a stream; they stay in their order. */
export function deliverAtMost(most: number, draw: Draw, stream: string): Selection {
  return (said) => {
    if (said.length <= most) return said
    const kept = shuffled(said, draw, stream, 0).slice(0, most)
    return said.filter((one) => kept.includes(one))
  }
}
