/** Reads a completion as an answer: what the server says about it first, then its words. */
import type { AnswerForm } from '../../record/ask.ts'
import type { Completed } from '../../io/model/provider.ts'
import type { Answer, AnswerFault } from './answer.ts'
import type { AnswerStyle } from './answer-format.ts'
import { displayedLabels } from './answer-format.ts'
import { PASS } from './answer.ts'
import { parseAnswer } from './parse-answer.ts'

/** Why a completion is not an answer. */
export type ReplyFault = AnswerFault | 'refused' | 'content-filter' | 'truncated' | 'no-text'

export type ReadCompletion = Answer | { readonly kind: 'invalid'; readonly why: ReplyFault }

const REFUSED = ['refusal', 'refused']
const FILTERED = ['content_filter', 'content-filter', 'safety']
const CUT_OFF = ['length', 'max_tokens']

/** The answer, or why there is none. What was refused, filtered or cut off is not searched for an answer. */
export function readCompletion(
  form: AnswerForm,
  style: AnswerStyle,
  completion: Pick<Completed, 'text' | 'finishReason'>,
): ReadCompletion {
  const reason = completion.finishReason?.toLowerCase() ?? ''
  if (REFUSED.includes(reason)) return { kind: 'invalid', why: 'refused' }
  if (FILTERED.includes(reason)) return { kind: 'invalid', why: 'content-filter' }
  const wasCutOff = CUT_OFF.includes(reason)
  if (completion.text === null || (wasCutOff && completion.text.trim() === '')) {
    return { kind: 'invalid', why: wasCutOff ? 'truncated' : 'no-text' }
  }
  if (wasCutOff && !isWholeLabel(form, style, completion.text))
    return { kind: 'invalid', why: 'truncated' }
  return parseAnswer(form, completion.text, { structured: style === 'json' })
}

/**
 * One-token studies stop every reply after its label, so there a reply that was cut off is the rule. It counts where it cannot be the
 * beginning of another label; `1` could be the beginning of `10`, and a sentence may begin with `A`.
 */
function isWholeLabel(form: AnswerForm, style: AnswerStyle, text: string): boolean {
  if (style !== 'bare' || form.kind !== 'choice') return false
  const words = text.trim().toLowerCase()
  const labels = [...displayedLabels(form), ...(form.passable === true ? [PASS] : [])]
  return !labels.some((label) => {
    const other = label.trim().toLowerCase()
    return other.length > words.length && other.startsWith(words)
  })
}
