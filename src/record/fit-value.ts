/** Whether a value fits the form of an ask, and what it is canonically. */
import type { AnswerForm, ChoiceForm, Value } from './ask.ts'

export interface Fit {
  readonly value: Value
  /** The label under which the option was displayed; null for amounts, words and passes. */
  readonly displayed: string | null
}

/**
 * The canonical value that a bare answer stands for, or undefined where it does not fit. An option may be given by its canonical name
 * or else by its displayed label.
 */
export function fitValue(form: AnswerForm, value: Value): Fit | undefined {
  if (value === null) return form.passable === true ? { value: null, displayed: null } : undefined
  switch (form.kind) {
    case 'choice':
      return typeof value === 'string' ? fitChoice(form, value) : undefined
    case 'amount':
      return typeof value === 'number' && isOnGrid(value, form)
        ? { value, displayed: null }
        : undefined
    case 'text':
      return typeof value === 'string' && value.length <= form.maxLength
        ? { value, displayed: null }
        : undefined
  }
}

function fitChoice(form: ChoiceForm, value: string): Fit | undefined {
  let index = form.options.indexOf(value)
  if (index < 0) index = form.labels.indexOf(value)
  const option = form.options[index]
  return option === undefined ? undefined : { value: option, displayed: form.labels[index] ?? null }
}

/** True when the number is `min` plus a whole number of steps, to within the rounding of decimal fractions, and at most `max`. */
export function isOnGrid(value: number, form: { min: number; max: number; step: number }): boolean {
  if (!Number.isFinite(value) || value < form.min || value > form.max) return false
  const steps = (value - form.min) / form.step
  return Math.abs(steps - Math.round(steps)) < 1e-9 * Math.max(1, Math.abs(steps))
}
