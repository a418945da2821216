/** What the plan says shall happen when no answer comes. */
import { BadInputError } from '../../../base/errors.ts'
import type { Ask } from '../../../record/ask.ts'
import type { DecisionDefaulted } from '../../../record/decision-entries.ts'
import { fitValue, type Fit } from '../../../record/fit-value.ts'
import type { InvalidPolicy } from '../../../record/plan.ts'
import type { Seat } from '../../../record/seat.ts'
import type { Aborted } from '../policy.ts'

/** Put in place of an answer: why there is none, and after how many attempts. */
export type Fallback = (why: string, attempts: number) => DecisionDefaulted | Aborted

/**
 * A default that does not fit is found before anything is spent.
 * @throws BadInputError where it does not.
 */
export function fallbackOf(seat: Seat, invalid: InvalidPolicy, ask: Ask): Fallback {
  const { then } = invalid
  if (then === 'forfeit') return forfeit(ask)
  if (then === 'abort') {
    return (why, attempts) => ({
      kind: 'aborted',
      why: `no answer after ${attempts} attempt${attempts === 1 ? '' : 's'}: ${why}`,
    })
  }
  const fit = fitValue(ask.form, then.default)
  if (fit === undefined) throw new BadInputError(`invalid: ${misfitOf(seat, invalid, ask) ?? ''}`)
  return (why, attempts) => defaulted(ask, fit, 'defaulted', why, attempts)
}

/** Nothing is put in its place. */
export function forfeit(ask: Ask): (why: string, attempts: number) => DecisionDefaulted {
  return (why, attempts) =>
    defaulted(ask, { value: null, displayed: null }, 'forfeited', why, attempts)
}

function defaulted(
  { of, name }: Ask,
  fit: Fit,
  status: DecisionDefaulted['status'],
  why: string,
  attempts: number,
): DecisionDefaulted {
  return { kind: 'decision-defaulted', of, ask: name, ...fit, status, attempts, why }
}

/** Why what the plan puts in place of an answer is none for this ask; undefined where it is one, or nothing is put there. */
export function misfitOf(seat: Seat, { then }: InvalidPolicy, ask: Ask): string | undefined {
  if (typeof then === 'string' || fitValue(ask.form, then.default) !== undefined) return undefined
  return (
    `the default ${JSON.stringify(then.default)} does not fit the ask "${ask.name}" of ${seat.participant} (role "${seat.role}"). ` +
    'Give a value that does, or use forfeit or abort.'
  )
}
