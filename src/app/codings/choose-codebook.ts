/** Which codebook a name means: one that the record was coded with, one of the catalogue, or a file. */
import { BadInputError } from '../../base/errors.ts'
import type { Ledger } from '../../io/store/ledger.ts'
import { codebookIn, type Codebook } from '../../study/coding/codebook.ts'

/**
 * `NAME`, `NAME@VERSION` or a path. Of several versions in the ledger the one that was fixed last is meant.
 * @throws BadInputError, UnknownNameError where there is none.
 */
export async function chooseCodebook(
  ledger: Pick<Ledger, 'codebooks'>,
  given: string,
): Promise<Codebook> {
  const { isCodebookFile, loadCodebook } = await import('../load-codebook.ts')
  if (isCodebookFile(given)) return loadCodebook(given)
  const [name = '', version] = given.split('@')
  const versions = ledger.codebooks().filter((one) => one.name === name)
  const found = versions.findLast((one) => version === undefined || one.version === version)
  if (found !== undefined) return codebookIn(found)
  if (version === undefined) return loadCodebook(name)
  const known = versions.map((one) => one.version).join(', ')
  throw new BadInputError(
    `${name} ${version} is no codebook of this record${known === '' ? '' : ` (versions: ${known})`}. Give the file of the codebook.`,
  )
}

/** The name with the version, as it is told. */
export function codebookInWords({ codebook, version }: Codebook): string {
  return `${codebook} ${version}`
}
