/** Brings the codings of a project back to the units of the record. */
import { BadInputError } from '../../base/errors.ts'
import type { RunSummary, Store } from '../../io/store/store.ts'
import type { RunId } from '../../record/ids.ts'
import { pointsOf } from './points.ts'
import { foreignOffsets, type ForeignOffsets } from './foreign-text.ts'
import { layOut, type LaidSource } from './lay-out.ts'
import type { MatchedCode } from './match-codes.ts'
import type { FoundSource, OwnSource } from './match-sources.ts'
import type { Place } from './places.ts'
import type { QdeCoding, QdeProject, QdeSelection, QdeText } from './qde.ts'
import { unitsAt, type NoUnit, type UnitsAt } from './units-at.ts'
import type { Unit } from '../coding/unit.ts'

/** A coding that found its unit; what one coder marked in several pieces is several of these. */
export interface PlacedCoding {
  readonly unit: Unit
  readonly matched: MatchedCode
  readonly coding: QdeCoding
  /** Null where the whole unit is marked. */
  readonly span: Place | null
}

/** A coding that belongs nowhere, with the words it was put to. */
export interface UnplacedCoding {
  readonly coding: QdeCoding
  readonly source: string
  readonly reason: string
  readonly words: string
}

export interface PlacedProject {
  readonly placed: readonly PlacedCoding[]
  readonly unplaced: readonly UnplacedCoding[]
  /** Runs of which the project has a source. */
  readonly runs: readonly RunId[]
  /** How offsets were counted where it is not as the standard says: source → words. */
  readonly countings: ReadonlyMap<string, string>
  /** Sources in which nothing is coded and that are none of ours. */
  readonly strangers: number
}

export interface Placing {
  /** The file and what is in it, for complaints. */
  readonly place: string
  readonly store: Pick<Store, 'runs' | 'ticks'>
  /** Null where the project has no text for a source. */
  readonly textOf: (source: QdeText) => string | null
  readonly find: (source: QdeText, text: string) => FoundSource
  readonly matchedOf: (coding: QdeCoding) => MatchedCode
}

/** @throws BadInputError where a coded source has no text, or a selection is beyond its text. */
export function placeCodings(project: QdeProject, placing: Placing): PlacedProject {
  const placed: PlacedCoding[] = []
  const unplaced: UnplacedCoding[] = []
  const countings = new Map<string, string>()
  const byRun = new Map<RunId, { source: QdeText; text: string; own: OwnSource }[]>()
  let strangers = 0
  for (const source of project.sources) {
    const text = textOfSource(source, placing)
    const found = text === null ? 'unknown' : placing.find(source, text)
    if (typeof found === 'object' && text !== null) {
      const group = byRun.get(found.run) ?? []
      byRun.set(found.run, group)
      group.push({ source, text, own: found })
    } else if (!isCoded(source)) strangers++
    else if (typeof found === 'string')
      for (const one of lost(source, text ?? '', WHY[found])) unplaced.push(one)
  }
  for (const run of placing.store.runs()) {
    const group = byRun.get(run.runId)
    if (group === undefined) continue
    const laid = layOut(run, placing.store.ticks(run.runId))
    const units = unitsAt(laid)
    for (const { source, text, own } of group) {
      const its = laid.sources.find(({ channel }) => channel === own.channel)
      if (its === undefined || !isCoded(source)) continue
      const offsets = offsetsOf(project, source, text, its)
      if (offsets.counting !== null) countings.set(source.name, offsets.counting)
      const one = { source, its, units, run, offsets, placing, placed, unplaced }
      for (const selection of source.selections) placeSelection(selection, one)
      for (const coding of source.codings) placeWhole(coding, one)
    }
  }
  return { placed, unplaced, runs: [...byRun.keys()], countings, strangers }
}

const WHY = {
  unknown: 'its source is none of this record',
  changed: 'the text of its source was changed: offsets in it mean nothing here',
  several: 'several sources of the record read alike, and neither GUID nor name tells which it is',
} as const

const NO_UNIT: Readonly<Record<NoUnit, string>> = {
  nothing: 'the selection is empty: no words are marked',
  heading: 'the words are a heading, and no unit',
  'no-unit': 'nobody who is coded said or decided this: a notice, news, planted words',
  'not-ended': 'the run has not ended, and has no units yet',
}

function isCoded({ selections, codings }: QdeText): boolean {
  return codings.length > 0 || selections.some((one) => one.codings.length > 0)
}

function textOfSource(source: QdeText, { place, textOf }: Placing): string | null {
  const text = textOf(source)
  if (text === null && isCoded(source))
    throw new BadInputError(
      `${place}:${source.line}: <TextSource ${source.guid}> "${source.name}" is coded and has no plain text${source.path === null ? '' : `: ${source.path} is not in the archive`}. Export the project again, with its sources.`,
    )
  return text
}

function lost(
  { name, selections, codings }: QdeText,
  text: string,
  reason: string,
): UnplacedCoding[] {
  const points = pointsOf(text)
  return [
    ...selections.flatMap(({ start, end, codings: own }) =>
      own.map((coding) => ({ coding, source: name, reason, words: points.slice(start, end) })),
    ),
    ...codings.map((coding) => ({ coding, source: name, reason, words: '' })),
  ]
}

function offsetsOf(
  { origin }: QdeProject,
  { selections, uncoded }: QdeText,
  text: string,
  { lines }: LaidSource,
): ForeignOffsets {
  const known = new Set(
    lines.flatMap(({ start, words, end }) => [`${words}:${end}`, `${start}:${end}`]),
  )
  return foreignOffsets(text, origin, [...selections, ...uncoded], known)
}

interface InSource {
  readonly source: QdeText
  readonly its: LaidSource
  readonly units: UnitsAt
  readonly run: RunSummary
  readonly offsets: ForeignOffsets
  readonly placing: Placing
  readonly placed: PlacedCoding[]
  readonly unplaced: UnplacedCoding[]
}

function placeSelection(selection: QdeSelection, one: InSource): void {
  const { codings, start, end, guid, line } = selection
  if (codings.length === 0) return
  const { source, its, units, offsets, placing, placed, unplaced } = one
  const marked = { start: offsets.at(start), end: offsets.at(end) }
  if (marked.start === null || marked.end === null)
    throw new BadInputError(
      `${placing.place}:${line}: <PlainTextSelection ${guid}> goes from ${start} to ${end}, and the text of "${source.name}" ends before that. Export the project again.`,
    )
  const place = { start: marked.start, end: marked.end }
  for (const coding of codings) {
    const matched = placing.matchedOf(coding)
    const found = units.at(matched.code.unit, its, place)
    if (typeof found === 'string') {
      const words = pointsOf(its.text).slice(place.start, place.end)
      unplaced.push({ coding, source: source.name, reason: NO_UNIT[found], words })
    } else
      for (const { placed: unit, span } of found)
        placed.push({ unit: unit.unit, matched, coding, span })
  }
}

/** A coding of a whole source is one of the run, where the code is put to runs. */
function placeWhole(
  coding: QdeCoding,
  { source, units, placing, placed, unplaced }: InSource,
): void {
  const matched = placing.matchedOf(coding)
  const [unit] = units.units('run')
  if (matched.code.unit === 'run' && unit !== undefined)
    placed.push({ unit: unit.unit, matched, coding, span: null })
  else
    unplaced.push({
      coding,
      source: source.name,
      reason: `the whole source is coded, and the code is put to a ${matched.code.unit}`,
      words: '',
    })
}
