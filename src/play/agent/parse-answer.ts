/** Reads a reply against the form of its ask: exactly, or not at all. Prose is never searched for an answer. */
import type { AmountForm, AnswerForm, ChoiceForm } from '../../record/ask.ts'
import { invalid, isSameAnswer, type ParsedAnswer } from './answer.ts'
import { parseStructured } from './parse-structured.ts'
import { parseWords } from './parse-words.ts'
import { resolveAnswer } from './resolve-answer.ts'
import { unwrappings } from './unwrap.ts'

export interface ParseOptions {
  /** True where the reply was asked for as a JSON object. */
  readonly structured: boolean
}

/**
 * The answer that a reply gives. For choices and amounts the whole reply is the answer, or its last line is `ANSWER: …` and no other
 * line says otherwise. For words the reply is the answer, verbatim.
 */
export function parseAnswer(form: AnswerForm, reply: string, options: ParseOptions): ParsedAnswer {
  if (reply.trim() === '') return invalid('empty')
  if (options.structured) return parseStructured(form, reply)
  return form.kind === 'text' ? parseWords(form, reply) : parseStated(form, reply)
}

const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/
const ANSWER_LINE = /^ANSWER:(.*)$/
/** Whatever a reader could take for an answer line: such a line must not contradict the last one. */
const LIKE_ANSWER_LINE = /^[\s*_`"'“‘«#>•-]*ANSWER[\s*_`"'”’»]*:[*_`]*(.*)$/i

function parseStated(form: ChoiceForm | AmountForm, reply: string): ParsedAnswer {
  const lines = reply.split(LINE_BREAK).filter((line) => line.trim() !== '')
  const bare = resolveAnswer(form, reply, true)
  const words = wordsOfAnswerLine(lines.at(-1) ?? '')
  if (words === undefined) return orNoAnswer(bare)
  const stated = resolveAnswer(form, words, true)
  if (stated.kind === 'invalid') return bare.kind === 'invalid' ? stated : bare
  // A label may itself begin with `ANSWER:`; then the same reply would say two things.
  if (bare.kind !== 'invalid' && !isSameAnswer(bare, stated)) return invalid('ambiguous')
  const agrees = (line: string): boolean => {
    const other = wordsOfAnswerLine(line) ?? LIKE_ANSWER_LINE.exec(line)?.[1] ?? ''
    return other.trim() === '' || isSameAnswer(resolveAnswer(form, other, true), stated)
  }
  return lines.every(agrees) ? stated : invalid('ambiguous')
}

function wordsOfAnswerLine(line: string): string | undefined {
  for (const reading of unwrappings(line)) {
    const words = ANSWER_LINE.exec(reading)?.[1]
    if (words !== undefined) return words
  }
  return undefined
}

/** A reply that is no label and no number is prose, whatever it says. */
function orNoAnswer(bare: ParsedAnswer): ParsedAnswer {
  if (bare.kind !== 'invalid') return bare
  return bare.why === 'no-such-label' || bare.why === 'not-a-number' ? invalid('no-answer') : bare
}
