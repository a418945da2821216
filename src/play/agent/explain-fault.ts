/** Tells a participant why its reply was not an answer, before it is asked again. */
import type { AnswerForm } from '../../record/ask.ts'
import type { ReplyFault } from './read-completion.ts'

const SENTENCES: Readonly<Record<ReplyFault, string>> = {
  empty: 'it was empty',
  'no-answer': 'it did not end with an answer in the form that was asked for',
  ambiguous: 'it gave more than one answer',
  'no-such-label': 'its answer is not one of the options',
  'not-a-number': 'its answer is not a number written in digits',
  'below-minimum': 'its number is too small',
  'above-maximum': 'its number is too large',
  'off-step': 'its number lies between two allowed steps',
  'too-long': 'it was too long',
  'not-json': 'it was not a JSON object',
  'no-answer-property': 'its JSON object has no property "answer"',
  'repeated-answer-property': 'its JSON object has the property "answer" more than once',
  'wrong-type': 'its property "answer" has the wrong type',
  refused: 'it was a refusal',
  'content-filter': 'it was stopped by a filter',
  truncated: 'it was cut off before its end, because it was too long',
  'no-text': 'it held no words',
}

/** One sentence on what was wrong; it quotes nothing of the reply. */
export function explainFault(fault: ReplyFault, form: AnswerForm): string {
  const limit =
    fault === 'too-long' && form.kind === 'text' ? ` (at most ${form.maxLength} characters)` : ''
  return `Your reply was not counted as an answer: ${SENTENCES[fault]}${limit}.`
}
