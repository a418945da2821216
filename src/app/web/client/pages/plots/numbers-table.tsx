/** The numbers of a plot; of a long table only the rows that are seen. */
import { useState } from 'preact/hooks'
import type { PlotCell, PlotTable } from '../../../../../study/viewing/plots/plot-figure.ts'
import { count } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'

/** CSS pixels. */
const ROW = 30
const HEIGHT = 390
/** Rows beyond the window, above and below. */
const SPARE = 8
/** Wider words are cut off in the page; files have them whole. */
const WIDEST = 44

export function NumbersTable({ table }: { readonly table: PlotTable }) {
  const { caption, columns, rows } = table
  const [top, setTop] = useState(0)
  const from = Math.max(0, Math.floor(top / ROW) - SPARE)
  const to = Math.min(rows.length, Math.ceil((top + HEIGHT) / ROW) + SPARE)
  const widths = columns.map(({ name }, column) => widthOf(name, rows, column))
  const isNumeric = columns.map((_, column) => isNumbers(rows, column))
  const classOf = (column: number): string | undefined =>
    isNumeric[column] === true ? 'number' : undefined
  return (
    <>
      <div
        class="plot-numbers"
        tabIndex={0}
        role="region"
        aria-label={`Numbers: ${plainLine(caption)}`}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <table
          aria-rowcount={rows.length + 1}
          style={{ width: `${widths.reduce((sum, width) => sum + width + 2.5, 0)}ch` }}
        >
          <caption>
            {plainLine(caption)} <small>({count(rows.length)} rows)</small>
          </caption>
          <colgroup>
            {widths.map((width) => (
              <col style={{ width: `${width + 2.5}ch` }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map(({ name }, column) => (
                <th scope="col" class={classOf(column)} key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Gap rows={from} columns={columns.length} />
            {rows.slice(from, to).map((row, place) => (
              <tr key={from + place} aria-rowindex={from + place + 2}>
                {columns.map(({ name }, column) => (
                  <td class={classOf(column)} key={name}>
                    {shown(row[column] ?? null)}
                  </td>
                ))}
              </tr>
            ))}
            <Gap rows={rows.length - to} columns={columns.length} />
          </tbody>
        </table>
      </div>
      <dl class="plot-columns">
        {columns.map(({ name, means }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{plainLine(means)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** Stands for rows that are not drawn. */
function Gap({ rows, columns }: { readonly rows: number; readonly columns: number }) {
  if (rows <= 0) return null
  return (
    <tr aria-hidden="true" class="plot-gap">
      <td colSpan={columns} style={{ height: `${rows * ROW}px` }} />
    </tr>
  )
}

/** Four significant digits: files have all. */
function shown(cell: PlotCell): string {
  if (cell === null) return '–'
  if (typeof cell === 'string') return plainLine(cell)
  return Number.isInteger(cell) ? String(cell) : String(Number(cell.toPrecision(4)))
}

function widthOf(name: string, rows: PlotTable['rows'], column: number): number {
  let longest = name.length + 1
  for (const row of rows) {
    const { length } = shown(row[column] ?? null)
    if (length > longest) longest = length
  }
  return Math.min(WIDEST, longest)
}

function isNumbers(rows: PlotTable['rows'], column: number): boolean {
  return rows.every((row) => typeof (row[column] ?? 0) === 'number')
}
