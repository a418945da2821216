/** Takes over what people coded and says what became of it. */
import { BadInputError } from '../../../base/errors.ts'
import { sanitiseLine } from '../../../base/sanitise.ts'
import { chooseCodebook, codebookInWords } from '../../codings/choose-codebook.ts'
import { importSheet } from '../../codings/import-sheet.ts'
import { print, printJson } from '../print.ts'
import type { ImportOptions } from './import-options.ts'
import { withLedger } from './with-ledger.ts'

export async function importCodings(
  db: string,
  file: string,
  options: ImportOptions,
): Promise<void> {
  if (/\.qdpx$/i.test(file))
    return (await import('./import-project.ts')).importProject(db, file, options)
  if (!/\.(?:csv|tsv)$/i.test(file))
    throw new BadInputError(
      `${file}: codings come as a coding sheet (.csv) or as a REFI-QDA project (.qdpx).`,
    )
  refuseProjectOptions(file, options)
  const { codebook: name, coder } = options
  if (name === undefined)
    throw new BadInputError(`${file}: say by which codebook it was coded: --codebook NAME.`)
  await withLedger(db, 'write', async (ledger, store) => {
    const codebook = await chooseCodebook(ledger, name)
    const imported = await importSheet(store, ledger, codebook, file, coder ?? null)
    const { coders, taken, corrected, already, empty, ignored, absent } = imported
    if (options.json === true)
      return printJson({ db, file, codebook: codebook.codebook, ...imported })
    print(
      sanitiseLine(
        `${coders.join(', ') || 'nobody'} · ${codebookInWords(codebook)}: ${taken} codings taken over, ${corrected} corrected, ${already} there already, ${empty} cells empty`,
      ),
    )
    if (corrected > 0) print('What was corrected stays in the table corrections.')
    if (ignored.length > 0)
      print(sanitiseLine(`These columns are no codes and were passed over: ${ignored.join(', ')}`))
    // A sheet for one code lacks the others on purpose: they are missed where a heading may have been misspelt.
    if (ignored.length > 0 && absent.length > 0)
      print(`No column is for: ${absent.join(', ')}. Nothing was taken over of it.`)
  })
}

/** What is said of projects alone would be passed over in silence. */
function refuseProjectOptions(file: string, options: ImportOptions): void {
  const { newCodebook, coderPrefix, unitsOf, lookedBy, mostBytes, unmarked } = options
  const given = [
    ...(newCodebook === undefined ? [] : ['--new-codebook']),
    ...(coderPrefix === undefined ? [] : ['--coder-prefix']),
    ...(unmarked === 'missing' ? [] : ['--unmarked']),
    ...(unitsOf === undefined ? [] : ['--units-of']),
    ...(lookedBy === undefined ? [] : ['--looked-by']),
    ...(mostBytes === undefined ? [] : ['--most-bytes']),
  ]
  if (given.length > 0)
    throw new BadInputError(
      `${file}: ${given.join(' and ')} ${given.length === 1 ? 'is' : 'are'} of projects (.qdpx) only, and this is a coding sheet. In a sheet an empty cell is missing and 0 is no.`,
    )
}
