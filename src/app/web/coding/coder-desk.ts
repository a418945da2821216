/** One coder's work at the server: what the page is told, and the way of its answers into the ledger. */
import { BadInputError } from '../../../base/errors.ts'
import { sha256 } from '../../../base/hash.ts'
import type { Ledger } from '../../../io/store/ledger.ts'
import type { UnitCoded } from '../../../record/coding-entries.ts'
import type { Codebook, CodebookCode } from '../../../study/coding/codebook.ts'
import type { GivenCoding } from '../../../study/coding/hand/changes.ts'
import { codesForPeople } from '../../../study/coding/hand/sheet.ts'
import { CANNOT_TELL, isTakenBack, TAKEN_BACK } from '../../../study/coding/hand/unanswered.ts'
import {
  OPEN,
  type AnswerReply,
  type Cell,
  type CodingTask,
  type StandingCell,
  type TaskCode,
  type TaskUnit,
  type WaitingCell,
} from '../../../study/viewing/coder/coding-task.ts'
import { writeAnswers } from '../../codings/write-answers.ts'
import { blindSpans, ownSpans } from './blind-spans.ts'
import type { Assignment } from './coder-links.ts'
import type { CoderUnits } from './coder-units.ts'

export interface CoderDesk {
  task(): CodingTask
  /** The units of these ids; those that are not this coder's are left out. */
  units(ids: readonly string[]): TaskUnit[]
  /**
   * @throws StoreError, busy where another process writes at the moment: nothing was written then.
   * @throws BadInputError where an answer is none to what was asked.
   */
  answer(answers: readonly WaitingCell[]): AnswerReply[]
}

export interface CoderDeskOptions {
  readonly codebook: Codebook
  readonly assignment: Assignment
  readonly units: CoderUnits
  readonly asksConfidence: boolean
  readonly ledger: Pick<Ledger, 'codings'>
  /** Opens the ledger for the moment of writing. */
  readonly openToWrite: () => Ledger
}

export function coderDesk(options: CoderDeskOptions): CoderDesk {
  const { codebook, assignment, units, asksConfidence, ledger, openToWrite } = options
  const { coder } = assignment
  const own = new Set(assignment.units)
  const codes = codesForPeople(codebook)
  const cellOf = (coded: UnitCoded): Cell => {
    if (isTakenBack(coded)) return OPEN
    const { value, rationale: note, confidence, spans } = coded
    const marked = spans.length === 0 ? [] : blindSpans(spans, units.ready(coded.unit).blind)
    return { value, isUndecided: value === null, note, confidence, spans: marked }
  }
  return {
    task: () => ({
      coder,
      key: sha256(`key/${assignment.secret}`).slice(0, 16),
      codebook: codebook.codebook,
      version: codebook.version,
      about: codebook.about,
      source: codebook.source,
      asksConfidence,
      codes: codes.map((code) => taskCode(code, codes)),
      units: assignment.units,
      standing: [...standingOf(ledger, codebook, coder, own, cellOf)],
    }),
    units: (ids) =>
      ids
        .filter((id) => own.has(id))
        .map((id) => {
          const { blind, codes: put } = units.ready(id)
          const { kind, speaker, before, text, after } = blind
          return { id, kind, speaker, before, text, after, codes: put }
        }),
    answer(answers) {
      const given = answers.map((answer) => {
        if (!own.has(answer.unit)) throw new BadInputError('there is no such unit to code')
        return { given: givenOf(answer, coder, codes, units), after: answer.after }
      })
      const open = openToWrite()
      try {
        const written = writeAnswers(open, codebook, coder, given, (id) => units.ready(id).unit)
        return written.map(({ outcome, last }, i): AnswerReply => {
          const { unit, code } = answers[i] as WaitingCell
          const cell = last === undefined ? OPEN : cellOf(last)
          return { unit, code, outcome, cell, version: last?.version ?? 0 }
        })
      } finally {
        open.close()
      }
    },
  }
}

function* standingOf(
  ledger: Pick<Ledger, 'codings'>,
  { hash }: Codebook,
  coder: string,
  own: ReadonlySet<string>,
  cellOf: (coded: UnitCoded) => Cell,
): Iterable<StandingCell> {
  for (const coded of ledger.codings({ codebook: hash, coder })) {
    const { unit, code, version } = coded
    if (own.has(unit)) yield { unit, code, version, cell: cellOf(coded) }
  }
}

/** Rules, and what they are about, are not told. */
function taskCode(code: CodebookCode, all: readonly CodebookCode[]): TaskCode {
  const { definition, include, exclude, examples, counterExamples, categories } = code
  const { title, group, level, unit } = code
  const where = Object.fromEntries(
    Object.entries(code.where ?? {}).filter(([name]) => all.some((one) => one.code === name)),
  )
  return {
    code: code.code,
    title,
    group,
    level,
    unit,
    definition,
    include,
    exclude,
    examples,
    counterExamples,
    categories,
    where,
  }
}

/** @throws BadInputError where it is no answer to what was asked. */
function givenOf(
  { unit: id, code: name, cell }: WaitingCell,
  coder: string,
  codes: readonly CodebookCode[],
  units: CoderUnits,
): GivenCoding {
  const { unit, blind, codes: put } = units.ready(id)
  const code = codes.find((one) => one.code === name)
  if (code === undefined || !put.includes(name))
    throw new BadInputError(`${name} is not asked of this unit`)
  const { value, isUndecided, note, confidence, spans } = cell
  const place = { unit: unit.id, code: name, coder }
  const words = note === null || note.trim() === '' ? null : note.toWellFormed().trim()
  if (value === null)
    return isUndecided
      ? { ...place, value, why: CANNOT_TELL, rationale: words, confidence, spans: [] }
      : { ...place, value, why: TAKEN_BACK, rationale: null, confidence: null, spans: [] }
  const categories = code.categories.map(({ category }) => category)
  const values: readonly (string | number)[] = categories.length > 0 ? categories : [0, 1]
  if (!values.includes(value)) throw new BadInputError(`${name} has no such value`)
  const marked = value === 0 ? [] : ownSpans(spans, blind, unit.text)
  return { ...place, value, rationale: words, confidence, spans: marked }
}
