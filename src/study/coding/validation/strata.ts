/** Sorts units into strata, by what judges said of them and where they come from, so that a sample can be drawn from each. */
import type { UnitCoded } from '../../../record/coding-entries.ts'
import type { Unit } from '../unit.ts'

/** By the pattern of the judges, by the codes that some judge applied, by treatment. */
export const STRATIFY_BY = ['judges', 'code', 'treatment'] as const
export type StratifyBy = (typeof STRATIFY_BY)[number]

export interface Stratifying {
  readonly by: readonly StratifyBy[]
  readonly codes: readonly string[]
  readonly judges: readonly string[]
  /** The last versions of codings, of one codebook. */
  readonly codings: Iterable<UnitCoded>
  readonly treatmentOf: (unit: Unit) => string
}

/** A stratum's name is a list of what its units have in common, in the order of `by`. */
export interface Stratum {
  readonly stratum: readonly string[]
  /** Ids in alphabetical order. */
  readonly units: readonly string[]
}

/** The strata in the order of their names. */
export function strataOf(units: readonly Unit[], stratifying: Stratifying): Stratum[] {
  const said = saidOf(stratifying)
  const strata = new Map<string, { stratum: string[]; units: string[] }>()
  for (const unit of units) {
    const stratum = stratifying.by.map((one) => nameIn(one, unit, said.get(unit.id), stratifying))
    const key = JSON.stringify(stratum)
    const known = strata.get(key)
    if (known === undefined) strata.set(key, { stratum, units: [unit.id] })
    else known.units.push(unit.id)
  }
  return [...strata]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, { stratum, units: ids }]) => ({ stratum, units: ids.sort() }))
}

/** unit → code → judge → value. */
type Said = Map<string, Map<string, Map<string, UnitCoded['value']>>>

function saidOf({ codings, codes, judges }: Stratifying): Said {
  const said: Said = new Map()
  for (const { unit, code, coder, value } of codings) {
    if (!codes.includes(code) || !judges.includes(coder)) continue
    const ofUnit = said.get(unit) ?? new Map<string, Map<string, UnitCoded['value']>>()
    said.set(unit, ofUnit)
    const ofCode = ofUnit.get(code) ?? new Map<string, UnitCoded['value']>()
    ofUnit.set(code, ofCode.set(coder, value))
  }
  return said
}

function nameIn(
  by: StratifyBy,
  unit: Unit,
  said: ReadonlyMap<string, ReadonlyMap<string, UnitCoded['value']>> | undefined,
  { codes, judges, treatmentOf }: Stratifying,
): string {
  if (by === 'treatment') return treatmentOf(unit)
  const patterns = codes.map((code) => ({ code, pattern: patternOf(said?.get(code), judges) }))
  if (by === 'code') {
    const applied = patterns.filter(({ pattern }) => pattern === 'split' || isYes(pattern))
    return applied.map(({ code }) => code).join('+') || 'none'
  }
  if (patterns.length === 1) return patterns[0]?.pattern ?? 'uncoded'
  const every = patterns.map(({ pattern }) => pattern)
  // Of several codes the rarest pattern names the unit: what is in doubt, then what was found.
  const rarest = every.find((one) => one === 'split') ?? every.find(isYes)
  return rarest ?? (every.includes('incomplete') ? 'incomplete' : 'all no')
}

function isYes(pattern: string): boolean {
  return pattern.startsWith('all ') && pattern !== 'all no'
}

/** `all yes`, `all no`, `all <category>`, `split`; `incomplete` where a judge has not answered. */
export function patternOf(
  values: ReadonlyMap<string, UnitCoded['value']> | undefined,
  judges: readonly string[],
): string {
  const given = judges.map((judge) => values?.get(judge) ?? null)
  const [first] = given
  if (given.some((value) => value === null) || first === undefined) return 'incomplete'
  if (given.some((value) => value !== first)) return 'split'
  return first === 1 ? 'all yes' : first === 0 ? 'all no' : `all ${first}`
}
