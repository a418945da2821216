/** What was coded: how far coders agree on each code, and how often each code applies under each treatment. */
import { Streams } from '../../base/random.ts'
import type { Tables } from '../../io/store/tables.ts'
import { recordedCodebooks } from '../coding/recorded-codebooks.ts'
import type { CoefficientName } from '../reliability/coefficients.ts'
import { codingTable, type CodingTable } from '../reliability/coding-table.ts'
import type { Ratings } from '../reliability/ratings.ts'
import { reliabilityOf } from '../reliability/reliability-of.ts'
import { sharesByRun, type CodePrevalence } from './code-prevalence.ts'
import { isYesOrNo, type CodedCode } from './coded-code.ts'
import type { Design } from './design.ts'

/** `all` stands beside the kinds where coders of several coded, and alone where there is one kind. */
export type Among = 'all' | 'judges' | 'people'

/** A coefficient with its interval; what is undefined is null, and `reason` says why. */
export interface AgreementNumber {
  readonly value: number | null
  /** 95 %, percentile bootstrap. */
  readonly interval: readonly [low: number, high: number] | null
  readonly reason: string | null
}

export interface CodeAgreement extends Pick<CodedCode, 'codebook' | 'version' | 'code' | 'level'> {
  /** Among whom: two judges that agree may both be wrong where people agree with neither. */
  readonly among: Among
  readonly coders: readonly string[]
  /** Units with a value of at least one coder, and of at least two. */
  readonly units: number
  readonly pairableUnits: number
  /** What the bootstrap draws: whole runs, or units where all stand in one run. */
  readonly resampled: 'clusters' | 'units' | 'none'
  readonly percentAgreement: AgreementNumber
  readonly krippendorffAlpha: AgreementNumber
  readonly gwetAc1: AgreementNumber
  /** Cohen's of two coders, Fleiss' of more. */
  readonly kappa: AgreementNumber
}

export interface CodedReport {
  readonly codes: readonly CodedCode[]
  readonly coders: readonly {
    readonly name: string
    readonly kind: string
    readonly definition: string
  }[]
  readonly agreement: readonly CodeAgreement[]
  readonly prevalence: readonly CodePrevalence[]
}

/** As many as `coterie agree` draws, from the same stream: the same codings have the same intervals in both. */
const REPLICATES = 2_000

/** Reads the views `codebooks`, `coders` and `codings`; null where nothing was coded. Forks are left out. */
export function codedOf(tables: Tables, design: Design): CodedReport | null {
  if (!tables.names.includes('codings')) return null
  const codes = codesIn(tables)
  if (codes.length === 0) return null
  const byCode = new Map(codes.map((code) => [keyOf(code), code]))
  const rows = codingTable((row) => `coding ${row}`)
  const shares = sharesByRun(design, byCode)
  let n = 0
  for (const row of tables.rows('codings', { columns: COLUMNS })) {
    const [book, version, code, run, unit, coder, settled, value] = Object.values(row)
    const key = JSON.stringify([book, version, code])
    if (!design.runs.has(String(run) as never)) continue
    const text = value === null || value === undefined ? null : String(value)
    shares.add(key, String(run), String(coder), settled === 1, text)
    if (settled !== 1)
      rows.add(
        { unit: String(unit), coder: String(coder), code: key, value: text, cluster: String(run) },
        n++,
      )
  }
  const coders = codersIn(tables)
  return {
    codes,
    coders,
    agreement: codes.flatMap((code) => agreementsOn(code, rows, coders)),
    prevalence: shares.answer(),
  }
}

const COLUMNS = [
  'codebook',
  'codebook_version',
  'code',
  'run_id',
  'unit',
  'coder',
  'settled',
  'value',
]

function keyOf({
  codebook,
  version,
  code,
}: Pick<CodedCode, 'codebook' | 'version' | 'code'>): string {
  return JSON.stringify([codebook, version, code])
}

function codesIn(tables: Tables): CodedCode[] {
  return recordedCodebooks(tables).flatMap(({ codebook, version, codes }) =>
    codes.map(({ code, level, unit, definition, categories }) => ({
      codebook,
      version,
      code,
      level,
      unit,
      definition,
      categories: isYesOrNo(level) ? ['0', '1'] : categories.map((one) => one.category),
    })),
  )
}

function codersIn(tables: Tables): CodedReport['coders'] {
  return [...tables.rows('coders')].map((row) => ({
    name: String(row['name']),
    kind: String(row['kind']),
    definition: String(row['definition']),
  }))
}

/** Nothing where nobody coded the code. */
function agreementsOn(
  code: CodedCode,
  rows: CodingTable,
  coders: CodedReport['coders'],
): CodeAgreement[] {
  const key = keyOf(code)
  if (!rows.codes.includes(key)) return []
  const { coders: all, units } = ratingsOf(code, rows)
  if (units === 0) return []
  const kindOf = new Map(coders.map(({ name, kind }) => [name, kind]))
  const ofKind = (kind: string): string[] => all.filter((name) => kindOf.get(name) === kind)
  const isMixed = new Set(all.map((name) => kindOf.get(name))).size > 1
  const groups: [Among, readonly string[]][] = isMixed
    ? [
        ['judges', ofKind('judge')],
        ['people', ofKind('human')],
      ]
    : []
  return [
    ...groups.flatMap(([among, names]) =>
      names.length < 2 ? [] : [agreementOn(code, among, ratingsOf(code, rows, names))],
    ),
    agreementOn(code, 'all', ratingsOf(code, rows)),
  ]
}

function ratingsOf(code: CodedCode, rows: CodingTable, coders?: readonly string[]): Ratings {
  return rows.ratings(keyOf(code), {
    level: code.level === 'ordinal' ? 'ordinal' : 'nominal',
    ...(code.categories.length === 0 ? {} : { categories: code.categories }),
    ...(coders === undefined ? {} : { coders }),
  })
}

function agreementOn(code: CodedCode, among: Among, ratings: Ratings): CodeAgreement {
  const random = new Streams(1).stream(`agree/${code.code}`)
  const byCluster = ratings.clusters > 1
  const known = reliabilityOf(ratings, { replicates: REPLICATES, random, byCluster })
  const numberOf = (name: CoefficientName): AgreementNumber => {
    const { value, reason } = known.statistics[name]
    const interval = known.bootstrap.get(name)
    const told =
      interval?.low === undefined || interval.low === null
        ? null
        : ([interval.low, interval.high] as const)
    return { value, interval: told, reason: reason ?? interval?.reason ?? null }
  }
  const { codebook, version, code: name } = code
  return {
    codebook,
    version,
    code: name,
    level: code.level,
    among,
    coders: ratings.coders,
    units: ratings.units,
    pairableUnits: known.pairableUnits,
    resampled: known.resampled,
    percentAgreement: numberOf('percent_agreement'),
    krippendorffAlpha: numberOf('krippendorff_alpha'),
    gwetAc1: numberOf('gwet_ac1'),
    kappa: numberOf(ratings.coders.length === 2 ? 'cohen_kappa' : 'fleiss_kappa'),
  }
}
