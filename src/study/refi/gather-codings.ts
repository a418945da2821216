/** Makes of the placed codings of a project what each coder gives: one coding for each unit and code, with all the words that were marked. */
import type { Span } from '../../record/coding-entries.ts'
import type { GivenCoding } from '../coding/hand/changes.ts'
import type { Unit } from '../coding/unit.ts'
import { pointsOf } from './points.ts'
import { readNote } from './notes.ts'
import type { PlacedCoding, UnplacedCoding } from './place-codings.ts'
import type { Place } from './places.ts'

/** Whose coding it is; `people` only are taken over. */
export interface Coder {
  readonly name: string
  readonly isPerson: boolean
}

export interface Gathered {
  /** By the codebook's hash. */
  readonly given: ReadonlyMap<string, readonly GivenCoding[]>
  readonly units: ReadonlyMap<string, Unit>
  /** Codings of rules, judges and adjudications that are as we exported them. */
  readonly ours: number
  readonly unplaced: readonly UnplacedCoding[]
}

export interface Gathering {
  readonly coderOf: (placed: PlacedCoding) => Coder
  readonly noteOf: (guid: string) => string | null
  /** True for a coding that the record has of a rule, a judge or an adjudication. */
  readonly isOurs: (
    codebook: string,
    coder: string,
    code: string,
    unit: string,
    value: string | number,
  ) => boolean
}

interface Group {
  readonly first: PlacedCoding
  readonly coder: string
  readonly spans: Place[]
  isWhole: boolean
  readonly notes: Set<string>
}

export function gatherCodings(
  placed: readonly PlacedCoding[],
  { coderOf, noteOf, isOurs }: Gathering,
): Gathered {
  const groups = new Map<string, Group>()
  const units = new Map<string, Unit>()
  const unplaced: UnplacedCoding[] = []
  let ours = 0
  for (const one of placed) {
    const { unit, matched, coding, span } = one
    const { codebook, code, value } = matched
    const coder = coderOf(one)
    if (!coder.isPerson) {
      if (isOurs(codebook.hash, coder.name, code.code, unit.id, value)) ours++
      else unplaced.push(unplacedOf(one, `${coder.name} is no person, and said no such thing here`))
      continue
    }
    const key = JSON.stringify([codebook.hash, unit.id, code.code, coder.name])
    const group = groups.get(key)
    if (group !== undefined && group.first.matched.value !== value) {
      unplaced.push(
        unplacedOf(
          one,
          `the unit is coded ${String(group.first.matched.value)} for ${code.code} already`,
        ),
      )
      continue
    }
    const its = group ?? {
      first: one,
      coder: coder.name,
      spans: [],
      isWhole: false,
      notes: new Set(),
    }
    groups.set(key, its)
    units.set(unit.id, unit)
    if (span === null) its.isWhole = true
    else its.spans.push(span)
    for (const guid of coding.notes) its.notes.add(noteOf(guid) ?? '')
  }
  const given = new Map<string, GivenCoding[]>()
  for (const group of groups.values()) {
    const { hash } = group.first.matched.codebook
    const list = given.get(hash) ?? []
    given.set(hash, list)
    list.push(givenOf(group))
  }
  return { given, units, ours, unplaced }
}

function givenOf({ first, coder, spans, isWhole, notes }: Group): GivenCoding {
  const { unit, matched } = first
  const { code, value } = matched
  const words = [...notes].filter((note) => note.trim() !== '').join('\n')
  const { rationale, confidence } = words === '' ? {} : readNote(words)
  const points = pointsOf(unit.text)
  const spanned = (span: Place): Span => ({ ...span, quote: points.slice(span.start, span.end) })
  const all = { start: 0, end: points.length }
  const marked = isWhole ? (code.level === 'span' && all.end > 0 ? [all] : []) : merged(spans)
  return {
    unit: unit.id,
    code: code.code,
    coder,
    value,
    rationale,
    confidence,
    spans: marked.map(spanned),
  }
}

/** In order, each once; pieces that overlap are one. Those that only touch stay two. */
function merged(spans: readonly Place[]): Place[] {
  const result: { start: number; end: number }[] = []
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1)
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end)
    else result.push({ start, end })
  }
  return result
}

function unplacedOf({ coding, unit }: PlacedCoding, reason: string): UnplacedCoding {
  return { coding, source: unit.run, reason, words: unit.text }
}
