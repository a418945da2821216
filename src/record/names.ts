/** What participants are called by those who read a record: as they are known to one another, where they have names. */
import type { TickEntry } from './entry.ts'
import type { ParticipantId } from './ids.ts'
import type { Plan } from './plan.ts'

/** participant → its name; who has none is called by its id. */
export type Names = ReadonlyMap<ParticipantId, string>

/** The names that a plan of an imported run gives, by seat. Other runs tell their names in facts. */
export function namesIn({ imported, parameters, seats }: Plan): Names {
  const { names } = parameters
  if (imported === undefined || !Array.isArray(names)) return new Map()
  return new Map(
    seats.flatMap(({ participant }, i) => {
      const name: unknown = names[i]
      return typeof name === 'string' ? [[participant, name]] : []
    }),
  )
}

/** The names with those that participants are shown: the field `names` of a fact, participant → name. */
export function namesShown(before: Names, entries: readonly TickEntry[]): Names {
  let names = before
  for (const entry of entries) {
    if (entry.kind !== 'fact-shown') continue
    const { data } = entry
    if (typeof data !== 'object' || data === null || !('names' in data)) continue
    const shown: unknown = data.names
    if (typeof shown !== 'object' || shown === null || Array.isArray(shown)) continue
    for (const [participant, name] of Object.entries(shown)) {
      if (typeof name !== 'string' || names.get(participant as ParticipantId) === name) continue
      names = new Map(names).set(participant as ParticipantId, name)
    }
  }
  return names
}

/** What might be taken for somebody else, or for the transcript itself. */
const MISLEADING = /^(?:p\d+|news|announcement|chance|probe\b.*)$/iu

/** What a participant is called where it could be mistaken for nobody: its name, with its id behind it where that is needed. */
export function nameOf(participant: ParticipantId, names: Names): string {
  const name = names.get(participant)
  if (name === undefined || name.trim() === '') return participant
  const folded = name.trim().toLowerCase()
  const isShared = [...names].some(
    ([other, its]) => other !== participant && its.trim().toLowerCase() === folded,
  )
  return isShared || MISLEADING.test(folded) || /[:\[\]|\n]/u.test(name)
    ? `${name} (${participant})`
    : name
}

/** The name with the id behind it, for the list of who took part. */
export function nameAndId(participant: ParticipantId, names: Names): string {
  const name = names.get(participant)
  return name === undefined || name.trim() === '' ? participant : `${name} (${participant})`
}
