/** Declares an adjudication, and tells what it settles. */
import { BadInputError, UnknownNameError } from '../../base/errors.ts'
import type { Ledger } from '../../io/store/ledger.ts'
import type { Tables } from '../../io/store/tables.ts'
import { ADJUDICATION_RULES, type AdjudicationRule } from '../../record/coding-entries.ts'
import type { Codebook } from '../../study/coding/codebook.ts'

export interface SettledCode {
  readonly code: string
  /** Units that one of the coders coded. */
  readonly units: number
  /** Units without a settled value: an answer is missing, or the rule comes to none. */
  readonly open: number
  /** Settled value → how many units. */
  readonly values: Readonly<Record<string, number>>
}

export function parseRule(words: string): AdjudicationRule {
  const rule = ADJUDICATION_RULES.find((one) => one === words)
  if (rule !== undefined) return rule
  throw new UnknownNameError('rule', words, ADJUDICATION_RULES, 'See docs/hand-coding.md.')
}

/** How many coders a rule is about, at least and at most. */
const CODERS: Readonly<Record<AdjudicationRule, readonly [least: number, most: number]>> = {
  intersection: [2, 99],
  union: [2, 99],
  majority: [2, 99],
  coder: [1, 1],
  third: [3, 3],
}

/**
 * `mayBeginThird`: who decides between two may be a person of whom there are no codings yet, and is named with it.
 * @throws BadInputError where the coders do not fit the rule or are none.
 */
export function declareAdjudication(
  ledger: Ledger,
  codebook: Codebook,
  name: string,
  rule: AdjudicationRule,
  coders: readonly string[],
  { mayBeginThird = false }: { readonly mayBeginThird?: boolean } = {},
): void {
  const known = ledger.coders().map((one) => one.name)
  const begun = mayBeginThird && rule === 'third' ? coders[2] : undefined
  const unknown = coders.find((one) => !known.includes(one) && one !== begun)
  if (unknown !== undefined)
    throw new UnknownNameError('coder', unknown, known, 'See: coterie codings list.')
  if (new Set(coders).size < coders.length)
    throw new BadInputError(`--coders ${coders.join(',')}: a coder is named twice.`)
  const [least, most] = CODERS[rule]
  if (coders.length < least || coders.length > most) {
    const wanted = least === most ? String(least) : `${least} or more`
    throw new BadInputError(
      `--coders ${coders.join(',')}: the rule "${rule}" is about ${wanted} ${most === 1 ? 'coder' : 'coders'}${rule === 'third' ? ': the first two, and who decides where they differ' : ''}.`,
    )
  }
  const isNew = begun !== undefined && !known.includes(begun)
  ledger.add([
    ...(isNew
      ? [{ kind: 'coder-named' as const, name: begun, coderKind: 'human' as const, definition: {} }]
      : []),
    { kind: 'adjudication-declared', name, codebook: codebook.hash, rule, coders: [...coders] },
  ])
}

/** What an adjudication settles, code by code. */
export function settledCodes(
  tables: Tables,
  codebook: Codebook,
  name: string,
): readonly SettledCode[] {
  const codes = new Map<string, { units: number; open: number; values: Map<string, number> }>()
  const columns = ['code', 'value']
  for (const row of tables.rows('codings', { columns, where: { settled: 1, coder: name } })) {
    const code = String(row['code'])
    const counts = codes.get(code) ?? { units: 0, open: 0, values: new Map<string, number>() }
    codes.set(code, counts)
    counts.units++
    const value = row['value'] ?? null
    if (value === null) counts.open++
    else counts.values.set(String(value), (counts.values.get(String(value)) ?? 0) + 1)
  }
  return codebook.codes.flatMap(({ code }) => {
    const counts = codes.get(code)
    if (counts === undefined) return []
    const values = Object.fromEntries([...counts.values].sort(([a], [b]) => (a < b ? -1 : 1)))
    return [{ code, units: counts.units, open: counts.open, values }]
  })
}
