/** The codebooks with which a record was coded, read from its tables. */
import { BadInputError, UnknownNameError } from '../../base/errors.ts'
import type { Tables } from '../../io/store/tables.ts'
import { codebookIn, type Codebook } from './codebook.ts'

/** By name, then by version. */
export function recordedCodebooks(tables: Pick<Tables, 'rows'>): Codebook[] {
  return [...tables.rows('codebooks')].map(({ name, version, hash, body }) =>
    codebookIn({
      kind: 'codebook-fixed',
      name: String(name),
      version: String(version),
      hash: String(hash),
      body: JSON.parse(String(body)) as Parameters<typeof codebookIn>[0]['body'],
    }),
  )
}

/**
 * The one that is meant by `NAME` or `NAME@VERSION`; without a name, the only one there is.
 * @throws BadInputError, UnknownNameError where the record has none, or it is not plain which is meant.
 */
export function recordedCodebook(tables: Tables, given: string | undefined): Codebook {
  const all = recordedCodebooks(tables)
  if (all.length === 0)
    throw new BadInputError(
      `${tables.place}: this record holds no codings. Bring them in with coterie codings import, or let rules or judges code with coterie code.`,
    )
  const inWords = ({ codebook, version }: Codebook): string => `${codebook}@${version}`
  const found = all.filter(
    (one) => given === undefined || one.codebook === given || inWords(one) === given,
  )
  const [first, ...others] = found
  if (first === undefined)
    throw new UnknownNameError(
      'codebook',
      given ?? '',
      given?.includes('@') === true
        ? all.map(inWords)
        : [...new Set(all.map((one) => one.codebook))],
      'Codebooks are told by --codebook.',
    )
  if (others.length > 0)
    throw new BadInputError(
      `${tables.place}: there are ${found.length} codebooks${given === undefined ? '' : ` of the name "${given}"`}: ${found.map(inWords).join(', ')}. Say which one: --codebook ${inWords(first)}`,
    )
  return first
}
