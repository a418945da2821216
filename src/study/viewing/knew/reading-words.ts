/** How replies were read, in words for people. */
import { readReading, type Mending } from '../../../record/reading.ts'

/** The one-word verdicts of `reading`, said in full; verdicts of other versions are shown as they are. */
const VERDICTS: ReadonlyMap<string, string> = new Map([
  ['valid', 'read as an answer'],
  ['passed', 'a pass'],
  ['timeout', 'no answer before the time was over'],
  ['never came', 'nobody came in the time to come'],
  ['failed', 'no completion came; the call failed in passing'],
  ['timed-out', 'no completion came in time'],
  ['failed-for-prompt', 'the provider refused this prompt'],
  ['failed-for-good', 'the call can never be answered until somebody mends the setup'],
  ['empty', 'no answer: the reply is empty'],
  ['no-answer', 'no answer: the reply does not end with one in the form that was asked for'],
  ['ambiguous', 'no answer: the reply gives more than one'],
  ['no-such-label', 'no answer: it is none of the options'],
  ['not-a-number', 'no answer: it is no number written in digits'],
  ['below-minimum', 'no answer: the number is too small'],
  ['above-maximum', 'no answer: the number is too large'],
  ['off-step', 'no answer: the number lies between two allowed steps'],
  ['too-long', 'no answer: the words are too long'],
  ['not-json', 'no answer: the reply is no JSON object'],
  ['no-answer-property', 'no answer: the JSON object has no property “answer”'],
  ['repeated-answer-property', 'no answer: the JSON object has the property “answer” twice'],
  ['wrong-type', 'no answer: the property “answer” has the wrong type'],
  ['refused', 'no answer: a refusal'],
  ['content-filter', "no answer: the provider's filter stopped the reply"],
  ['truncated', 'no answer: the reply was cut off before its end'],
  ['no-text', 'no answer: the reply holds no words'],
])

const MENDINGS: Readonly<Record<Mending, string>> = {
  'surrogates-replaced': 'lone surrogates were replaced',
  'bytes-replaced': 'bytes that are not UTF-8 were replaced',
  cut: 'its words were cut off at the limit',
  'name-cut': 'one of its names was cut off',
  'key-removed': "the provider's key was taken out",
  'usage-doubted': 'the tokens that the provider says it used cannot be',
}

export interface ReadingInWords {
  readonly verdict: string
  readonly words: string
  readonly isAnswer: boolean
  readonly mended: readonly string[]
}

export function readingInWords(reading: string): ReadingInWords {
  const { verdict, mended } = readReading(reading)
  return {
    verdict,
    words: VERDICTS.get(verdict) ?? `no answer: ${verdict}`,
    isAnswer: verdict === 'valid' || verdict === 'passed',
    mended: mended.map((one) => MENDINGS[one]),
  }
}
