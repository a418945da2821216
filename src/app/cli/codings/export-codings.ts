/** Writes a coding sheet and says what it holds. */
import { BadInputError, UnknownNameError } from '../../../base/errors.ts'
import { STRATIFY_BY, type StratifyBy } from '../../../study/coding/validation/strata.ts'
import { chooseCodebook, codebookInWords } from '../../codings/choose-codebook.ts'
import { exportSheet, type WrittenSheet } from '../../codings/export-sheet.ts'
import { drawTable } from '../draw-table.ts'
import { print, printJson } from '../print.ts'
import { namesIn } from './names-in.ts'
import { withLedger } from './with-ledger.ts'

export interface SheetWords {
  codebook: string
  out: string
  sample?: number
  seed: number
  by?: string
  validate?: string
  judges?: string
  json?: true
}

export async function exportCodings(db: string, options: SheetWords): Promise<void> {
  const { out, seed, sample, validate } = options
  if (!/\.csv$/i.test(out))
    throw new BadInputError(`--out ${out}: a coding sheet is a CSV file. Give it the ending .csv.`)
  if (sample === undefined && (options.by !== undefined || validate !== undefined))
    throw new BadInputError(
      '--by and --validate draw a sample: say how many units, with --sample N.',
    )
  const by = stratifyBy(options.by ?? (validate === undefined ? '' : 'judges,treatment'))
  const judges = options.judges === undefined ? [] : namesIn('--judges', options.judges)
  await withLedger(db, 'read', async (ledger, store) => {
    const codebook = await chooseCodebook(ledger, options.codebook)
    const sheet = exportSheet(store, ledger, codebook, { out, seed, sample, by, validate, judges })
    if (options.json === true) return printJson(asJson(db, sheet, seed))
    print(
      `${sheet.units} units · ${codebookInWords(codebook)}: ${sheet.codes.join(', ')} · seed ${seed}`,
      `written: ${sheet.files.join(', ')}`,
    )
    if (sheet.design !== null && sheet.design.by.length > 0) print('', strataTable(sheet.design))
  })
}

function stratifyBy(list: string): StratifyBy[] {
  if (list === '') return []
  return namesIn('--by', list).map((name) => {
    const by = STRATIFY_BY.find((one) => one === name)
    if (by === undefined)
      throw new UnknownNameError(
        'stratum',
        name,
        STRATIFY_BY,
        'Give a list such as judges,treatment.',
      )
    return by
  })
}

function strataTable({ by, strata }: NonNullable<WrittenSheet['design']>): string {
  return drawTable(
    [...by, 'units', 'drawn', 'probability'],
    strata.map(({ stratum, of, drawn, probability }) => [
      ...stratum,
      of,
      drawn,
      Number(probability.toFixed(4)),
    ]),
  )
}

function asJson(db: string, { files, units, codes, design }: WrittenSheet, seed: number): object {
  return { db, files, units, codes, seed, design }
}
