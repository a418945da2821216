/** The agreement of coders in words and tables. No verdicts: whether a number is good enough is for its reader. */
import { sanitiseLine } from '../../../base/sanitise.ts'
import type { WeightScheme } from '../../../study/reliability/agreement-weights.ts'
import type { CoefficientName } from '../../../study/reliability/coefficients.ts'
import type { Reliability, StatisticName } from '../../../study/reliability/reliability-of.ts'
import type { Agreement, CodeAgreement } from '../../agree.ts'
import { drawTable, type DrawnCell } from '../draw-table.ts'
import { agreementSummary } from './agreement-summary.ts'

/** What is told: all of it, or a row for each code. */
export interface Telling {
  readonly isFull: boolean
  readonly weights?: WeightScheme
}

/** For people. One code is told in full. */
export function agreementText(agreement: Agreement, { isFull, weights }: Telling): string[] {
  const { place, rows, codes, notes } = agreement
  const head = sanitiseLine(
    `${place}: ${counted(rows, 'coding')} of ${counted(codes.length, 'code')}`,
  )
  if (!isFull && codes.length > 1) return [head, ...agreementSummary(agreement)]
  return [
    head,
    ...intervalsLine(agreement),
    ...codes.flatMap((one) => codeText(one, weights)),
    ...(notes.length === 0 ? [] : ['', ...notes.map(sanitiseLine)]),
  ]
}

function intervalsLine({ replicates, seed, resampled }: Agreement): string[] {
  const jackknife = `jackknife over ${resampled}s in the second`
  return [
    replicates === 0
      ? `95% intervals: none by bootstrap; ${jackknife}`
      : `95% intervals: percentile bootstrap over ${resampled}s (${replicates.toLocaleString('en')} replicates, seed ${seed}) in the first column, ${jackknife}`,
  ]
}

const LINES: readonly (readonly [string, StatisticName])[] = [
  ['percent agreement (a share)', 'percent_agreement'],
  ["Krippendorff's alpha", 'krippendorff_alpha'],
  ["Cohen's kappa", 'cohen_kappa'],
  ["Scott's pi", 'scott_pi'],
  ["Fleiss' kappa", 'fleiss_kappa'],
  ["Fleiss' kappa, generalised", 'fleiss_kappa_generalised'],
  ["Conger's kappa", 'conger_kappa'],
  ["Gwet's AC1", 'gwet_ac1'],
  ['Brennan–Prediger', 'brennan_prediger'],
  ['PABAK', 'pabak'],
  ['prevalence index', 'prevalence_index'],
  ['bias index', 'bias_index'],
]

const WEIGHTED: readonly (readonly [string, StatisticName, WeightScheme])[] = [
  ["Cohen's kappa, linear weights", 'cohen_kappa_linear', 'linear'],
  ["Cohen's kappa, quadratic weights", 'cohen_kappa_quadratic', 'quadratic'],
  ["Gwet's AC2, linear weights", 'gwet_ac2_linear', 'linear'],
  ["Gwet's AC2, quadratic weights", 'gwet_ac2_quadratic', 'quadratic'],
  ["Gwet's AC2, ordinal weights", 'gwet_ac2_ordinal', 'ordinal'],
]

function codeText(
  { code, reliability, pairs, notes }: CodeAgreement,
  weights?: WeightScheme,
): string[] {
  const { ratings, pairableUnits } = reliability
  const weighted =
    ratings.level === 'nominal'
      ? []
      : WEIGHTED.filter(([, , scheme]) => weights === undefined || scheme === weights)
  const lines = [...LINES, ...weighted].filter(([, name]) => isTold(name, reliability))
  return [
    '',
    sanitiseLine(
      `${code} (${ratings.level}): ${counted(ratings.units, 'unit')}, ${pairableUnits} with two values or more, ${counted(ratings.coders.length, 'coder')}`,
    ),
    '',
    drawTable(
      ['coefficient', 'value', 'bootstrap', 'jackknife', 'why there is none'],
      lines.map(([label, name]) => rowOf(label, name, reliability)),
    ),
    ...prevalenceText(reliability),
    ...pairsText(pairs),
    ...(notes.length === 0 ? [] : ['', ...notes.map(sanitiseLine)]),
  ]
}

/** Coefficients of two coders are left out where there are more, and those of the other kind where two leave nothing out. */
function isTold(name: StatisticName, { ratings, statistics }: Reliability): boolean {
  const two = ['cohen_kappa', 'cohen_kappa_linear', 'cohen_kappa_quadratic', 'scott_pi']
  if (['pabak', 'prevalence_index', 'bias_index'].includes(name))
    return statistics[name].value !== null
  if (two.includes(name)) return ratings.coders.length <= 2
  if (name === 'fleiss_kappa_generalised') return statistics.fleiss_kappa.value === null
  return true
}

function rowOf(label: string, name: StatisticName, reliability: Reliability): DrawnCell[] {
  const { value, reason } = reliability.statistics[name]
  const between = (intervals: Reliability['bootstrap']): string => {
    const interval = intervals.get(name as CoefficientName)
    if (interval === undefined || interval.low === null) return ''
    const left = interval.undefined === 0 ? '' : ` (${interval.undefined} undefined)`
    const cut = interval.cutOff === undefined ? '' : ' (cut off)'
    return `${interval.low.toFixed(3)} to ${interval.high.toFixed(3)}${cut}${left}`
  }
  return [
    label,
    value === null ? '' : value.toFixed(3),
    between(reliability.bootstrap),
    between(reliability.jackknife),
    reason ?? '',
  ]
}

/** Of more coders than these, the prevalences stand in the JSON only. */
const MOST_CODERS = 40

/** More categories than these are measurements, or a list too long to read. */
const MOST_CATEGORIES = 12

function prevalenceText({ ratings, prevalences }: Reliability): string[] {
  const { categories, coders } = ratings
  if (coders.length === 0 || categories.length > MOST_CATEGORIES) return []
  return [
    '',
    drawTable(
      ['coder', 'values', ...categories.map((name) => `share of ${name}`)],
      coders
        .slice(0, MOST_CODERS)
        .map((coder, i) => [
          coder,
          prevalences[i]?.values,
          ...categories.map((_, k) => (prevalences[i]?.shares[k] ?? 0).toFixed(3)),
        ]),
    ),
    ...(coders.length > MOST_CODERS
      ? [`… and ${coders.length - MOST_CODERS} more: see --json`]
      : []),
  ]
}

function pairsText(pairs: CodeAgreement['pairs']): string[] {
  if (pairs.length === 0) return []
  const cell = ({ statistics }: Reliability, name: StatisticName): DrawnCell =>
    statistics[name].value?.toFixed(3)
  return [
    '',
    drawTable(
      ['coders', 'units', 'agreement', "Cohen's kappa", "Krippendorff's alpha", "Gwet's AC1"],
      pairs.map(({ coders, reliability }) => [
        coders.join(' · '),
        reliability.pairableUnits,
        cell(reliability, 'percent_agreement'),
        cell(reliability, 'cohen_kappa'),
        cell(reliability, 'krippendorff_alpha'),
        cell(reliability, 'gwet_ac1'),
      ]),
    ),
  ]
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`
}
