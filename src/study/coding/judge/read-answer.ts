/** Reads what a judge says of one code: a value, the words that it rests on, how sure it is; or why it is no answer. */
import type { CodingValue, Span } from '../../../record/coding-entries.ts'
import { recordableText } from '../../../record/recordable-text.ts'
import type { BlindUnit } from '../blind.ts'
import { sliceOf } from '../code-points.ts'
import type { CodebookCode } from '../codebook.ts'
import type { Unit } from '../unit.ts'
import { quoteFinder } from './find-quote.ts'

/** Why a code has no answer. */
export type CodeFault =
  | 'left-out'
  /** The code that it depends on has no answer itself. */
  | 'condition-open'
  | 'wrong-type'
  | 'no-value'
  | 'unknown-value'
  | 'no-quote'
  | 'quote-not-found'
  | 'wrong-confidence'

export interface CodeAnswer {
  readonly value: NonNullable<CodingValue>
  readonly spans: readonly Span[]
  readonly confidence: number | null
  readonly rationale: string | null
}

export type ReadAnswer = CodeAnswer | CodeFault

/** A unit as it is read: its own text, and the one that the judge saw. */
export interface JudgedUnit {
  readonly unit: Pick<Unit, 'id' | 'text'>
  readonly blind: BlindUnit
}

/** The answers of one unit, by code; each is read by itself. `said` is the object that stood under `codes`. */
export function answerReader(
  judged: JudgedUnit,
): (code: CodebookCode, said: Readonly<Record<string, unknown>>) => ReadAnswer {
  const spansFor = spanReader(judged)
  return (code, said) => {
    const answer = Object.hasOwn(said, code.code) ? said[code.code] : undefined
    if (answer === undefined) return 'left-out'
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return 'wrong-type'
    const { value: given = null, quote, confidence = null, reason } = answer as AnswerFields
    if (given === null) return 'no-value'
    const value = valueOf(code, given)
    if (value === undefined) return 'unknown-value'
    const isSure = typeof confidence === 'number' && confidence >= 0 && confidence <= 1
    if (confidence !== null && !isSure) return 'wrong-confidence'
    const spans = value === 0 ? [] : spansFor(quote)
    if (typeof spans === 'string') return spans
    return { value, spans, confidence, rationale: rationaleOf(reason) }
  }
}

/** More than a reason, in UTF-16 code units: the call holds all of it. */
const REASON_LIMIT = 2_000

function rationaleOf(reason: unknown): string | null {
  if (typeof reason !== 'string' || reason.trim() === '') return null
  return recordableText(reason.trim(), REASON_LIMIT).text
}

interface AnswerFields {
  readonly value?: unknown
  readonly quote?: unknown
  readonly confidence?: number | null
  readonly reason?: unknown
}

/** Numbers in quotation marks and truth values are what they say; names of categories are read without regard to case. */
function valueOf({ categories }: CodebookCode, given: unknown): number | string | undefined {
  if (categories.length === 0) {
    if (given === 1 || given === true || given === '1') return 1
    return given === 0 || given === false || given === '0' ? 0 : undefined
  }
  if (typeof given !== 'string') return undefined
  const word = given.trim()
  const exact = categories.find(({ category }) => category === word)
  const alike = categories.filter(({ category }) => category.toLowerCase() === word.toLowerCase())
  return (exact ?? (alike.length === 1 ? alike[0] : undefined))?.category
}

/** Quotes as spans of the unit's own text. A unit without words has nothing to quote. */
function spanReader({
  unit,
  blind,
}: JudgedUnit): (quote: unknown) => Span[] | 'no-quote' | 'quote-not-found' | 'wrong-type' {
  const find = quoteFinder(blind.text)
  return (quote) => {
    const list: readonly unknown[] = Array.isArray(quote) ? quote : [quote ?? '']
    if (!list.every((one) => typeof one === 'string')) return 'wrong-type'
    const quotes = list.filter((one) => one.trim() !== '')
    if (quotes.length === 0) return blind.text.trim() === '' ? [] : 'no-quote'
    const spans = new Map<string, Span>()
    for (const one of quotes) {
      const found = find(one)
      if (found === undefined) return 'quote-not-found'
      const own = { start: blind.toOwn(found.start, 'start'), end: blind.toOwn(found.end, 'end') }
      spans.set(`${own.start}-${own.end}`, { ...own, quote: sliceOf(unit.text, own) })
    }
    return [...spans.values()].sort((a, b) => a.start - b.start || a.end - b.end)
  }
}
