/** Codebooks for tests, with the defaults of a file. */
import { CodebookFile, codebookOf, type Codebook } from '../codebook.ts'

/** A codebook of these codes; each is defined by its name where nothing is said. */
export function madeCodebook(codes: Readonly<Record<string, object>>, more: object = {}): Codebook {
  const defined = Object.entries(codes).map(([name, code]) => [name, { definition: name, ...code }])
  const file = { codebook: 'made', version: 1, codes: Object.fromEntries(defined) as object }
  return codebookOf(CodebookFile.parse({ ...file, ...more }))
}
