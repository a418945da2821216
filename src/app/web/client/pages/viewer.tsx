/** The frame around every page of the viewer: which record, which page, and the page. */
import { useEffect, useRef } from 'preact/hooks'
import { HelpButton } from '../help/help-button.tsx'
import { Await } from '../parts/await.tsx'
import type { Page, RecordNamed } from './page.ts'
import { pages } from './pages.ts'
import { RecordList } from './runs/record-list.tsx'
import { isConnected } from '../shell/changes.ts'
import { plainLine, shortRun } from '../shell/plain.ts'
import { go, href, route } from '../shell/route.ts'
import { useAnswer } from '../shell/use-answer.ts'

export function Viewer() {
  const answer = useAnswer<readonly RecordNamed[]>('records')
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the page
      </a>
      <Await answer={answer}>{(records) => <Frame records={records} />}</Await>
    </>
  )
}

/** The address after # is where the page is: a link there would leave it. */
function skip(event: Event): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

function Frame({ records }: { readonly records: readonly RecordNamed[] }) {
  const { record: id, page, rest } = route.value
  const record =
    records.find((one) => one.id === id) ?? (records.length === 1 ? records[0] : undefined)
  const named = pages.find((one) => one.name === page)
  const shown = named ?? pages[0]
  const main = useRef<HTMLElement>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    document.title = titleOf(record, shown, rest)
  }, [record?.id, shown?.name, rest.join('/')])
  useEffect(() => {
    // Who reads by ear, or goes by keyboard, is where the new page begins.
    if (!isFirst.current) main.current?.focus({ preventScroll: true })
    isFirst.current = false
    scrollTo(0, 0)
  }, [record?.id, shown?.name])
  return (
    <>
      <header class="top">
        <a class="brand" href={href([])}>
          Coterie
        </a>
        {records.length > 1 && <RecordMenu records={records} at={record} />}
        {record !== undefined && records.length === 1 && (
          <span class="record-name">{plainLine(record.id)}</span>
        )}
        {record !== undefined && (
          <nav aria-label="Pages of the record">
            {pages
              .filter(({ isTab }) => isTab)
              .map(({ name, title }) => (
                <a
                  key={name}
                  href={href([record.id, name])}
                  aria-current={shown?.tab === name ? 'page' : undefined}
                >
                  {title}
                </a>
              ))}
          </nav>
        )}
        <HelpButton />
      </header>
      {!isConnected.value && (
        <p class="fault" role="alert">
          The server cannot be reached: what is shown may be out of date.
        </p>
      )}
      <main id="main" tabIndex={-1} ref={main}>
        {record !== undefined && named === undefined && page !== '' && (
          <p class="notice" role="status">
            There is no page “{plainLine(page)}”: this is where a record opens.
          </p>
        )}
        {record === undefined ? (
          <RecordList records={records} unknown={id} />
        ) : (
          shown !== undefined && <shown.component key={record.id} record={record} />
        )}
      </main>
    </>
  )
}

/** What tells one window from another comes first: `Run 3f9a…`, the page, the record. */
function titleOf(
  record: RecordNamed | undefined,
  page: Page | undefined,
  rest: readonly string[],
): string {
  if (record === undefined || page === undefined) return 'Records · Coterie'
  const runs = rest.filter((part) => part.startsWith('run_')).map(shortRun)
  const what = [page.title, runs.join(' and ')].filter((part) => part !== '').join(' ')
  return `${what} · ${plainLine(record.id)} · Coterie`
}

interface RecordsProps {
  readonly records: readonly RecordNamed[]
  readonly at?: RecordNamed | undefined
}

function RecordMenu({ records, at }: RecordsProps) {
  return (
    <label class="record-menu">
      <span class="unseen">Record</span>
      <select
        value={at?.id ?? ''}
        onChange={(event) =>
          go(event.currentTarget.value === '' ? [] : [event.currentTarget.value, 'runs'])
        }
      >
        <option value="">All records</option>
        {records.map(({ id }) => (
          <option key={id} value={id}>
            {plainLine(id)}
          </option>
        ))}
      </select>
    </label>
  )
}
