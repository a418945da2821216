/** Choices with the forms in which they were shown. */
import type { ChoiceForm } from '../../record/ask.ts'
import { askKey, type Decision, type TickList } from './run-ticks.ts'

/** A decision that its participant made itself; `value` is null for a pass. */
export interface ShownChoice {
  readonly of: string
  readonly ask: string
  /** The same for all asks of one name and form. */
  readonly key: string
  readonly form: ChoiceForm
  readonly value: string | null
}

/** Equal ticks share a list: it is read once. */
export function choicesReader(): (list: TickList) => readonly ShownChoice[] {
  const known = new WeakMap<TickList, readonly ShownChoice[]>()
  return (list) => {
    let choices = known.get(list)
    if (choices === undefined) known.set(list, (choices = choicesIn(list)))
    return choices
  }
}

function choicesIn(list: TickList): ShownChoice[] {
  const decisions = new Map<string, Decision>()
  for (const entry of list) if (entry.kind === 'decision-taken') decisions.set(askKey(entry), entry)
  return list.flatMap((entry) => {
    if (entry.kind !== 'decision-asked' || entry.form.kind !== 'choice') return []
    const decision = decisions.get(askKey(entry))
    if (decision === undefined || decision.status === 'planted') return []
    const { form, ask, of } = entry
    const value = typeof decision.value === 'string' ? decision.value : null
    const key = `${ask}\n${form.options.join('\n')}\n${form.labels.join('\n')}\n${form.order.join()}`
    return [{ of, ask, key, form, value }]
  })
}
