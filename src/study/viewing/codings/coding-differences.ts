/** Units on which coders differ: found in the codings, filtered by code and by coders. Pure, so that a static site can do the same. */
import type { CodingValue } from '../../../record/coding-entries.ts'

/** What one coder says; null where it could not tell. */
export interface SaidValue {
  readonly coder: string
  readonly value: CodingValue
}

/** A unit and a code on which at least two coders gave different values. */
export interface Difference {
  readonly unit: string
  readonly code: string
  readonly run: string
  readonly tick: number | null
  readonly seq: number
  readonly said: readonly SaidValue[]
  /** What the third says, where there is one: it does not differ, it decides. */
  readonly decided: readonly SaidValue[]
}

export interface Differences {
  readonly rows: readonly Difference[]
  /** How many there are; more than `rows` where they are cut off. */
  readonly of: number
  /** Units and codes that at least two coders gave a value. */
  readonly compared: number
}

export interface DifferenceFilter {
  readonly code?: string | undefined
  /** Between these two, or of this one with anybody. */
  readonly a?: string | undefined
  readonly b?: string | undefined
}

/** Codings and units as the ledger has them. */
export interface DifferenceSource {
  readonly codings: Iterable<{
    readonly unit: string
    readonly code: string
    readonly coder: string
    readonly value: CodingValue
  }>
  readonly units: Iterable<{
    readonly unit: string
    readonly run: string
    readonly tick: number | null
    readonly seq: number
  }>
  /** Coders who decide between others. */
  readonly thirds: ReadonlySet<string>
  readonly most: number
}

/** In the order of the record. */
export function differencesOf(
  source: DifferenceSource,
  filter: DifferenceFilter = {},
): Differences {
  const { codings, units, thirds, most } = source
  const places = new Map([...units].map((one, i) => [one.unit, { ...one, place: i }]))
  const found: (Difference & { readonly place: number })[] = []
  let compared = 0
  for (const [unit, codes] of byUnit(codings)) {
    const at = places.get(unit)
    if (at === undefined) continue
    for (const [code, all] of codes) {
      if (filter.code !== undefined && filter.code !== code) continue
      const said = all.filter(({ coder }) => !thirds.has(coder))
      if (!isCompared(said, filter)) continue
      compared++
      if (!isDifferent(said, filter)) continue
      const { run, tick, seq, place } = at
      const decided = all.filter(({ coder }) => thirds.has(coder))
      found.push({ unit, code, run, tick, seq, said, decided, place })
    }
  }
  const ordered = found.sort((x, y) => x.place - y.place)
  return {
    rows: ordered.slice(0, most).map(({ place: _, ...row }) => row),
    of: ordered.length,
    compared,
  }
}

function byUnit(codings: DifferenceSource['codings']): Map<string, Map<string, SaidValue[]>> {
  const units = new Map<string, Map<string, SaidValue[]>>()
  for (const { unit, code, coder, value } of codings) {
    let codes = units.get(unit)
    if (codes === undefined) units.set(unit, (codes = new Map<string, SaidValue[]>()))
    const said = codes.get(code)
    if (said === undefined) codes.set(code, [{ coder, value }])
    else said.push({ coder, value })
  }
  return units
}

/** Those that the filter is about. */
function wanted(said: readonly SaidValue[], { a, b }: DifferenceFilter): readonly SaidValue[] {
  const values = said.filter(({ value }) => value !== null)
  if (a !== undefined && b !== undefined)
    return values.filter(({ coder }) => coder === a || coder === b)
  const one = a ?? b
  return one === undefined || values.some(({ coder }) => coder === one) ? values : []
}

function isCompared(said: readonly SaidValue[], filter: DifferenceFilter): boolean {
  return wanted(said, filter).length > 1
}

/** Whether it is one of those that a filter asks for: of one coder, where that one differs from anybody. */
export function isDifferent(said: readonly SaidValue[], filter: DifferenceFilter): boolean {
  const values = wanted(said, filter)
  const one = (filter.a === undefined) !== (filter.b === undefined) ? (filter.a ?? filter.b) : null
  const own = values.find(({ coder }) => coder === one)
  const first = own ?? values[0]
  return values.some(({ value }) => value !== first?.value)
}

/** One coding of a unit, with everything that its coder gave. */
export interface CodingDetail {
  readonly coder: string
  readonly kind: 'rule' | 'judge' | 'human' | 'settled'
  readonly code: string
  readonly value: CodingValue
  readonly why: string | null
  readonly note: string | null
  readonly confidence: number | null
  /** Unicode code points of the unit's text. */
  readonly spans: readonly { readonly start: number; readonly end: number }[]
  /** More than 1 where it was corrected; null of what is settled. */
  readonly version: number | null
}

/** A unit with what everybody said of it. */
export interface UnitDetail {
  readonly unit: string
  readonly kind: string
  readonly run: string
  readonly treatment: string
  readonly tick: number | null
  readonly seq: number
  /** As the others called it; null where it is of several. */
  readonly speaker: string | null
  readonly text: string
  readonly codings: readonly CodingDetail[]
}
