/** What reading a reply can give: an answer, a pass, or the reason why it is neither. */
import type { Value } from '../../record/ask.ts'

/** Why a reply is not an answer to the ask. */
export type AnswerFault =
  | 'empty'
  | 'no-answer'
  | 'ambiguous'
  | 'no-such-label'
  | 'not-a-number'
  | 'below-minimum'
  | 'above-maximum'
  | 'off-step'
  | 'too-long'
  | 'not-json'
  | 'no-answer-property'
  | 'repeated-answer-property'
  | 'wrong-type'

export interface Valid {
  readonly kind: 'valid'
  /** Canonical. */
  readonly value: Exclude<Value, null>
  /** The label under which the option was displayed; null for amounts and words. */
  readonly displayed: string | null
}

export interface Invalid {
  readonly kind: 'invalid'
  readonly why: AnswerFault
}

export type Answer = Valid | { readonly kind: 'passed' }
export type ParsedAnswer = Answer | Invalid

export function invalid(why: AnswerFault): Invalid {
  return { kind: 'invalid', why }
}

/** What a participant writes who makes no decision, where the ask allows it. */
export const PASS = 'PASS'

/** True when both readings are the same answer; an invalid reading is the same as nothing. */
export function isSameAnswer(a: ParsedAnswer, b: ParsedAnswer): boolean {
  if (a.kind === 'passed') return b.kind === 'passed'
  return a.kind === 'valid' && b.kind === 'valid' && a.value === b.value
}
