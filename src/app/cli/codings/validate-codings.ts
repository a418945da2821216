/** Prints how well a judge does against a person. */
import { sanitiseLine } from '../../../base/sanitise.ts'
import { chooseCodebook, codebookInWords } from '../../codings/choose-codebook.ts'
import { readDesign } from '../../codings/read-design.ts'
import { validateCodes, type ValidatedCodes } from '../../codings/validate.ts'
import type { JudgeErrors } from '../../../study/coding/validation/validate-judge.ts'
import { drawTable } from '../draw-table.ts'
import { print, printJson } from '../print.ts'
import { withLedger } from './with-ledger.ts'

export interface ValidateOptions {
  codebook: string
  judge: string
  human: string
  design?: string
  json?: true
}

export async function validateCodings(db: string, options: ValidateOptions): Promise<void> {
  const { openSqliteTables } = await import('../../adapters.ts')
  const { judge, human } = options
  const design = options.design === undefined ? null : readDesign(options.design)
  await withLedger(db, 'read', async (ledger, store) => {
    const codebook = await chooseCodebook(ledger, options.codebook)
    const tables = openSqliteTables(db)
    try {
      const validated = validateCodes(store, ledger, tables, codebook, { judge, human, design })
      if (options.json === true)
        return printJson({ db, codebook: codebook.codebook, judge, human, ...validated })
      print(
        sanitiseLine(`${judge} held against ${human} · ${codebookInWords(codebook)}`),
        ...tablesOf(validated),
        ...validated.notes.map(sanitiseLine),
        '',
        'Intervals (95 %) are over units like these, taken for independent; they do not tell how runs differ.',
      )
    } finally {
      tables.close()
    }
  })
}

function tablesOf({ codes }: ValidatedCodes): string[] {
  const rows = Object.entries(codes).flatMap(([code, one]) => {
    const treatments = Object.entries(one.by_treatment)
    const isOne = treatments.length < 2
    return [
      [code, isOne ? '' : 'all', one] as const,
      ...(isOne ? [] : treatments.map(([treatment, errors]) => ['', treatment, errors] as const)),
    ]
  })
  return [
    '',
    drawTable(
      ['code', 'treatment', 'judged', 'by both', 'sensitivity', 'specificity'],
      rows.map(([code, treatment, { judged, twice, sensitivity, specificity }]) => [
        code,
        treatment,
        judged,
        twice,
        share(sensitivity.estimate, sensitivity.interval),
        share(specificity.estimate, specificity.interval),
      ]),
    ),
    '',
    drawTable(
      ['prevalence', 'treatment', 'by the judge', 'Rogan-Gladen', 'prediction-powered'],
      rows.map(([code, treatment, { prevalence }]) => [
        code,
        treatment,
        share(prevalence.judge, null),
        correctedWords(prevalence.rogan_gladen),
        correctedWords(prevalence.prediction_powered),
      ]),
    ),
    '',
  ]
}

function share(estimate: number | null, interval: readonly [number, number] | null): string {
  if (estimate === null) return '–'
  const [low, high] = interval ?? []
  const range =
    low === undefined || high === undefined ? '' : ` [${low.toFixed(3)}, ${high.toFixed(3)}]`
  return `${estimate.toFixed(3)}${range}`
}

function correctedWords({
  prevalence,
  interval,
  clipped,
  reason,
}: JudgeErrors['prevalence']['rogan_gladen']): string {
  return reason ?? `${share(prevalence, interval)}${clipped ? ' (clipped)' : ''}`
}
