/** Codes units by the rules of a codebook into a ledger. */
import type { Ledger } from '../../io/store/ledger.ts'
import type { CoderNamed, LedgerEntry, UnitCoded } from '../../record/coding-entries.ts'
import type { Codebook } from '../../study/coding/codebook.ts'
import { unitCut } from '../../study/coding/unit.ts'
import type { StandingOf } from './coded-before.ts'
import type { JudgeTally } from './judge-work.ts'
import type { UnitToCode } from './units-to-code.ts'

/** The coder of all codebooks' rules. */
export const RULES = 'rules'

export function rulesNamed(): CoderNamed {
  const definition = { by: 'the rules of each codebook' }
  return { kind: 'coder-named', name: RULES, coderKind: 'rule', definition }
}

/** Codings by the rules of a unit: of all codes that have one, or of structural codes alone. */
export function ruleCodings(
  codebook: Codebook,
  { unit, byRules }: UnitToCode,
  codes: 'all' | 'structural',
): Omit<UnitCoded, 'version'>[] {
  const structural = new Set(codebook.codes.filter((one) => one.structural).map(({ code }) => code))
  return byRules
    .filter(({ code }) => codes === 'all' || structural.has(code))
    .map(({ code, value, why, spans, rationale }) => ({
      kind: 'unit-coded',
      codebook: codebook.hash,
      code,
      unit: unit.id,
      coder: RULES,
      value,
      why: value === null ? (why ?? 'the rule cannot tell') : null,
      rationale,
      confidence: null,
      spans: [...spans],
    }))
}

const ONE_TRANSACTION = 1_000

/** Codes what the rules have not coded yet. What they cannot tell they will never tell: it is not tried again. */
export function codeByRules(
  ledger: Pick<Ledger, 'add'>,
  codebook: Codebook,
  units: readonly UnitToCode[],
  standingOf: StandingOf,
  codes: 'all' | 'structural',
): JudgeTally & { readonly kept: number } {
  const tally: JudgeTally = { coded: 0, missing: 0, left: 0 }
  let kept = 0
  let entries: LedgerEntry[] = []
  const write = (): void => {
    if (entries.length > 0) ledger.add(entries)
    entries = []
  }
  for (const unit of units) {
    const standing = standingOf(RULES, unit.unit.id)
    const all = ruleCodings(codebook, unit, codes)
    const coded = all.filter(({ code }) => !standing.has(code))
    if (coded.length === 0) {
      if (all.length > 0) kept++
      continue
    }
    entries.push(unitCut(unit.unit), ...coded.map((one) => ({ ...one, version: 1 })))
    for (const { value } of coded) {
      if (value === null) tally.missing++
      else tally.coded++
    }
    if (entries.length >= ONE_TRANSACTION) write()
  }
  write()
  return { ...tally, kept }
}
