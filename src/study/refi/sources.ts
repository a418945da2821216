/** One source of a project: its selections with their codings. */
import type { Codebook } from '../coding/codebook.ts'
import type { LaidSource } from './lay-out.ts'
import { noteOf } from './notes.ts'
import type { Place, PlacedUnit } from './places.ts'
import { codeOf, guids, type QdaCoding } from './qda-record.ts'
import { closing, element, opening, textOf } from './xml.ts'

export interface Placing {
  readonly codebooks: readonly Codebook[]
  /** The unit of a coding where it stands; undefined where the run has no such unit. */
  readonly unitOf: (coding: QdaCoding) => PlacedUnit | undefined
  /** Codings that have found their place, in this source or in another of the run. */
  readonly placed: Set<QdaCoding>
}

/** `codings` are those of the run. */
export function* sourceXml(
  run: string,
  source: LaidSource,
  codings: readonly QdaCoding[],
  values: string,
  inFile: boolean,
  placing: Placing,
): Iterable<string> {
  const guid = guids.source(run, source.channel)
  const { parts, whole } = selectionsOf(guid, source, codings, placing)
  yield opening('TextSource', {
    guid,
    name: source.name,
    ...(inFile ? { plainTextPath: `internal://${guid}.txt` } : {}),
  })
  if (!inFile) yield element('PlainTextContent', {}, textOf(source.text))
  for (const { place, inside } of parts) {
    const attributes = {
      guid: guids.selection(guid, place.start, place.end),
      startPosition: place.start,
      endPosition: place.end,
    }
    yield element('PlainTextSelection', attributes, inside)
  }
  yield `${whole}${values}${closing('TextSource')}`
}

interface Part {
  readonly place: Place
  inside: string
}

/** A selection for the words of each participant's line, coded or not, since cases refer to them; and for whatever else is coded. */
function selectionsOf(
  guid: string,
  source: LaidSource,
  codings: readonly QdaCoding[],
  { codebooks, unitOf, placed }: Placing,
): { readonly parts: readonly Part[]; readonly whole: string } {
  const parts = new Map<string, Part>()
  const at = (place: Place): Part => {
    const key = `${place.start}:${place.end}`
    let part = parts.get(key)
    if (part === undefined) parts.set(key, (part = { place, inside: '' }))
    return part
  }
  for (const { participant, words, end } of source.lines)
    if (participant !== null && end > words) at({ start: words, end })
  let whole = ''
  for (const coding of codings) {
    const found = codeOf(codebooks, coding)
    const unit = unitOf(coding)
    if (found === undefined || unit === undefined) continue
    const isMarked = isMarkedWords(coding, found.code.level)
    if (coding.unitKind === 'run' && !isMarked) {
      placed.add(coding)
      whole += codingXml(guid, found.guid, coding)
      continue
    }
    const places = isMarked ? markedIn(source, unit, coding) : unit.placesIn(source)
    for (const place of places) {
      placed.add(coding)
      const selection = guids.selection(guid, place.start, place.end)
      at(place).inside += codingXml(selection, found.guid, coding)
    }
  }
  const inOrder = [...parts.values()].sort(
    (a, b) => a.place.start - b.place.start || a.place.end - b.place.end,
  )
  return { parts: inOrder, whole }
}

/** Words that a person marked, or that a code of spans is about, go out as they were marked; other codings are of the unit. */
function isMarkedWords({ spans, coderKind }: QdaCoding, level: string): boolean {
  return spans.length > 0 && (level === 'span' || coderKind === 'human')
}

function markedIn(source: LaidSource, unit: PlacedUnit, { spans }: QdaCoding): Place[] {
  return spans.flatMap((span) => unit.placesOf(span).filter((place) => place.source === source))
}

function codingXml(place: string, code: string, coding: QdaCoding): string {
  const note = noteOf(coding) === null ? '' : element('NoteRef', { targetGUID: guids.note(coding) })
  return element(
    'Coding',
    {
      guid: guids.coding(place, coding),
      creatingUser: guids.user({ name: coding.coder, kind: coding.coderKind }),
    },
    element('CodeRef', { targetGUID: code }) + note,
  )
}
