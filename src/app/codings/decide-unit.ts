/** What the third says of one unit on which two coders differ: a coding like all others, of a coder of its own. */
import { BadInputError, UnknownNameError } from '../../base/errors.ts'
import type { Ledger } from '../../io/store/ledger.ts'
import type { UnitId } from '../../record/coding-entries.ts'
import { codebookIn } from '../../study/coding/codebook.ts'
import { changesOf } from '../../study/coding/hand/changes.ts'
import { CANNOT_TELL, TAKEN_BACK } from '../../study/coding/hand/unanswered.ts'

export interface Decision {
  /** The name of an adjudication by the rule `third`. */
  readonly adjudication: string
  readonly unit: UnitId
  readonly code: string
  /** Null where it cannot be told, or is taken back. */
  readonly value: string | number | null
  readonly isUndecided: boolean
  readonly note: string | null
}

/**
 * Writes it as the coding of the third: what was said before stays as an earlier version.
 * @throws BadInputError where there is no such adjudication, its third is no person, or the code has no such value.
 */
export function decideUnit(ledger: Ledger, decision: Decision): void {
  const { adjudication, unit, code, value, isUndecided, note } = decision
  const thirds = ledger.adjudications().filter(({ rule }) => rule === 'third')
  const found = thirds.find(({ name }) => name === adjudication)
  if (found === undefined)
    throw new UnknownNameError(
      'adjudication by a third',
      adjudication,
      thirds.map(({ name }) => name),
      'Declare one with the rule "third".',
    )
  const coder = found.coders[2] ?? ''
  if (ledger.coders().find(({ name }) => name === coder)?.coderKind !== 'human')
    throw new BadInputError(
      `${coder} is no person: what a judge or a rule says is not decided by hand.`,
    )
  const fixed = ledger.codebooks().find(({ hash }) => hash === found.codebook)
  const declared = fixed && codebookIn(fixed).codes.find((one) => one.code === code)
  if (declared === undefined) throw new BadInputError(`${code} is no code of ${fixed?.name ?? ''}.`)
  const categories = declared.categories.map(({ category }) => category)
  const values: readonly (string | number)[] = categories.length > 0 ? categories : [0, 1]
  if (value !== null && !values.includes(value))
    throw new BadInputError(`${code} has no value ${value}: ${values.join(', ')}.`)
  const why = isUndecided ? CANNOT_TELL : TAKEN_BACK
  const isTakenBack = value === null && !isUndecided
  const words = note?.toWellFormed().trim() ?? ''
  const rationale = isTakenBack || words === '' ? null : words
  const { entries } = changesOf(
    found.codebook,
    [{ unit, code, coder, value, ...(value === null ? { why } : {}), rationale }],
    ledger.codings({ codebook: found.codebook, coder, units: [unit] }),
  )
  if (entries.length > 0) ledger.add(entries)
}
