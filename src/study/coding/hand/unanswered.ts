/** Why a coding of a person has no value: two reasons, which mean different things. */
import type { UnitCoded } from '../../../record/coding-entries.ts'

/** The coder looked, and could not tell: an answer, though none of the code's values. */
export const CANNOT_TELL = 'the coder could not tell'

/** The coder took the only answer back: as good as never coded. A ledger forgets nothing, so it says so instead. */
export const TAKEN_BACK = 'taken back by the coder'

/** True where the coding stands for no answer at all. */
export function isTakenBack({ value, why }: Pick<UnitCoded, 'value' | 'why'>): boolean {
  return value === null && why === TAKEN_BACK
}
