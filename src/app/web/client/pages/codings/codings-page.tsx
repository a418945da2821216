/** The codings of a record: who coded what, how far coders agree, where they differ, and how that is settled. */
import type {
  CodingOverview,
  OverviewBook,
} from '../../../../../study/viewing/codings/coding-overview.ts'
import { Term } from '../../help/term.tsx'
import { Await, Empty } from '../../parts/await.tsx'
import { plain, plainLine } from '../../shell/plain.ts'
import { go, route } from '../../shell/route.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { PageProps, RecordNamed } from '../page.ts'
import { AgreementSection } from './agreement-section.tsx'
import { CoderTable } from './coder-table.tsx'
import { DifferenceSection } from './difference-section.tsx'
import { SettledSection } from './settled-section.tsx'

export function CodingsPage({ record }: PageProps) {
  const answer = useAnswer<CodingOverview>(`records/${record.id}/codings`, {}, record.id)
  return (
    <>
      <h1>Coding</h1>
      <p class="lead">
        What <Term of="coder">coders</Term> found in the words and deeds of this record by a{' '}
        <Term of="codebook">codebook</Term>, how far they agree, and how differences are{' '}
        <Term of="settled">settled</Term>.
      </p>
      <Await answer={answer}>
        {(overview) =>
          overview.books.length === 0 ? <Nothing /> : <Books record={record} overview={overview} />
        }
      </Await>
    </>
  )
}

function Nothing() {
  return (
    <Empty>
      Nothing has been coded yet. Rules and judges code with <code>coterie code</code>; people with
      a link of <code>coterie view RECORD --coder NAME --codebook NAME</code>, or in a sheet of{' '}
      <code>coterie codings export</code>.
    </Empty>
  )
}

interface BooksProps {
  readonly record: RecordNamed
  readonly overview: CodingOverview
}

function Books({ record, overview: { books, size } }: BooksProps) {
  const { book: wanted } = route.value.query
  const book = books.find(({ key }) => key === wanted) ?? books.at(-1)
  if (book === undefined) return null
  return (
    <>
      {books.length > 1 && (
        <label class="row codings-books">
          Codebook
          <select
            value={book.key}
            onChange={(event) => go([record.id, 'codings'], { book: event.currentTarget.value })}
          >
            {books.map(({ key, id }) => (
              <option key={key} value={key}>
                {plainLine(id)}
              </option>
            ))}
          </select>
        </label>
      )}
      <BookHead book={book} />
      <CoderTable book={book} />
      <AgreementSection key={book.key} record={record} book={book} size={size} />
      <DifferenceSection key={`differences ${book.key}`} record={record} book={book} size={size} />
      <SettledSection record={record} book={book} />
    </>
  )
}

function BookHead({ book }: { readonly book: OverviewBook }) {
  return (
    <p>
      Codebook <b>{plainLine(book.name)}</b> {plainLine(book.version)}
      {book.about !== null && <>: {plain(book.about)}</>}
    </p>
  )
}
