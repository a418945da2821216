/** Takes over a REFI-QDA project and says what became of every coding in it. */
import { BadInputError } from '../../../base/errors.ts'
import { sanitiseLine } from '../../../base/sanitise.ts'
import { chooseCodebook } from '../../codings/choose-codebook.ts'
import { importQdpx, type ImportedQdpx } from '../../codings/import-qdpx.ts'
import { readDesign } from '../../codings/read-design.ts'
import { drawTable } from '../draw-table.ts'
import { print, printJson } from '../print.ts'
import type { ImportOptions } from './import-options.ts'
import { withLedger } from './with-ledger.ts'

export async function importProject(
  db: string,
  path: string,
  options: ImportOptions,
): Promise<void> {
  const { openSqliteTables } = await import('../../adapters.ts')
  const { unmarked, unitsOf, lookedBy } = options
  if (unmarked !== 'missing' && unmarked !== 'zero')
    throw new BadInputError(`--unmarked ${unmarked}: it is missing or zero.`)
  const isWhole = unitsOf !== undefined && lookedBy !== undefined
  if (unmarked === 'zero' ? !isWhole : (unitsOf ?? lookedBy) !== undefined)
    throw new BadInputError(
      '--unmarked zero, --units-of and --looked-by go together: what is not marked is a no only of units that a coder has looked at. Say which units (--units-of all, or the design of the sample) and who looked at all of them (--looked-by Ann,Ben, or all).',
    )
  const looked =
    unitsOf === undefined || unitsOf === 'all'
      ? null
      : new Set(readDesign(unitsOf).units.map(({ unit }) => unit))
  await withLedger(db, 'write', async (ledger, store) => {
    const codebook =
      options.codebook === undefined ? null : await chooseCodebook(ledger, options.codebook)
    const tables = openSqliteTables(db)
    try {
      const imported = importQdpx(store, ledger, tables, {
        path,
        codebook,
        newCodebook: options.newCodebook ?? null,
        coder: options.coder ?? null,
        prefix: options.coderPrefix ?? '',
        unmarked,
        looked,
        lookedBy: lookedBy === undefined || lookedBy === 'all' ? null : namesIn(lookedBy),
        mostBytes: options.mostBytes,
      })
      if (options.json === true) printJson(asJson(db, path, imported))
      else printImported(imported)
    } finally {
      tables.close()
    }
  })
}

function namesIn(list: string): string[] {
  return list.split(',').map((name) => name.trim())
}

/** Words of units that nothing was made of are told up to so many characters. */
const MOST_WORDS = 40

/** More that found no place are counted, and listed by --json. */
const MOST_ROWS = 20

function printImported(imported: ImportedQdpx): void {
  const { coders, taken, corrected, already, ours, zeros, unmarkedNow, unplaced, notes } = imported
  const { newCodebook } = imported
  print(
    sanitiseLine(
      `${coders.join(', ') || 'nobody'}: ${taken} codings taken over, ${corrected} corrected, ${already} there already, ${unplaced.length} not placed`,
    ),
  )
  if (newCodebook !== null)
    print(sanitiseLine(`New codebook ${newCodebook.name} 1: ${newCodebook.codes.join(', ')}.`))
  if (ours > 0)
    print(`${ours} codings of judges, rules and adjudications are as they were exported.`)
  if (zeros > 0) print(`${zeros} of them are zeros: units that were looked at and not marked.`)
  if (unmarkedNow > 0)
    print(
      `${unmarkedNow} codings that the record has are no longer marked: they stay as they are. To make them zeros: --unmarked zero --units-of all --looked-by all.`,
    )
  print(...notes.map(sanitiseLine))
  if (unplaced.length === 0) return
  print(
    '',
    drawTable(
      ['not placed', 'code', 'user', 'why', 'words'],
      unplaced
        .slice(0, MOST_ROWS)
        .map(({ source, code, user, reason, words }) => [
          source,
          code,
          user,
          reason,
          words.slice(0, MOST_WORDS),
        ]),
    ),
  )
  if (unplaced.length > MOST_ROWS)
    print(`… and ${unplaced.length - MOST_ROWS} more: all of them are told by --json.`)
}

function asJson(
  db: string,
  file: string,
  { unmarkedNow, newCodebook, ...imported }: ImportedQdpx,
): object {
  return { db, file, ...imported, unmarked_now: unmarkedNow, new_codebook: newCodebook }
}
