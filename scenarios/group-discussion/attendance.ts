/** Who is asked in a round: those who have failed sit out, come back, or are taken out for good. */
import { readmit, remove, type Decided, type Effect, type ParticipantId } from '../../src/index.ts'
import type { Parameters } from './parameters.ts'

/** `crashed`: it is not there, or its model is gone. `failed`: a call of its model came to nothing. */
type Failure = 'crashed' | 'failed'

export interface Attendance {
  /** How often each has failed so far, by how. */
  readonly failures: Readonly<Record<Failure, Readonly<Record<ParticipantId, number>>>>
  /** Those who are not asked: until which round (not included), or null for good. */
  readonly out: Readonly<Record<ParticipantId, number | null>>
}

export const ALL_THERE: Attendance = { failures: { crashed: {}, failed: {} }, out: {} }

/** The rules of the experiment for those who fail. */
type FailureRules = Parameters['failures']

/**
 * How somebody who is lost has failed; `removed` where an intervention took it out; null where it was asked and gave no valid answer: it has only said
 * nothing.
 */
export function failureOf(why: string): Failure | 'removed' | null {
  const [, word] = /^(crashed|gone|unavailable|removed|failed)\b/.exec(why) ?? []
  return word === 'gone' || word === 'unavailable'
    ? 'crashed'
    : ((word ?? null) as Failure | 'removed' | null)
}

/** Whether the others are told of it elsewhere: an intervention has words of its own. */
export function hasNotice(why: string): boolean {
  return why === 'crashed' || why === 'removed'
}

/** Whether somebody is asked as things stand. */
export function isThere({ out }: Attendance, one: ParticipantId): boolean {
  return out[one] === undefined
}

/** Lets in again all whose rounds of sitting out are over. */
export function readmitted(
  { failures, out }: Attendance,
  round: number,
): { attendance: Attendance; effects: readonly Effect[] } {
  const isOver = (until: number | null): boolean => until !== null && until <= round
  const entries = Object.entries(out) as [ParticipantId, number | null][]
  const still = Object.fromEntries(entries.filter(([, until]) => !isOver(until)))
  return {
    attendance: { failures, out: still },
    effects: entries.flatMap(([one, until]) =>
      isOver(until) ? [readmit(one, 'has sat out')] : [],
    ),
  }
}

/** Counts the failures of a turn and applies the rules to those who failed. */
export function afterFailures(
  before: Attendance,
  lost: NonNullable<Decided['lost']>,
  round: number,
  rules: FailureRules,
): { attendance: Attendance; effects: readonly Effect[]; failed: readonly ParticipantId[] } {
  let attendance = before
  const effects: Effect[] = []
  const failed: ParticipantId[] = []
  for (const [one, why] of Object.entries(lost) as [ParticipantId, string][]) {
    const how = failureOf(why)
    if (how === null) continue
    failed.push(one)
    if (how === 'removed') {
      attendance = { ...attendance, out: { ...attendance.out, [one]: null } }
      continue
    }
    const count = (attendance.failures[how][one] ?? 0) + 1
    const failures = {
      ...attendance.failures,
      [how]: { ...attendance.failures[how], [one]: count },
    }
    const { until, why: told } = absenceAfter(count, round, rules[how])
    if (told !== null) effects.push(remove(one, told))
    const out = told === null ? attendance.out : { ...attendance.out, [one]: until }
    attendance = { failures, out }
  }
  return { attendance, effects, failed }
}

/** Until which round somebody is out after so many failures, and why; `why` is null where it is not. */
function absenceAfter(
  count: number,
  round: number,
  { removeAfter, sitOut }: FailureRules[Failure],
): { readonly until: number | null; readonly why: string | null } {
  if (removeAfter !== undefined && count >= removeAfter)
    return { until: null, why: `has failed ${count === 1 ? 'once' : `${count} times`}` }
  const rounds = sitOut === 1 ? 'a round' : `${sitOut} rounds`
  return { until: round + sitOut + 1, why: sitOut === 0 ? null : `sits out ${rounds}` }
}
