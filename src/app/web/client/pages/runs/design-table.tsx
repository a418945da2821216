/** The grid itself: a table of links, in which the arrow keys go from cell to cell. */
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { crossingOf, type Crossing } from '../../../../../study/viewing/runs/crossing.ts'
import type {
  DesignGrid,
  GridRow,
  ReplicateRange,
} from '../../../../../study/viewing/runs/design-grid.ts'
import { Empty } from '../../parts/await.tsx'
import { count } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'
import type { PageProps } from '../page.ts'
import { CrossRows } from './cross-table.tsx'
import { BinLink, RunLink } from './grid-cell.tsx'
import { stepTo, tabStop } from './grid-keys.ts'
import { valueWords, type Scale } from './scale.ts'

interface Props extends PageProps {
  readonly grid: DesignGrid
  /** Undefined where cells are coloured by status. */
  readonly scale: Scale | undefined
}

export function DesignTable({ record, grid, scale }: Props) {
  const table = useRef<HTMLTableElement>(null)
  const [told, setTold] = useState('')
  // A row that is as it was is not drawn again: of a hundred runs in flight most rows stand still.
  const drawn = useRef(new Map<string, Drawn>())
  useEffect(() => tabStop(table.current))
  if (grid.rows.length === 0)
    return <Empty>There is no run here. A record is filled by coterie run.</Empty>
  const crossing = crossingOf(grid)
  const look = JSON.stringify([grid.columns, grid.isCrossed, grid.factors, scale, record.id])
  const rows = (crossing === undefined ? grid.rows : []).map((row) => {
    const key = JSON.stringify(row)
    const before = drawn.current.get(row.treatment)
    if (before !== undefined && before.key === key && before.look === look) return before.node
    const node = <Row key={row.treatment} record={record} grid={grid} row={row} scale={scale} />
    drawn.current.set(row.treatment, { key, look, node })
    return node
  })
  const tell = (event: Event): void => {
    const cell = (event.target as Element).closest('a')
    setTold(cell?.getAttribute('aria-label') ?? '')
  }
  return (
    <>
      <div class="grid-window-box scroll-x">
        <table
          ref={table}
          class={`design-table${scale === undefined ? '' : ' measured'}${lookOf(crossing, grid)}`}
          onKeyDown={(event) => stepTo(table.current, event)}
          onFocusIn={tell}
          onMouseOver={tell}
        >
          <caption class="unseen">
            {crossing === undefined
              ? 'The design: a row for each treatment, a column for each replicate.'
              : 'The design: the levels of one factor down, those of the other across.'}{' '}
            Arrow keys go from cell to cell.
          </caption>
          {crossing === undefined ? (
            <>
              <Head grid={grid} scale={scale} />
              <tbody>{rows}</tbody>
            </>
          ) : (
            <CrossRows record={record} crossing={crossing} scale={scale} />
          )}
        </table>
      </div>
      <p class="grid-told" aria-hidden="true">
        {told === '' ? 'Point at a cell, or go to it by keyboard, to read it.' : told}
      </p>
    </>
  )
}

function lookOf(crossing: Crossing | undefined, grid: DesignGrid): string {
  return crossing !== undefined ? ' crossed' : grid.isCrossed ? '' : ' named'
}

interface Drawn {
  readonly key: string
  readonly look: string
  readonly node: VNode
}

function Head({ grid, scale }: Omit<Props, 'record'>) {
  const { columns, factors, isCrossed } = grid
  return (
    <thead>
      <tr>
        {!isCrossed && <th scope="col">Treatment</th>}
        {factors.map(({ path, name }) => (
          <th key={path} scope="col" class="factor" title={plainLine(path)}>
            {plainLine(name)}
          </th>
        ))}
        <th scope="col" class="number">
          {scale === undefined ? 'Ended' : 'Mean'}
        </th>
        {columns.map((range, place) => (
          <th key={range.from} scope="col" class="replicate">
            <span aria-hidden="true">{isTold(place, columns) ? count(range.from) : ''}</span>
            <span class="unseen">{rangeWords(range)}</span>
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** Where columns are many, the first says its number and every fifth. */
function isTold(place: number, columns: readonly ReplicateRange[]): boolean {
  const { from = 1, to = 1 } = columns[place] ?? {}
  return columns.length <= 12 || place === 0 || (from === to ? from : place) % 5 === 0
}

function rangeWords({ from, to }: ReplicateRange): string {
  return from === to ? `replicate ${count(from)}` : `replicates ${count(from)} to ${count(to)}`
}

interface RowProps extends Props {
  readonly row: GridRow
}

function Row({ record, grid, row, scale }: RowProps) {
  const { columns, factors, isCrossed } = grid
  const { treatment, levels, counts, value, cells } = row
  const ended = counts.finished + counts.aborted + counts.failed
  const all = ended + counts.started + counts.planned
  const where = { record, treatment, scale }
  return (
    <tr>
      {!isCrossed && (
        <th scope="row" title={plainLine(treatment)}>
          {plainLine(treatment)}
        </th>
      )}
      {factors.map(({ path }, place) => {
        const level = levels[place] ?? null
        const words = level === null ? '–' : plainLine(level)
        return isCrossed && place === 0 ? (
          <th key={path} scope="row">
            {words}
          </th>
        ) : (
          <td key={path} class="level">
            {words}
          </td>
        )
      })}
      <td class="number">
        {scale === undefined
          ? ended === all
            ? count(all)
            : `${count(ended)}/${count(all)}`
          : value === null
            ? '–'
            : valueWords(value, scale)}
      </td>
      {columns.map((range, place) => (
        <td key={range.from} class="cell-box">
          {cells.kind === 'runs' ? (
            <RunLink {...where} range={range} cell={cells.list[place] ?? null} />
          ) : (
            <BinLink {...where} range={range} cell={cells.list[place] ?? null} />
          )}
        </td>
      ))}
    </tr>
  )
}
