/** Reads free words: they are the answer, verbatim. */
import type { TextForm } from '../../record/ask.ts'
import { PASS, invalid, type ParsedAnswer } from './answer.ts'
import { unwrappings } from './unwrap.ts'

/** The words as they are, neither trimmed nor cut; a pass where they are nothing but `PASS` and the ask allows it. */
export function parseWords(form: TextForm, words: string): ParsedAnswer {
  if (words.trim() === '') return invalid('empty')
  if (form.passable === true && unwrappings(words).includes(PASS)) return { kind: 'passed' }
  if (words.length > form.maxLength) return invalid('too-long')
  return { kind: 'valid', value: words, displayed: null }
}
