/** Asked of the codings of a record: what there is of them. */
import { UnknownNameError } from '../../../base/errors.ts'
import { isSimulated } from '../../../record/simulated.ts'
import { codebookIn, type Codebook } from '../../../study/coding/codebook.ts'
import type {
  CodingOverview,
  OverviewBook,
} from '../../../study/viewing/codings/coding-overview.ts'
import { listCodings } from '../../codings/list-codings.ts'
import { settledCodes } from '../../codings/settle.ts'
import { hasManyCodings, keptByLedger, ledgerSize } from './codings-kept.ts'
import type { Opened } from '../records.ts'
import type { Question } from './question.ts'

export const codingOverview: Question = {
  path: 'codings',
  takesSeconds: hasManyCodings,
  answer: (record) => keptByLedger(record, 'overview', () => overviewOf(record)),
  instances: () => [{}],
}

function overviewOf(record: Opened): CodingOverview {
  const { coders } = listCodings(record.ledger)
  const simulated = new Set(
    record.ledger
      .coders()
      .filter(({ definition }) => isSimulated(definition['model']))
      .map(({ name }) => name),
  )
  const books = booksOf(record).map(({ key, id, codebook }): OverviewBook => {
    const thirds = thirdsOf(record, codebook)
    return {
      key,
      id,
      name: codebook.codebook,
      version: codebook.version,
      about: codebook.about,
      codes: codebook.codes.map(({ code, title, level, group, definition, categories }) => ({
        code,
        title,
        level,
        group,
        definition,
        values:
          level === 'binary' || level === 'span' ? [1, 0] : categories.map((one) => one.category),
      })),
      coders: coders
        .filter((one) => one.codebook === codebook.codebook && one.version === codebook.version)
        .map(({ coder, kind, codings, missing, corrections }) => ({
          coder,
          kind: kind as 'human',
          isSimulated: simulated.has(coder),
          codings,
          missing,
          corrections,
          isThird: thirds.has(coder),
        })),
      adjudications: record.ledger
        .adjudications()
        .filter((one) => one.codebook === codebook.hash)
        .map(({ name, rule, coders: of }) => ({
          name,
          rule,
          coders: of,
          codes: settledCodes(record.tables, codebook, name),
        })),
    }
  })
  return { books, size: ledgerSize(record) }
}

export interface RecordedBook {
  /** The beginning of its hash: a version may be any words, and addresses are also names of files. */
  readonly key: string
  /** `NAME@VERSION`. */
  readonly id: string
  readonly codebook: Codebook
}

export function booksOf({ ledger }: Pick<Opened, 'ledger'>): RecordedBook[] {
  return ledger.codebooks().map((fixed) => ({
    key: fixed.hash.slice(0, 16),
    id: `${fixed.name}@${fixed.version}`,
    codebook: codebookIn(fixed),
  }))
}

/** @throws UnknownNameError where there is no such codebook. */
export function bookAt(record: Pick<Opened, 'ledger'>, key: string | undefined): RecordedBook {
  const all = booksOf(record)
  const found = all.find((one) => one.key === key)
  if (found !== undefined) return found
  throw new UnknownNameError(
    'codebook',
    key ?? '',
    all.map((one) => one.key),
    'They are told by the page.',
  )
}

/** People who only decide where two others differ: whatever else they are, they are not asked for their agreement. */
export function thirdsOf({ ledger }: Pick<Opened, 'ledger'>, { hash }: Codebook): Set<string> {
  const own = ledger.adjudications().filter(({ codebook }) => codebook === hash)
  const people = new Set(
    ledger.coders().flatMap(({ name, coderKind }) => (coderKind === 'human' ? [name] : [])),
  )
  const firsts = new Set(
    own.flatMap(({ rule, coders }) => (rule === 'third' ? coders.slice(0, 2) : [])),
  )
  return new Set(
    own
      .filter(({ rule }) => rule === 'third')
      .flatMap(({ coders }) => coders.slice(2))
      .filter((name) => people.has(name) && !firsts.has(name)),
  )
}
