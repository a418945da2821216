/** The part of a report that tells how far treatments are from the first. */
import type { TreatmentDifference } from '../../../study/analysis/treatment-differences.ts'
import { fitTable, wrapWords } from './fit-table.ts'

/** Nothing where there is one treatment. Of two options the second is left out: it says nothing that the first does not. */
export function differencesText(differences: readonly TreatmentDifference[]): string[] {
  const [first] = differences
  if (first === undefined) return []
  const groups = Map.groupBy(differences, groupKey)
  const told = differences.filter((one) => {
    const shares = (groups.get(groupKey(one)) ?? []).filter(
      ({ measure }) => measure.kind === 'share',
    )
    return shares.length !== 2 || one !== shares[1]
  })
  return [
    '',
    ...wrapWords(`Differences: each treatment minus "${first.from}"`),
    ...fitTable(
      ['treatment', 'role', 'ask', 'measure', 'runs', 'difference'],
      told.map((one) => [
        one.to,
        one.role,
        one.ask ?? '',
        measureName(one),
        `${one.toRuns}, ${one.fromRuns}`,
        intervalText(one),
      ]),
      4,
    ),
    ...wrapWords(
      'Differences of the means above, over finished runs, with 95 % intervals: percentile bootstrap for two samples, the runs of ' +
        'each treatment resampled on their own (Efron and Tibshirani 1993), 2,000 times from a fixed seed, widened as above; ' +
        'normal where both have more than 200 runs. None where a treatment has one run or no runs differ. Not corrected for how ' +
        'many there are.',
    ),
  ]
}

function groupKey({ to, role, ask }: TreatmentDifference): string {
  return JSON.stringify([to, role, ask])
}

function measureName({ measure }: TreatmentDifference): string {
  if (measure.kind === 'earnings') return '(earnings)'
  return measure.kind === 'amount' ? '(mean)' : (measure.value ?? '(pass)')
}

function intervalText({ difference, interval }: TreatmentDifference): string {
  if (difference === null) return '–'
  const mean = signed(difference)
  return interval === null ? mean : `${mean} [${signed(interval[0])}, ${signed(interval[1])}]`
}

/** To two places, with its sign. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(2)
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`
}
