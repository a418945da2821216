/** Declares an adjudication and prints what it settles. */
import { sanitiseLine } from '../../../base/sanitise.ts'
import { chooseCodebook, codebookInWords } from '../../codings/choose-codebook.ts'
import {
  declareAdjudication,
  parseRule,
  settledCodes,
  type SettledCode,
} from '../../codings/settle.ts'
import { drawTable } from '../draw-table.ts'
import { print, printJson } from '../print.ts'
import { namesIn } from './names-in.ts'
import { withLedger } from './with-ledger.ts'

export interface SettleOptions {
  codebook: string
  rule: string
  coders: string
  name: string
  json?: true
}

export async function settleCodings(db: string, options: SettleOptions): Promise<void> {
  const { openSqliteTables } = await import('../../adapters.ts')
  const rule = parseRule(options.rule)
  const coders = namesIn('--coders', options.coders)
  await withLedger(db, 'write', async (ledger) => {
    const codebook = await chooseCodebook(ledger, options.codebook)
    declareAdjudication(ledger, codebook, options.name, rule, coders)
    const tables = openSqliteTables(db)
    try {
      const codes = settledCodes(tables, codebook, options.name)
      if (options.json === true)
        return printJson({
          db,
          name: options.name,
          rule,
          coders,
          codebook: codebook.codebook,
          codes,
        })
      print(
        sanitiseLine(
          `${options.name}: ${rule} of ${coders.join(', ')} · ${codebookInWords(codebook)}. The raw codings stay.`,
        ),
        '',
        settledTable(codes),
      )
    } finally {
      tables.close()
    }
  })
}

function settledTable(codes: readonly SettledCode[]): string {
  return drawTable(
    ['code', 'units', 'open', 'settled as'],
    codes.map(({ code, units, open, values }) => [
      code,
      units,
      open,
      Object.entries(values)
        .map(([value, count]) => `${value}: ${count}`)
        .join(', '),
    ]),
  )
}
