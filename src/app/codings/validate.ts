/** Gathers what a judge and a person coded, code by code, and holds the one against the other. */
import { BadInputError, UnknownNameError } from '../../base/errors.ts'
import type { Ledger } from '../../io/store/ledger.ts'
import type { Store } from '../../io/store/store.ts'
import type { Tables } from '../../io/store/tables.ts'
import type { Codebook } from '../../study/coding/codebook.ts'
import type { SampleDesign } from '../../study/coding/validation/design.ts'
import {
  validateJudge,
  type TwiceCoded,
  type Validation,
} from '../../study/coding/validation/validate-judge.ts'

export interface Validating {
  readonly judge: string
  readonly human: string
  readonly design: SampleDesign | null
}

export interface ValidatedCode extends Validation {
  /** Units of the design that the person has not coded, or the judge has not. */
  readonly not_coded: number
  /** Units of strata of which nothing was coded by both: the figures say nothing of them. */
  readonly not_reached: number
}

export interface ValidatedCodes {
  readonly codes: Readonly<Record<string, ValidatedCode>>
  readonly notes: readonly string[]
}

/** @throws BadInputError where somebody is unknown, nothing was coded by both, or the design is of another codebook. */
export function validateCodes(
  store: Pick<Store, 'runs'>,
  ledger: Ledger,
  tables: Tables,
  codebook: Codebook,
  { judge, human, design }: Validating,
): ValidatedCodes {
  const known = [...ledger.coders(), ...ledger.adjudications()].map(({ name }) => name)
  for (const name of [judge, human])
    if (!known.includes(name))
      throw new UnknownNameError('coder', name, known, 'See: coterie codings list.')
  if (design !== null && design.codebook !== codebook.hash)
    throw new BadInputError(
      `the design was drawn for another codebook, or another version of ${codebook.codebook}. Name that one, with --codebook.`,
    )
  const said = saidBy(tables, codebook, [judge, human])
  const treatments = new Map<string, string>(
    store.runs().map(({ runId, plan }) => [runId, plan.treatment]),
  )
  const codes: Record<string, ValidatedCode> = {}
  for (const { code, level } of codebook.codes) {
    if (design !== null && design.code !== null && design.code !== code) continue
    if (level !== 'binary' && level !== 'span') continue
    const validated = validatedCode(said.get(code) ?? new Map(), treatments, {
      judge,
      human,
      design,
    })
    if (validated !== null) codes[code] = validated
  }
  if (Object.keys(codes).length === 0)
    throw new BadInputError(
      `${ledger.place}: ${judge} and ${human} have coded no unit both, for any binary code of ${codebook.codebook}.`,
    )
  return { codes, notes: notesOf(design, codes) }
}

interface UnitSaid {
  readonly run: string
  readonly values: Map<string, 0 | 1>
}

/** code → unit → coder → value. */
function saidBy(
  tables: Tables,
  { codebook, version }: Codebook,
  coders: readonly string[],
): Map<string, Map<string, UnitSaid>> {
  const said = new Map<string, Map<string, UnitSaid>>()
  const columns = ['codebook', 'codebook_version', 'code', 'unit', 'run_id', 'coder', 'value']
  for (const row of tables.rows('codings', { columns })) {
    const { code, unit, run_id: run, coder, value } = row
    const isOfBook = row['codebook'] === codebook && row['codebook_version'] === version
    if (!isOfBook || !coders.includes(String(coder)) || (value !== 0 && value !== 1)) continue
    const units = said.get(String(code)) ?? new Map<string, UnitSaid>()
    said.set(String(code), units)
    const one = units.get(String(unit)) ?? { run: String(run), values: new Map<string, 0 | 1>() }
    units.set(String(unit), one)
    one.values.set(String(coder), value)
  }
  return said
}

function validatedCode(
  said: ReadonlyMap<string, UnitSaid>,
  treatments: ReadonlyMap<string, string>,
  { judge, human, design }: Validating,
): ValidatedCode | null {
  const stratumOf = new Map(design?.units.map(({ unit, stratum }) => [unit, stratum]))
  const population = new Map<string, { treatment: string; n: number; yes: number }>()
  const twice: TwiceCoded[] = []
  for (const [unit, { run, values }] of said) {
    const treatment = treatments.get(run) ?? ''
    const byJudge = values.get(judge)
    const byHuman = values.get(human)
    if (byJudge === undefined) continue
    const counts = population.get(treatment) ?? { treatment, n: 0, yes: 0 }
    population.set(treatment, counts)
    counts.n++
    counts.yes += byJudge
    const stratum = design === null ? 0 : stratumOf.get(unit)
    if (byHuman !== undefined && stratum !== undefined)
      twice.push({ stratum, judge: byJudge, human: byHuman, treatment })
  }
  if (twice.length === 0) return null
  const judged = [...population.values()].sort((a, b) => (a.treatment < b.treatment ? -1 : 1))
  const all = judged.reduce((sum, { n }) => sum + n, 0)
  const strata = design === null ? [{ of: all }] : design.strata
  const asked = design?.units.length ?? twice.length
  const reached = new Set(twice.map(({ stratum }) => stratum))
  const missed = strata.reduce((sum, { of }, i) => sum + (reached.has(i) ? 0 : of), 0)
  return {
    ...validateJudge(judged, twice, strata),
    not_coded: asked - twice.length,
    not_reached: missed,
  }
}

function notesOf(
  design: SampleDesign | null,
  codes: Readonly<Record<string, ValidatedCode>>,
): string[] {
  const each = Object.entries(codes)
  const left = each.filter(([, { not_coded: missing }]) => missing > 0)
  const differing = each.filter(
    ([, { differential }]) => differential.sensitivity.flag || differential.specificity.flag,
  )
  return [
    ...(design === null
      ? [
          'No design: every unit that both coded counts the same, as if drawn at random. If the sample was drawn by what judges said, this is wrong: give --design.',
        ]
      : []),
    ...left.map(
      ([code, { not_coded: missing }]) =>
        `${code}: ${missing} drawn units are not coded by both; the others of their stratum stand for them.`,
    ),
    ...each.flatMap(([code, { not_reached: missed }]) =>
      missed === 0
        ? []
        : [
            `${code}: ${missed} units are in strata of which nothing is coded by both: the figures say nothing of them. Draw more, or by fewer strata.`,
          ],
    ),
    ...differing.map(
      ([code]) =>
        `${code}: the judge errs differently under different treatments (p < 0.05). What it says of a difference between them is in part its own error: use the corrected figures by treatment.`,
    ),
  ]
}
