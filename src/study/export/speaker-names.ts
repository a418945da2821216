/** What participants are called in files whose readers find speakers by name. */
import { sanitiseLine } from '../../base/sanitise.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import { nameOf, type Names } from '../../record/names.ts'

/** MAXQDA takes what stands before a colon for a speaker only where it is this long at most, in characters. */
export const SPEAKER_LENGTH = 63

const ENDS_WITH_ID = /\(p\d+\)$/iu

/** The names of all seats: without colons, no longer than `SPEAKER_LENGTH`, each different from all others whatever their case. */
export function speakerNames({ seats }: Plan, names: Names): ReadonlyMap<ParticipantId, string> {
  const plain = seats.map(({ participant }) => ({
    participant,
    name: speakerName(nameOf(participant, names)),
  }))
  const count = new Map<string, number>()
  for (const { name } of plain) count.set(folded(name), (count.get(folded(name)) ?? 0) + 1)
  return new Map(
    plain.map(({ participant, name }) => {
      const isClear =
        count.get(folded(name)) === 1 && name.length <= SPEAKER_LENGTH && !ENDS_WITH_ID.test(name)
      // Whatever ends with an id ends with its own: so no two are alike.
      return [participant, isClear ? name : withId(name, participant)]
    }),
  )
}

function withId(name: string, participant: ParticipantId): string {
  const id = ` (${participant})`
  const bare = name.endsWith(id) ? name.slice(0, -id.length) : name
  return `${shorter(bare, SPEAKER_LENGTH - id.length).trim()}${id}`
}

function speakerName(name: string): string {
  const line = sanitiseLine(name.replaceAll(/\s+/gu, ' ').trim())
  return line.replaceAll(/[:\uff1a]/gu, '∶')
}

/** Cut between characters, never within one. */
function shorter(words: string, most: number): string {
  if (words.length <= most) return words
  let cut = ''
  for (const { segment } of new Intl.Segmenter('en').segment(words)) {
    if (cut.length + segment.length > most) break
    cut += segment
  }
  return cut
}

function folded(name: string): string {
  return name.toLowerCase()
}
