/** The agreement of coders at a glance: a row for each code. */
import { sanitiseLine } from '../../../base/sanitise.ts'
import type { CoefficientName } from '../../../study/reliability/coefficients.ts'
import type { Reliability } from '../../../study/reliability/reliability-of.ts'
import type { Agreement, CodeAgreement } from '../../agree.ts'
import { fitTable, wrapWords } from '../report/fit-table.ts'

/** For people: what every coefficient comes to is told of one code at a time, or of all where that is asked for. */
export function agreementSummary({
  replicates,
  seed,
  resampled,
  codes,
  notes,
}: Agreement): string[] {
  const how =
    replicates === 0
      ? 'No intervals: --bootstrap 0.'
      : `In brackets: 95% intervals, percentile bootstrap over ${resampled}s (${replicates.toLocaleString('en')} replicates, seed ${seed}).`
  return [
    '',
    ...fitTable(
      ['code', 'units', 'coders', 'prevalence', 'agreement', 'alpha', 'kappa', 'AC1'],
      codes.map(rowOf),
      1,
    ),
    '',
    ...wrapWords(
      `${how} Alpha: Krippendorff's, at the level of the code. Kappa: Cohen's of two coders, Fleiss' of more. Units: those with two values or more. Prevalence: the share of a category among all values.`,
    ),
    ...grouped(codes.flatMap(reasonsOf)).flatMap(wrapWords),
    ...grouped(
      codes.flatMap(({ code, notes: own }) => own.map((note): Said => [note, code])),
    ).flatMap(wrapWords),
    ...notes.map(sanitiseLine).flatMap(wrapWords),
    ...wrapWords(
      'All coefficients, jackknife intervals and pairs of coders: --all, or --code with one code.',
    ),
  ]
}

function rowOf({ code, reliability }: CodeAgreement): (string | number)[] {
  return [
    code,
    reliability.pairableUnits,
    reliability.ratings.coders.length,
    prevalenceOf(reliability),
    ...COLUMNS.map(([, nameOf]) => cellOf(reliability, nameOf(reliability))),
  ]
}

const COLUMNS: readonly (readonly [string, (of: Reliability) => CoefficientName])[] = [
  ['agreement', () => 'percent_agreement'],
  ['alpha', () => 'krippendorff_alpha'],
  [
    'kappa',
    ({ ratings }) => (ratings.coders.length > 2 ? 'fleiss_kappa_generalised' : 'cohen_kappa'),
  ],
  ['AC1', () => 'gwet_ac1'],
]

function cellOf({ statistics, bootstrap }: Reliability, name: CoefficientName): string {
  const { value } = statistics[name]
  if (value === null) return '–'
  const interval = bootstrap.get(name)
  const told = shown(value)
  if (interval === undefined) return told
  return interval.low === null
    ? `${told} [–]`
    : `${told} [${shown(interval.low)}, ${shown(interval.high)}]`
}

/** Two places; a rounded 1.00 is for agreement without exception. */
function shown(value: number): string {
  const text = value.toFixed(2)
  return text === '1.00' && value < 1 ? '0.99' : text
}

/** Of two categories the second one's share, as a rule that of presence; of more the most frequent one's. */
function prevalenceOf({ ratings: { categories, categoryOf } }: Reliability): string {
  const n = categoryOf.length
  if (n === 0 || categories.length > MOST_NAMED) return '–'
  const counts = categories.map(() => 0)
  for (const category of categoryOf) counts[category] = (counts[category] ?? 0) + 1
  const place = categories.length === 2 ? 1 : counts.indexOf(Math.max(...counts))
  return `${sanitiseLine(categories[place] ?? '')}: ${((counts[place] ?? 0) / n).toFixed(2)}`
}

/** More categories than these are measurements. */
const MOST_NAMED = 50

/** A sentence, and the code that it is said of. */
type Said = readonly [sentence: string, code: string]

function reasonsOf({ code, reliability }: CodeAgreement): Said[] {
  const missing = COLUMNS.flatMap(([label, nameOf]) => {
    const { value, reason } = reliability.statistics[nameOf(reliability)]
    return value === null ? [{ label, reason }] : []
  })
  return [...Map.groupBy(missing, ({ reason }) => reason)].map(([reason, list]) => [
    `no ${list.map(({ label }) => label).join(', ')}: ${reason}`,
    code,
  ])
}

/** What is said of several codes is said once. */
function grouped(said: readonly Said[]): string[] {
  return [...Map.groupBy(said, ([sentence]) => sentence)].map(([sentence, list]) =>
    sanitiseLine(`${[...new Set(list.map(([, code]) => code))].join(', ')}: ${sentence}`),
  )
}
