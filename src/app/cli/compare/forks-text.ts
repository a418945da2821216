/** What the forks of a run say of their difference, for people. */
import { sanitiseLine } from '../../../base/sanitise.ts'
import type { PairedDifference } from '../../../study/analysis/paired-difference.ts'
import type {
  ForkComparison,
  ForkedDifference,
  MeasuredPairs,
} from '../../../study/analysis/paired-forks.ts'
import type { PairedMeasure } from '../../../study/analysis/paired-measures.ts'
import { signed } from '../report/differences-text.ts'
import { fitTable, wrapWords } from '../report/fit-table.ts'

/** A table for each difference, then how its numbers are made. */
export function forksText({ parent, treatment, differences }: ForkComparison): string[] {
  return [
    sanitiseLine(`Forks of ${parent} (${treatment})`),
    ...differences.flatMap(differenceText),
    '',
    ...wrapWords(
      'Each pair is a fork with the difference and one without, from the same tick on and with the same draws; the first pair has the parent itself. ' +
        'Measures are taken from the tick of the fork on, ticks over the whole run. difference: mean over pairs of with minus without, with its 95 % bootstrap interval ' +
        '(percentile, 2,000 resamples of pairs from a fixed seed, widened by √(n/(n−1))). p: two-sided sign-flip permutation test, exact up to 18 differing pairs ' +
        '(Fisher 1935), with 9,999 draws and +1 beyond (Phipson and Smyth 2010). t: paired t test; V: Wilcoxon signed ranks. None is corrected for how many there are. ' +
        'Pairs are replicates of one situation: they say what the difference does there, not what it does in general.',
    ),
  ]
}

function differenceText(one: ForkedDifference): string[] {
  const { tick, name, pairs, unpaired, measures } = one
  const parted = pairs.flatMap(({ partsAt }) => partsAt ?? [])
  const reasons = new Map<string, number>()
  for (const { reason } of told(measures))
    if (reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  return [
    '',
    sanitiseLine(`At tick ${tick}: ${name} (${counted(pairs.length, 'pair')})`),
    ...(unpaired === 0
      ? []
      : [`${counted(unpaired, 'fork')} left out: not finished, or without a finished baseline`]),
    ...(pairs.length === 0
      ? []
      : [
          parted.length === 0
            ? 'No decision is another in any pair.'
            : `Decisions part in ${parted.length} of ${pairs.length}, at first in tick ${Math.min(...parted)}.`,
          ...fitTable(
            ['of', 'measure', 'n', 'without', 'with', 'difference', 'p', 't', 'V'],
            told(measures).map((measured) => [
              whose(measured.measure),
              what(measured.measure),
              measured.pairs,
              places(measured.baselineMean),
              places(measured.differenceMean),
              intervalText(measured),
              pText(measured.signFlips?.p),
              tText(measured.t),
              vText(measured.signedRanks),
            ]),
            2,
          ),
          ...[...reasons].flatMap(([reason, rows]) =>
            wrapWords(
              `${rows === told(measures).length ? 'All rows' : counted(rows, 'row')}: ${reason}.`,
            ),
          ),
        ]),
  ]
}

/** Of two options the second is left out: it says nothing that the first does not. */
function told(measures: readonly MeasuredPairs[]): MeasuredPairs[] {
  const shares = Map.groupBy(
    measures.filter(({ measure }) => measure.kind === 'share'),
    ({ measure: { role, ask } }) => JSON.stringify([role, ask]),
  )
  const seconds = [...shares.values()].flatMap((two) => (two.length === 2 ? two.slice(1) : []))
  return measures.filter((one) => !seconds.includes(one))
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}

function whose({ role, participant }: PairedMeasure): string {
  if (role === null) return '(run)'
  return participant === null ? role : `${role} ${participant}`
}

function what({ kind, ask, value }: PairedMeasure): string {
  switch (kind) {
    case 'share':
      return `${ask ?? ''}: share of ${value ?? '(pass)'}`
    case 'amount':
      return `${ask ?? ''}: mean amount`
    default:
      return kind
  }
}

function places(value: number | null): string {
  return value === null ? '–' : value.toFixed(2)
}

function intervalText({ mean, interval }: PairedDifference): string {
  if (mean === null) return '–'
  const text = signed(mean)
  return interval === null ? text : `${text} [${signed(interval[0])}, ${signed(interval[1])}]`
}

function tText(test: PairedDifference['t']): string {
  return test === null ? '–' : `${signed(test.t)} (df ${test.df}), p ${pText(test.p)}`
}

function vText(test: PairedDifference['signedRanks']): string {
  return test === null ? '–' : `${test.v}, p ${pText(test.p)}`
}

function pText(p: number | undefined): string {
  if (p === undefined) return '–'
  return p < 0.001 ? '< 0.001' : p.toFixed(3)
}
