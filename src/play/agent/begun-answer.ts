/** Which answer the first words of a reply can only be the beginning of. */
import type { ChoiceForm } from '../../record/ask.ts'
import { PASS, type Answer } from './answer.ts'
import type { AnswerStyle } from './answer-format.ts'

/** `undecided`: nothing is written yet, or several answers begin so. `other`: no answer begins so. */
export type Begun = Answer | 'undecided' | 'other'

/** What may stand before an answer, and after it: blanks and the marks that its reading tolerates. */
const BEFORE = /^[\s*`"'“‘«]+/
const AFTER = /^[\s*`"'”’».]*$/
const AFTER_IN_JSON = /^[\s"},]*$/

/** Words without the blanks and marks before them. */
export function withoutMarksBefore(words: string): string {
  return words.replace(BEFORE, '')
}

/**
 * Tells what has been begun; case makes no difference. A label that is written whole counts although more could follow: `J` is the answer
 * J, whatever the reply would have said next.
 */
export function begunAnswer(form: ChoiceForm, style: AnswerStyle): (words: string) => Begun {
  const written = (label: string): string =>
    withoutMarksBefore(
      style === 'json' ? JSON.stringify(label.trim()).slice(1, -1) : label.trim(),
    ).toLowerCase()
  const answers: { readonly label: string; readonly answer: Answer }[] = form.options.flatMap(
    (value, i) => {
      const displayed = form.labels[i]
      if (displayed === undefined) return []
      return [{ label: written(displayed), answer: { kind: 'valid', value, displayed } }]
    },
  )
  if (form.passable === true) answers.push({ label: written(PASS), answer: { kind: 'passed' } })
  const after = style === 'json' ? AFTER_IN_JSON : AFTER
  return (words) => {
    const begun = withoutMarksBefore(words).toLowerCase()
    if (begun === '') return 'undecided'
    const meant = answers.filter(
      ({ label }) =>
        label.startsWith(begun) ||
        (begun.startsWith(label) && after.test(begun.slice(label.length))),
    )
    if (meant.length > 1) return 'undecided'
    return meant[0]?.answer ?? 'other'
  }
}
