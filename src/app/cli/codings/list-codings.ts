/** Prints what the ledger of codings holds. */
import { listCodings } from '../../codings/list-codings.ts'
import { drawTable } from '../draw-table.ts'
import { print, printJson } from '../print.ts'
import { withLedger } from './with-ledger.ts'

export interface ListOptions {
  json?: true
}

export async function listCodingsOf(db: string, options: ListOptions): Promise<void> {
  const listed = await withLedger(db, 'read', listCodings)
  if (options.json === true) return printJson({ db, ...listed })
  const { codebooks, coders, adjudications } = listed
  if (codebooks.length === 0) return print(`${db}: nothing has been coded yet.`)
  print(
    drawTable(
      ['codebook', 'version', 'codes', 'hash'],
      codebooks.map(({ name, version, codes, hash }) => [name, version, codes, hash.slice(0, 12)]),
    ),
  )
  if (coders.length > 0)
    print(
      '',
      drawTable(
        ['coder', 'kind', 'codebook', 'version', 'codings', 'missing', 'corrections'],
        coders.map((one) => [
          one.coder,
          one.kind,
          one.codebook,
          one.version,
          one.codings,
          one.missing,
          one.corrections,
        ]),
      ),
    )
  if (adjudications.length > 0)
    print(
      '',
      drawTable(
        ['settled', 'codebook', 'rule', 'coders'],
        adjudications.map(({ name, codebook, rule, coders: of }) => [
          name,
          codebook,
          rule,
          of.join(', '),
        ]),
      ),
    )
}
