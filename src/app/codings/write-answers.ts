/** Writes what a coder answers, one by one, as it comes: twice, late, or after somebody else; what was written stays, and nothing is written twice. */
import type { Ledger } from '../../io/store/ledger.ts'
import type { UnitCoded } from '../../record/coding-entries.ts'
import { codebookFixed, type Codebook } from '../../study/coding/codebook.ts'
import {
  codingKey,
  isSameCoding,
  nextVersion,
  type GivenCoding,
} from '../../study/coding/hand/changes.ts'
import { isTakenBack } from '../../study/coding/hand/unanswered.ts'
import { unitCut, type Unit } from '../../study/coding/unit.ts'

/** An answer, and the version of the same coding that it follows; 0 where it is the first. */
export interface AnswerAfter {
  readonly given: GivenCoding
  readonly after: number
}

/** `written`: it is the last version. `already`: the ledger has it, as the last version or an earlier one. `again`: another answer has come in its place. */
export type AnswerOutcome = 'written' | 'already' | 'again'

export interface WrittenAnswer {
  readonly outcome: AnswerOutcome
  /** What the ledger has of this coding; undefined where it has nothing. */
  readonly last: UnitCoded | undefined
}

/**
 * The answers of one coder in order, in one transaction, a correction for each that changes something. `again` stays unwritten, and so does all of the same
 * coding that follows it: it has to be given again after the version that is there.
 * @throws StoreError where the ledger refuses it.
 */
export function writeAnswers(
  ledger: Ledger,
  codebook: Codebook,
  coder: string,
  answers: readonly AnswerAfter[],
  unitOf: (id: string) => Unit,
): WrittenAnswer[] {
  const versions = versionsOf(ledger, codebook, coder, answers)
  const late = new Set<string>()
  const entries: UnitCoded[] = []
  const outcomes = answers.map(({ given, after }): AnswerOutcome => {
    const key = codingKey(given)
    const known = versions.get(key) ?? []
    const last = known.at(-1)
    const entry = nextVersion(codebook.hash, given, last)
    const isThere = last === undefined ? isTakenBack(entry) : isSameCoding(last, entry)
    if (late.has(key)) return 'again'
    if (isThere) return 'already'
    if (after < known.length) {
      if (isSameCoding(known[after] as UnitCoded, entry)) return 'already'
      late.add(key)
      return 'again'
    }
    entries.push(entry)
    versions.set(key, [...known, entry])
    return 'written'
  })
  if (entries.length > 0)
    ledger.add([
      codebookFixed(codebook),
      { kind: 'coder-named', name: coder, coderKind: 'human', definition: {} },
      ...[...new Set(entries.map(({ unit }) => unit))].map((unit) => unitCut(unitOf(unit))),
      ...entries,
    ])
  return answers.map(({ given }, i) => ({
    outcome: outcomes[i] as AnswerOutcome,
    last: versions.get(codingKey(given))?.at(-1),
  }))
}

/** All versions of what is answered, the first one first. */
function versionsOf(
  ledger: Ledger,
  { hash }: Codebook,
  coder: string,
  answers: readonly AnswerAfter[],
): Map<string, UnitCoded[]> {
  const units = [...new Set(answers.map(({ given }) => given.unit))]
  const versions = new Map<string, UnitCoded[]>()
  for (const coded of ledger.codings({ codebook: hash, coder, units, history: true })) {
    const key = codingKey(coded)
    const known = versions.get(key)
    if (known === undefined) versions.set(key, [coded])
    else known.push(coded)
  }
  return versions
}
