/** Where units stand in the laid-out sources of their run: of a unit's text in the sources, and of a stretch of a source in a unit's text. */
import { calledBy, textParts } from '../coding/unit-text.ts'
import type { Unit } from '../coding/unit.ts'
import { codePoints } from '../coding/code-points.ts'
import type { LaidLine, LaidRun, LaidSource } from './lay-out.ts'
import { laidOffset, recordedOffset } from './offsets.ts'

/** A stretch of a text in code points, the end exclusive. */
export interface Place {
  readonly start: number
  readonly end: number
}

/** A line of a unit where it stands. */
interface UnitLinePlace {
  readonly source: LaidSource
  /** Its number among the lines of the source. */
  readonly index: number
  readonly line: LaidLine
}

export interface PlacedUnit {
  readonly unit: Unit
  readonly lines: readonly UnitLinePlace[]
  /** Where its text stands in a source: the words alone of one line, whole lines of several or of one without words. */
  placesIn(source: LaidSource): Place[]
  /** Where words of its text stand. */
  placesOf(span: Place): readonly (Place & { readonly source: LaidSource })[]
  /** The part of its text that a stretch of a source marks; null where it marks no words of it. */
  spanOf(source: LaidSource, place: Place): Place | null
}

/** Finds the lines of units in a run; `breakLength` is that of a line break in code points. */
export function unitPlacer(
  { sources, world }: LaidRun,
  breakLength: number,
): (unit: Unit) => PlacedUnit {
  const bySeq = sources
    .flatMap((source) => source.lines.map((line, index) => ({ source, index, line })))
    .sort((a, b) => a.line.seq - b.line.seq)
  const call = calledBy(world.names)
  return (unit) => {
    const lines = linesOfUnit(unit, bySeq)
    const pieces = lines.length === unit.lines.length ? piecesOf(unit, call) : []
    return {
      unit,
      lines,
      placesIn: (source) => placesIn(source, lines),
      placesOf: (span) => placesOf(span, pieces, lines, breakLength),
      spanOf: (source, place) => spanOf(source, place, pieces, lines, breakLength),
    }
  }
}

/** A unit knows its lines by what they say, in order: the next line of the run that says it is that one. */
function linesOfUnit(unit: Unit, bySeq: readonly UnitLinePlace[]): UnitLinePlace[] {
  const found: UnitLinePlace[] = []
  for (let i = firstFrom(bySeq, unit.seq); i < bySeq.length; i++) {
    const place = bySeq[i] as UnitLinePlace
    const wanted = unit.lines[found.length]
    if (wanted === undefined || place.line.seq > unit.lastSeq) break
    const { participant, kind, recorded } = place.line
    const isOfChannel =
      kind === 'decision' || unit.kind === 'run' || place.source.channel === unit.channel
    if (
      isOfChannel &&
      participant === wanted.participant &&
      kind === wanted.kind &&
      recorded === wanted.text
    )
      found.push(place)
  }
  return found
}

function firstFrom(bySeq: readonly UnitLinePlace[], seq: number): number {
  let [low, high] = [0, bySeq.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((bySeq[middle] as UnitLinePlace).line.seq < seq) low = middle + 1
    else high = middle
  }
  return low
}

function placesIn(source: LaidSource, lines: readonly UnitLinePlace[]): Place[] {
  const own = lines.filter((one) => one.source === source)
  const [only] = own
  if (only !== undefined && lines.length === 1) {
    const { start, words, end } = only.line
    // Who said nothing is shown by the name.
    return [{ start: end > words ? words : start, end }]
  }
  const places: { start: number; end: number; next: number }[] = []
  for (const { line, index } of own) {
    const last = places.at(-1)
    if (last?.next === index) {
      last.end = line.end
      last.next++
    } else places.push({ start: line.start, end: line.end, next: index + 1 })
  }
  return places.map(({ start, end }) => ({ start, end }))
}

/** A stretch of a unit's text: words of a line from `said` on, or a name and what stands between. Offsets in code points. */
interface Piece {
  readonly start: number
  readonly length: number
  readonly line: number
  readonly isWords: boolean
  readonly said: number
}

function piecesOf(unit: Unit, call: Parameters<typeof textParts>[1]): Piece[] {
  const said = unit.lines.map(() => 0)
  let start = 0
  return textParts(unit.lines, call).map(({ kind, line, text }) => {
    const length = codePoints(text)
    const piece = { start, length, line, isWords: kind === 'words', said: said[line] ?? 0 }
    start += length
    if (piece.isWords) said[line] = piece.said + length
    return piece
  })
}

function placesOf(
  span: Place,
  pieces: readonly Piece[],
  lines: readonly UnitLinePlace[],
  breakLength: number,
): (Place & { source: LaidSource })[] {
  const places: { source: LaidSource; index: number; start: number; end: number }[] = []
  for (const { start, length, line, isWords, said } of pieces) {
    const from = Math.max(span.start, start)
    const to = Math.min(span.end, start + length)
    const place = lines[line]
    if (!isWords || to <= from || place === undefined) continue
    const { recorded, words } = place.line
    const laid = (offset: number): number =>
      words + laidOffset(recorded, offset - start + said, breakLength)
    const [first, end] = [laid(from), laid(to)]
    if (end <= first) continue
    const last = places.at(-1)
    // Words that go on in the next line of the same source are one selection.
    const goesOn =
      last?.source === place.source && place.index - last.index <= 1 && place.index >= last.index
    if (goesOn && last !== undefined) {
      last.end = end
      last.index = place.index
    } else places.push({ source: place.source, index: place.index, start: first, end })
  }
  return places.map(({ source, start, end }) => ({ source, start, end }))
}

function spanOf(
  source: LaidSource,
  place: Place,
  pieces: readonly Piece[],
  lines: readonly UnitLinePlace[],
  breakLength: number,
): Place | null {
  let start: number | null = null
  let end: number | null = null
  for (const piece of pieces) {
    const its = lines[piece.line]
    if (!piece.isWords || its === undefined || its.source !== source) continue
    const { recorded, words } = its.line
    const from = recordedOffset(recorded, Math.max(0, place.start - words), breakLength)
    const to = recordedOffset(recorded, Math.max(0, place.end - words), breakLength)
    const first = Math.max(from, piece.said)
    const last = Math.min(to, piece.said + piece.length)
    if (last <= first) continue
    start ??= piece.start + first - piece.said
    end = piece.start + last - piece.said
  }
  return start === null || end === null ? null : { start, end }
}
