/** The part of a report that tells how far coders agreed, and how often codes applied. */
import type { AgreementNumber, CodedReport } from '../../../study/analysis/coded.ts'
import { told } from '../estimate-text.ts'
import { fitTable, wrapWords } from './fit-table.ts'

/** Nothing where nothing was coded. `isLong`: prevalence is left out. */
export function codedText(coded: CodedReport | null, isLong: boolean): string[] {
  if (coded === null) return []
  const { agreement, prevalence } = coded
  const reasons = [
    ...new Set(
      agreement.flatMap((one) =>
        [one.percentAgreement, one.krippendorffAlpha, one.gwetAc1, one.kappa].flatMap(
          ({ reason }) => reason ?? [],
        ),
      ),
    ),
  ]
  return [
    ...(agreement.length === 0
      ? []
      : [
          '\nReliability: how far coders agree, code by code',
          ...fitTable(
            [
              'codebook',
              'code',
              'level',
              'coders',
              'units',
              'coded twice',
              'agreement',
              'α',
              'AC1',
              'κ',
            ],
            agreement.map((one) => [
              one.codebook,
              one.code,
              one.level,
              amongText(one),
              one.units,
              one.pairableUnits,
              numberText(one.percentAgreement),
              numberText(one.krippendorffAlpha),
              numberText(one.gwetAc1),
              numberText(one.kappa),
            ]),
            2,
          ),
          ...reasons.flatMap((reason) => wrapWords(`–: ${reason}`)),
          ...wrapWords(
            'agreement: share of agreeing pairs; α: Krippendorff’s; AC1: Gwet’s; κ: Cohen’s of two coders, Fleiss’ of more. 95 % intervals: percentile bootstrap, 2,000 resamples of whole runs ' +
              '(of units where there is one run) from a fixed seed; coders are never resampled. What was settled is no coder. All coefficients: coterie agree.',
          ),
        ]),
    ...(isLong || prevalence.length === 0
      ? []
      : [
          '\nCodes by treatment: share of a run’s coded units, means over finished runs',
          ...fitTable(
            ['codebook', 'code', 'value', 'treatment', 'by', 'runs', 'units', 'share'],
            prevalence.map((one) => [
              one.codebook,
              one.code,
              one.category,
              one.treatment,
              one.settled ? `${one.source} (settled)` : one.source,
              one.share.runs,
              one.units,
              told(one.share),
            ]),
            4,
          ),
          ...wrapWords(
            'Units whose value is missing are left out: missing is not false. Where codings were settled, only what was settled is told. Intervals as above.',
          ),
        ]),
  ]
}

function numberText({ value, interval }: AgreementNumber): string {
  if (value === null) return '–'
  const place = (one: number): string => one.toFixed(2).replace('-', '−')
  return interval === null
    ? place(value)
    : `${place(value)} [${place(interval[0])}, ${place(interval[1])}]`
}

/** `2 judges`; of all who coded, their number. */
function amongText({ among, coders }: CodedReport['agreement'][number]): string {
  return among === 'all' ? `${coders.length}` : `${coders.length} ${among}`
}
