/** The runs that fit, as a table of which only what is seen is drawn and asked for. */
import { useRef, useState } from 'preact/hooks'
import {
  LEVEL_PREFIX,
  runQueryIn,
  type RunQuery,
} from '../../../../../study/viewing/runs/select-runs.ts'
import { Empty, Fault } from '../../parts/await.tsx'
import { Passable } from '../../parts/passable.tsx'
import { count } from '../../shell/numbers.ts'
import { route } from '../../shell/route.ts'
import { useMedia } from '../../shell/use-media.ts'
import type { PageProps } from '../page.ts'
import { measureColumn } from './measure-column.tsx'
import { COLUMNS, type RunColumn } from './run-columns.tsx'
import { showRuns, type Shown } from './runs-address.ts'
import { RunRows, type ColumnsProps } from './run-rows.tsx'
import type { Measures } from './use-measures.ts'
import { useRunPage } from './use-runs.ts'

/** A phone, as the style sheet of this table has it. */
const NARROW = '(max-width: 700px)'
/** CSS pixels: on a phone names have several lines. */
const ROW_PX = { wide: 40, narrow: 66 }
/** Rows that are seen at once. */
const WINDOW_ROWS = 14
/** Rows beyond the window, above and below. */
const SPARE = 8
const STEP_ROWS = 4
/** Rows of an answer: a step of scrolling stays within it as a rule. */
const PAGE_ROWS = 100

/** The most that the window is high, as the style sheet has it, and what stands above its rows: CSS pixels. */
const WINDOW_PX = 560
const HEAD_PX = 80

interface TableProps extends PageProps {
  /** Runs of the record: until the list is there it has their room. */
  readonly all: number
  /** Whether any run ended before its time: where none did there is no column for why. */
  readonly hasWhy: boolean
  readonly measures: Measures
}

export function RunTable({ record, all, hasWhy, measures }: TableProps) {
  const rowPx = ROW_PX[useMedia(NARROW) ? 'narrow' : 'wide']
  // Drawn anew at every fourth row that passes, not at every pixel.
  const [step, setStep] = useState(0)
  const from = Math.max(0, step * STEP_ROWS - SPARE)
  const to = from + WINDOW_ROWS + 2 * SPARE
  // Half a page before the middle of the window, in steps of half a page.
  const middle = (from + to) / 2
  const offset = Math.max(0, Math.floor(middle / (PAGE_ROWS / 2)) - 1) * (PAGE_ROWS / 2)
  const query = selectionIn(route.value.query, measures.by)
  const { value: page, fault } = useRunPage(record.id, query, { offset, count: PAGE_ROWS })
  const { columns, look } = columnsFor(hasWhy, measures, page?.query.measure)
  const box = useRef<HTMLDivElement>(null)
  const key = JSON.stringify(query)
  const shownKey = useRef(key)
  if (shownKey.current !== key) {
    // Another selection begins at its beginning.
    shownKey.current = key
    if (box.current !== null) box.current.scrollTop = 0
  }
  if (page === undefined) {
    if (fault !== undefined) return <Fault words={fault} />
    const minHeight = `${HEAD_PX + Math.min(WINDOW_PX, all * rowPx)}px`
    return (
      <p class="quiet" style={{ minHeight }}>
        Loading…
      </p>
    )
  }
  const runs = page.all === 1 ? 'run' : 'runs'
  return (
    <>
      {fault !== undefined && <Fault words={fault} />}
      <p class="quiet" role="status">
        {page.fitting === page.all
          ? `${count(page.all)} ${runs}`
          : `${count(page.fitting)} of ${count(page.all)} ${runs} fit`}
      </p>
      {page.fitting === 0 ? (
        <Empty>No run fits: take a filter away, or search for fewer words.</Empty>
      ) : (
        <Passable what="the list of runs">
          <div
            ref={box}
            class="run-window"
            aria-busy={JSON.stringify(page.query) !== JSON.stringify(runQueryIn(query))}
            role="region"
            aria-label="Runs"
            tabIndex={0}
            onScroll={({ currentTarget: { scrollTop } }) =>
              setStep(Math.floor(scrollTop / (rowPx * STEP_ROWS)))
            }
          >
            <table
              class="run-table"
              aria-rowcount={page.fitting + 1}
              style={{ '--row-height': `${rowPx}px` }}
            >
              <Head record={record} columns={columns} shown={page.query} />
              <RunRows
                key={look}
                {...{ record, columns, page, from, rowPx }}
                to={Math.min(to, page.fitting)}
              />
            </table>
          </div>
        </Passable>
      )}
    </>
  )
}

/** What of an address says which runs are shown: the rest is about the grid. */
function selectionIn(query: Shown, by: string | null): Shown {
  const names = ['q', 'status', 'treatment', 'sort']
  const chosen = Object.entries(query).filter(
    ([name]) => names.includes(name) || name.startsWith(LEVEL_PREFIX),
  )
  return { ...Object.fromEntries(chosen), ...(by === null ? {} : { by }) }
}

/** @param told the measure of which the page has values. */
function columnsFor(
  hasWhy: boolean,
  { by, chosen }: Measures,
  told: string | null | undefined,
): { readonly columns: readonly RunColumn[]; readonly look: string } {
  const isThere = chosen !== undefined && told === by
  const columns = COLUMNS.flatMap((one): RunColumn[] => {
    if (one.column === 'why' && !hasWhy) return []
    if (by === null) return [one]
    if (one.column === 'earnings') return [one, measureColumn(by, isThere ? chosen : undefined)]
    // A phone has room for one of the two, and the measure says why it has no value.
    return [one.column === 'status' ? { ...one, room: 'some' } : one]
  })
  return { columns, look: JSON.stringify([hasWhy, by, isThere]) }
}

interface HeadProps extends ColumnsProps {
  /** What the runs that are shown were selected by: another may be on its way. */
  readonly shown: RunQuery
}

function Head({ record, columns, shown: { sort, isDown } }: HeadProps) {
  const wanted = runQueryIn(route.value.query)
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map(({ column, title, room, means }) => {
          const isSorted = sort === column
          // Once up, once down, then as the design has them.
          const next = wanted.sort !== column ? column : wanted.isDown ? '' : `-${column}`
          return (
            <th
              key={column}
              scope="col"
              class={`column-${column} room-${room}`}
              aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : undefined}
            >
              <button
                type="button"
                title={means}
                onClick={() => showRuns(record.id, { sort: next })}
              >
                {title}
                <span aria-hidden="true">{isSorted ? (isDown ? ' ↓' : ' ↑') : ''}</span>
              </button>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
