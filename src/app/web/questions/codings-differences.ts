/** Asked of the codings of a record: units on which coders differ, and what everybody said of one. */
import { UnknownNameError } from '../../../base/errors.ts'
import type { UnitCut } from '../../../record/coding-entries.ts'
import type { RunId } from '../../../record/ids.ts'
import { nameOf } from '../../../record/names.ts'
import { unitsOf } from '../../../study/coding/cut-units.ts'
import { isTakenBack } from '../../../study/coding/hand/unanswered.ts'
import { runWorldOf } from '../../../study/coding/run-world.ts'
import {
  differencesOf,
  type CodingDetail,
  type DifferenceFilter,
  type Differences,
  type UnitDetail,
} from '../../../study/viewing/codings/coding-differences.ts'
import { hasManyCodings, keptByLedger } from './codings-kept.ts'
import type { Opened } from '../records.ts'
import { bookAt, booksOf, thirdsOf, type RecordedBook } from './codings.ts'
import type { Question } from './question.ts'

/** More are not told at once: a filter finds the others. */
const MOST_ROWS = 2000
/** Units that a static site tells in full. */
const MOST_UNITS = 500

/** `code`, `a`, `b` of the query restrict it. */
export const codingDifferences: Question = {
  path: 'codings/:book/differences',
  takesSeconds: hasManyCodings,
  answer(record, given, query) {
    const { code, a, b } = query
    return differences(record, bookAt(record, given['book']), { code, a, b })
  },
  *instances(record) {
    for (const { key } of booksOf(record)) yield { book: key }
  },
}

export const codedUnit: Question = {
  path: 'codings/:book/units/:unit',
  takesSeconds: hasManyCodings,
  answer: (record, given) => detailOf(record, bookAt(record, given['book']), given['unit'] ?? ''),
  *instances(record) {
    for (const book of booksOf(record)) {
      const units = new Set(differences(record, book, {}).rows.map(({ unit }) => unit))
      for (const unit of [...units].slice(0, MOST_UNITS)) yield { book: book.key, unit }
    }
  },
}

function differences(
  record: Opened,
  { key, codebook }: RecordedBook,
  filter: DifferenceFilter,
): Differences {
  return keptByLedger(record, JSON.stringify(['differences', key, filter]), () =>
    differencesOf(
      {
        codings: record.ledger.codings({ codebook: codebook.hash }),
        units: unitsOfLedger(record).values(),
        thirds: thirdsOf(record, codebook),
        most: MOST_ROWS,
      },
      filter,
    ),
  )
}

function unitsOfLedger(record: Opened): ReadonlyMap<string, UnitCut> {
  return keptByLedger(
    record,
    'units',
    () => new Map([...record.ledger.units()].map((one) => [one.unit, one])),
  )
}

function detailOf(record: Opened, { codebook: { hash } }: RecordedBook, id: string): UnitDetail {
  const { store, ledger } = record
  const cut = unitsOfLedger(record).get(id)
  const summary = cut && store.run(cut.run as RunId)
  if (cut === undefined || summary === undefined)
    throw new UnknownNameError('unit', id, [], 'Units are told by the page.')
  const world = runWorldOf(summary, store.ticks(summary.runId))
  const unit = unitsOf(world, [cut.unitKind]).find((one) => one.id === id)
  const kinds = new Map(ledger.coders().map(({ name, coderKind }) => [name, coderKind]))
  const raw = [...ledger.codings({ codebook: hash, units: [id] })].filter(
    (coded) => !isTakenBack(coded),
  )
  return {
    unit: id,
    kind: cut.unitKind,
    run: cut.run,
    treatment: summary.plan.treatment,
    tick: cut.tick,
    seq: cut.seq,
    speaker: cut.participant === null ? null : nameOf(cut.participant, world.names),
    text: unit?.text ?? '',
    codings: [
      ...raw.map((coded): CodingDetail => ({
        coder: coded.coder,
        kind: kinds.get(coded.coder) ?? 'human',
        code: coded.code,
        value: coded.value,
        why: coded.why,
        note: coded.rationale,
        confidence: coded.confidence,
        spans: coded.spans.map(({ start, end }) => ({ start, end })),
        version: coded.version,
      })),
      ...settledOf(record, hash, cut.run, id),
    ],
  }
}

/** What adjudications settle of a unit, worked out where they always are. */
function settledOf(
  { tables, ledger }: Opened,
  hash: string,
  run: string,
  unit: string,
): CodingDetail[] {
  const names = new Set(
    ledger.adjudications().flatMap((one) => (one.codebook === hash ? [one.name] : [])),
  )
  if (names.size === 0) return []
  const columns = ['coder', 'code', 'value', 'why', 'rationale']
  return [...tables.rows('codings', { runId: run, columns, where: { settled: 1, unit } })]
    .filter(({ coder }) => names.has(String(coder)))
    .map(({ coder, code, value, why, rationale }): CodingDetail => ({
      coder: String(coder),
      kind: 'settled',
      code: String(code),
      value: value ?? null,
      why: why === null || why === undefined ? null : String(why),
      note: rationale === null || rationale === undefined ? null : String(rationale),
      confidence: null,
      spans: [],
      version: null,
    }))
}
