/** What is put to a person, as its page is told it: without anything that an agent in its place would not read. */
import { assertNever } from '../../base/assert-never.ts'
import type { AnswerForm } from '../../record/ask.ts'
import { displayedLabels } from '../../play/agent/answer-format.ts'
import type { PutToPerson } from '../../play/agent/people.ts'
import type { SeatForm, SeatPart } from './seat-state.ts'

/** System parts first, as a model reads them; empty ones left out. Sources, which name ticks and other participants, stay here. */
export function seatParts(parts: PutToPerson['parts']): readonly SeatPart[] {
  const said = parts.filter(({ text }) => text !== '')
  return [
    ...said.filter(({ role }) => role === 'system'),
    ...said.filter(({ role }) => role !== 'system'),
  ].map(({ name, text }) => ({ name, text }))
}

export function seatForm(form: AnswerForm): SeatForm {
  const passable = form.passable === true
  switch (form.kind) {
    case 'choice':
      return { kind: 'choice', labels: displayedLabels(form), passable }
    case 'amount':
      return { kind: 'amount', min: form.min, max: form.max, step: form.step, passable }
    case 'text':
      return { kind: 'text', maxLength: form.maxLength, passable }
    default:
      return assertNever(form)
  }
}
