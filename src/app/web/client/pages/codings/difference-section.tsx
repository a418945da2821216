/** Units on which coders differ: filtered, in a list, and beside it what everybody said of the one that is chosen. */
import { useId } from 'preact/hooks'
import type {
  Difference,
  DifferenceFilter,
  Differences,
} from '../../../../../study/viewing/codings/coding-differences.ts'
import { isDifferent } from '../../../../../study/viewing/codings/coding-differences.ts'
import {
  valueInWords,
  type OverviewBook,
} from '../../../../../study/viewing/codings/coding-overview.ts'
import { Await, Empty } from '../../parts/await.tsx'
import { VirtualList } from '../../parts/virtual-list.tsx'
import { count, counted } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'
import { go, route } from '../../shell/route.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { RecordNamed } from '../page.ts'
import { UnitPane } from './unit-pane.tsx'

interface DifferenceSectionProps {
  readonly record: RecordNamed
  readonly book: OverviewBook
  readonly size: number
}

export function DifferenceSection({ record, book, size }: DifferenceSectionProps) {
  const { code, a, b, unit, of } = route.value.query
  const coders = book.coders.filter(({ isThird }) => !isThird).map(({ coder }) => coder)
  const filter: DifferenceFilter = {
    code: book.codes.some((one) => one.code === code) ? code : undefined,
    a: coders.find((name) => name === a),
    b: coders.find((name) => name === b),
  }
  const answer = useAnswer<Differences>(
    coders.length < 2 ? null : `records/${record.id}/codings/${book.key}/differences`,
    { ...filter, size },
  )
  if (coders.length < 2) return null
  const move = (changes: Readonly<Record<string, string | undefined>>): void =>
    go([record.id, 'codings'], { ...route.value.query, book: book.key, ...changes }, 'replace')
  return (
    <section aria-labelledby="differences-title" class="codings-differences">
      <h2 id="differences-title">Where coders differ</h2>
      <div class="row">
        <Choice
          label="Code"
          all="all codes"
          value={filter.code}
          of={book.codes.map((one) => ({ value: one.code, label: one.title }))}
          onChange={(value) => move({ code: value, unit: undefined })}
        />
        <Choice
          label="Coder"
          all="anybody"
          value={filter.a}
          of={coders.map((name) => ({ value: name, label: name }))}
          onChange={(value) => move({ a: value, unit: undefined })}
        />
        <Choice
          label="differs from"
          all="anybody"
          value={filter.b}
          of={coders.map((name) => ({ value: name, label: name }))}
          onChange={(value) => move({ b: value, unit: undefined })}
        />
      </div>
      <Await answer={answer}>
        {(differences) => (
          <Browser
            record={record}
            book={book}
            size={size}
            differences={differences}
            filter={filter}
            chosen={{ unit, code: of }}
            onChoose={(row) => move({ unit: row.unit, of: row.code })}
          />
        )}
      </Await>
    </section>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly all: string
  readonly value: string | undefined
  readonly of: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string | undefined) => void
}

function Choice({ label, all, value, of, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <span class="codings-filter">
      <label for={id}>{label}</label>{' '}
      <select
        id={id}
        value={value ?? ''}
        onChange={({ currentTarget: { value: given } }) =>
          onChange(given === '' ? undefined : given)
        }
      >
        <option value="">{all}</option>
        {of.map((one) => (
          <option key={one.value} value={one.value}>
            {plainLine(one.label)}
          </option>
        ))}
      </select>
    </span>
  )
}

interface BrowserProps extends DifferenceSectionProps {
  readonly differences: Differences
  readonly filter: DifferenceFilter
  readonly chosen: { readonly unit: string | undefined; readonly code: string | undefined }
  readonly onChoose: (row: Difference) => void
}

function Browser(props: BrowserProps) {
  const { record, book, size, differences, filter, chosen, onChoose } = props
  // A static site has one answer for all filters.
  const rows = differences.rows.filter(
    (row) =>
      (filter.code === undefined || row.code === filter.code) && isDifferent(row.said, filter),
  )
  const at = rows.findIndex(({ unit, code }) => unit === chosen.unit && code === chosen.code)
  const row = rows[Math.max(0, at)]
  if (row === undefined) return <Empty>Nobody differs here.</Empty>
  const titles = new Map(book.codes.map((code) => [code.code, code]))
  return (
    <>
      <p class="quiet" role="status">
        Coders differ on {count(differences.of)} of the {counted(differences.compared, 'answer')}{' '}
        that two or more gave
        {differences.of > differences.rows.length &&
          `; the first ${count(differences.rows.length)} are listed: choose a code or a coder for the others`}
      </p>
      <div class="codings-browser">
        <VirtualList
          count={rows.length}
          rowHeight={64}
          height={520}
          label="Units on which coders differ"
          at={at === -1 ? undefined : at}
          row={(index) => {
            const one = rows[index] as Difference
            const code = titles.get(one.code)
            return (
              <button
                type="button"
                class="codings-row"
                aria-current={one === row ? 'true' : undefined}
                onClick={() => onChoose(one)}
              >
                <b>{plainLine(code?.title ?? one.code)}</b>
                {one.decided.some(({ value }) => value !== null) && (
                  <span class="codings-decided">decided</span>
                )}
                <span class="codings-said">
                  {one.said.map(({ coder, value }) => (
                    <span key={coder}>
                      {plainLine(coder)}: {plainLine(valueInWords(value, code?.level))}
                    </span>
                  ))}
                </span>
              </button>
            )
          }}
        />
        <UnitPane
          record={record}
          book={book}
          size={size}
          row={row}
          onStep={(by) => {
            const next = rows[Math.max(0, at) + by]
            if (next !== undefined) onChoose(next)
          }}
        />
      </div>
    </>
  )
}
