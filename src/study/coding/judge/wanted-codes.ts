/** Which codes are put to a unit, and which of them a coder has still to code. */
import type { CodingValue } from '../../../record/coding-entries.ts'
import type { Codebook, CodebookCode } from '../codebook.ts'
import type { RuleCoding } from '../rules/rule-coder.ts'
import type { Unit } from '../unit.ts'

/**
 * The codes that judges are asked to decide for a unit: those of its kind that are not structural. A code that depends on a structural one is put where the
 * rule says so; one that depends on another code is put with it, and read where the judge's own answer says so.
 */
export function codesPut(
  { codes }: Pick<Codebook, 'codes'>,
  { kind }: Pick<Unit, 'kind'>,
  byRules: readonly RuleCoding[],
): CodebookCode[] {
  const own = codes.filter(({ unit }) => unit === kind)
  const isMet = ({ where }: CodebookCode): boolean =>
    Object.entries(where ?? {}).every(([name, value]) => {
      const need = own.find(({ code }) => code === name)
      if (need === undefined) return false
      return need.structural
        ? byRules.find(({ code }) => code === name)?.value === value
        : isMet(need)
    })
  return own.filter((code) => !code.structural && isMet(code))
}

/** What stands in the ledger for a code: the last version. */
export interface Standing {
  readonly value: CodingValue
  readonly version: number
}

/**
 * code → the version that its next coding has. Wanted is what was never coded; with `retryMissing` also what is missing. What depends on a code that has another
 * value, or none and is not tried again, is not wanted.
 */
export function wantedCodes(
  codes: readonly CodebookCode[],
  standing: ReadonlyMap<string, Standing>,
  retryMissing: boolean,
): Map<string, number> {
  const names = new Set(codes.map(({ code }) => code))
  const wanted = new Map<string, number>()
  const byName = new Map(codes.map((one) => [one.code, one]))
  const isWanted = (code: CodebookCode): boolean => {
    const there = standing.get(code.code)
    if (there !== undefined && !(retryMissing && there.value === null)) return false
    return Object.entries(code.where ?? {})
      .filter(([name]) => names.has(name))
      .every(([name, value]) => {
        const need = byName.get(name)
        return standing.get(name)?.value === value || (need !== undefined && isWanted(need))
      })
  }
  for (const code of codes)
    if (isWanted(code)) wanted.set(code.code, (standing.get(code.code)?.version ?? 0) + 1)
  return wanted
}
