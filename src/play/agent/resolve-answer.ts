/** Reads the bare words of an answer (a label, a number) against the form of the ask. */
import { assertNever } from '../../base/assert-never.ts'
import type { AmountForm, ChoiceForm } from '../../record/ask.ts'
import { PASS, invalid, type Answer, type AnswerFault, type ParsedAnswer } from './answer.ts'
import {
  compareDecimals,
  decimalOf,
  decimalOfNumber,
  isWholeSteps,
  type Decimal,
} from './decimal.ts'
import { unwrappings } from './unwrap.ts'

/** Reads words that should be nothing but the answer. With `tolerant`, one pair of marks and a full stop may stand around it. */
export function resolveAnswer(
  form: ChoiceForm | AmountForm,
  words: string,
  tolerant: boolean,
): ParsedAnswer {
  const readings = tolerant ? unwrappings(words) : [words.trim()]
  switch (form.kind) {
    case 'choice':
      return resolveLabel(form, readings)
    case 'amount':
      return resolveAmount(form, readings)
    default:
      return assertNever(form)
  }
}

interface Candidate {
  readonly label: string
  readonly answer: Answer
}

/**
 * What was written as it stands comes first; then what the tolerance leaves of it; then the same without regard to case. Whatever
 * comes first must name one candidate only.
 */
function resolveLabel(form: ChoiceForm, readings: readonly string[]): ParsedAnswer {
  const candidates = candidatesOf(form)
  const folded = readings.map((reading) => reading.toLowerCase())
  const tiers: ((label: string) => boolean)[] = [
    (label) => label === readings[0],
    (label) => readings.includes(label),
    (label) => folded.includes(label.toLowerCase()),
  ]
  for (const isMeant of tiers) {
    const meant = candidates.filter(({ label }) => isMeant(label))
    if (meant.length > 1) return invalid('ambiguous')
    if (meant[0] !== undefined) return meant[0].answer
  }
  return invalid('no-such-label')
}

function candidatesOf(form: ChoiceForm): Candidate[] {
  const candidates: Candidate[] = form.options.flatMap((value, i) => {
    const displayed = form.labels[i]
    if (displayed === undefined) return []
    return [{ label: displayed.trim(), answer: { kind: 'valid', value, displayed } }]
  })
  if (form.passable === true) candidates.push({ label: PASS, answer: { kind: 'passed' } })
  return candidates
}

/** A minus sign, a currency sign, digits, a decimal part. No thousands separators: in half the world they are decimal points. */
const AMOUNT = /^(-?)\$?(\d+(?:\.\d+)?)$/

function resolveAmount(form: AmountForm, readings: readonly string[]): ParsedAnswer {
  if (form.passable === true && readings.some((reading) => reading.toUpperCase() === PASS)) {
    return { kind: 'passed' }
  }
  for (const reading of readings) {
    const match = AMOUNT.exec(reading)
    const amount = match === null ? undefined : decimalOf(`${match[1]}${match[2]}`)
    if (amount !== undefined) return checkAmount(form, amount, Number(`${match?.[1]}${match?.[2]}`))
  }
  return invalid('not-a-number')
}

/** The amount, if it lies on the form's grid. The check is made in decimals, so that 0.3 is three steps of 0.1. */
export function checkAmount(form: AmountForm, amount: Decimal, value: number): ParsedAnswer {
  const fault = amountFault(form, amount)
  // Minus zero would be another value than the zero that JSON reads back.
  return fault === undefined
    ? { kind: 'valid', value: value === 0 ? 0 : value, displayed: null }
    : invalid(fault)
}

function amountFault(form: AmountForm, amount: Decimal): AnswerFault | undefined {
  const [min, max, step] = [form.min, form.max, form.step].map(decimalOfNumber) as [
    Decimal,
    Decimal,
    Decimal,
  ]
  if (compareDecimals(amount, min) < 0) return 'below-minimum'
  if (compareDecimals(amount, max) > 0) return 'above-maximum'
  return isWholeSteps(amount, min, step) ? undefined : 'off-step'
}
