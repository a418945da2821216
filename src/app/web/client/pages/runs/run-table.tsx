/** The runs that fit, as a table of which only what is seen is drawn and asked for. */
import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import {
  LEVEL_PREFIX,
  runQueryIn,
  type PageRun,
  type RunPage,
} from '../../../../../study/viewing/runs/select-runs.ts'
import { Empty, Fault } from '../../parts/await.tsx'
import { Passable } from '../../parts/passable.tsx'
import { count } from '../../shell/numbers.ts'
import { route } from '../../shell/route.ts'
import type { PageProps } from '../page.ts'
import { COLUMNS, type RunColumn } from './run-columns.tsx'
import { showRuns, type Shown } from './runs-address.ts'
import { useRunPage } from './use-runs.ts'

/** CSS pixels; the style sheet says the same. */
const ROW_PX = 40
/** Rows that are seen at once. */
const WINDOW_ROWS = 14
/** Rows beyond the window, above and below. */
const SPARE = 8
const STEP_ROWS = 4
/** Rows of an answer: a step of scrolling stays within it as a rule. */
const PAGE_ROWS = 100

interface TableProps extends PageProps {
  /** Whether any run ended before its time: where none did there is no column for why. */
  readonly hasWhy: boolean
}

export function RunTable({ record, hasWhy }: TableProps) {
  const columns = hasWhy ? COLUMNS : COLUMNS.filter(({ column }) => column !== 'why')
  // Drawn anew at every fourth row that passes, not at every pixel.
  const [step, setStep] = useState(0)
  const from = Math.max(0, step * STEP_ROWS - SPARE)
  const to = from + WINDOW_ROWS + 2 * SPARE
  // Half a page before the middle of the window, in steps of half a page.
  const middle = (from + to) / 2
  const offset = Math.max(0, Math.floor(middle / (PAGE_ROWS / 2)) - 1) * (PAGE_ROWS / 2)
  const query = selectionIn(route.value.query)
  const { value: page, fault } = useRunPage(record.id, query, { offset, count: PAGE_ROWS })
  const box = useRef<HTMLDivElement>(null)
  const key = JSON.stringify(query)
  const shownKey = useRef(key)
  if (shownKey.current !== key) {
    // Another selection begins at its beginning.
    shownKey.current = key
    if (box.current !== null) box.current.scrollTop = 0
  }
  if (page === undefined)
    return fault === undefined ? <p class="quiet">Loading…</p> : <Fault words={fault} />
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
            role="region"
            aria-label="Runs"
            tabIndex={0}
            onScroll={({ currentTarget: { scrollTop } }) =>
              setStep(Math.floor(scrollTop / (ROW_PX * STEP_ROWS)))
            }
          >
            <table class="run-table" aria-rowcount={page.fitting + 1}>
              <Head record={record} columns={columns} />
              <Body
                key={columns.length}
                {...{ record, columns, page, from }}
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
function selectionIn(query: Shown): Shown {
  const names = ['q', 'status', 'treatment', 'sort']
  return Object.fromEntries(
    Object.entries(query).filter(([name]) => names.includes(name) || name.startsWith(LEVEL_PREFIX)),
  )
}

interface ColumnsProps extends PageProps {
  readonly columns: readonly RunColumn[]
}

function Head({ record, columns }: ColumnsProps) {
  const { sort, isDown } = runQueryIn(route.value.query)
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map(({ column, title, room, means }) => {
          const isSorted = sort === column
          // Once up, once down, then as the design has them.
          const next = !isSorted ? column : isDown ? '' : `-${column}`
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

interface BodyProps extends ColumnsProps {
  readonly page: RunPage
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

function Body({ record, columns, page, from, to }: BodyProps) {
  // A row that was drawn stays as it is while it says the same.
  const drawn = useRef(new Map<number, Drawn>())
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, place): Drawn => {
    const index = from + place
    const run = page.runs[index - page.offset]
    const before = drawn.current.get(index)
    if (before !== undefined && before.run === run) return before
    return { index, run, node: <Row key={index} {...{ record, columns, index, run }} /> }
  })
  drawn.current = new Map(rows.map((row) => [row.index, row]))
  return (
    <tbody>
      <Gap rows={from} />
      {rows.map(({ node }) => node)}
      <Gap rows={page.fitting - to} />
    </tbody>
  )
}

interface Drawn {
  readonly index: number
  readonly run: PageRun | undefined
  readonly node: VNode
}

/** Stands for rows that are not drawn. */
function Gap({ rows }: { readonly rows: number }) {
  if (rows <= 0) return null
  return (
    <tr aria-hidden="true" class="gap">
      <td style={{ height: `${rows * ROW_PX}px` }} />
    </tr>
  )
}

interface RowProps extends ColumnsProps {
  readonly index: number
  /** Undefined while it is on its way. */
  readonly run: PageRun | undefined
}

function Row({ record, columns, index, run }: RowProps) {
  return (
    <tr aria-rowindex={index + 2}>
      {columns.map(({ column, room, cell, isNumber }, place) => {
        const classes = `room-${room}${isNumber ? ' number' : ''}`
        const content = run === undefined ? '…' : cell(run, record)
        return place === 0 ? (
          <th key={column} scope="row" class={classes}>
            {content}
          </th>
        ) : (
          <td key={column} class={classes}>
            {content}
          </td>
        )
      })}
    </tr>
  )
}
