/** The rows of the table of runs that are in sight, and the room of all others. */
import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import type { PageRun, RunPage } from '../../../../../study/viewing/runs/select-runs.ts'
import type { PageProps } from '../page.ts'
import type { RunColumn } from './run-columns.tsx'

export interface ColumnsProps extends PageProps {
  readonly columns: readonly RunColumn[]
}

interface RowsProps extends ColumnsProps {
  readonly page: RunPage
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly rowPx: number
}

export function RunRows({ record, columns, page, from, to, rowPx }: RowsProps) {
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
      <Gap px={from * rowPx} />
      {rows.map(({ node }) => node)}
      <Gap px={(page.fitting - to) * rowPx} />
    </tbody>
  )
}

interface Drawn {
  readonly index: number
  readonly run: PageRun | undefined
  readonly node: VNode
}

/** Stands for rows that are not drawn. */
function Gap({ px }: { readonly px: number }) {
  if (px <= 0) return null
  return (
    <tr aria-hidden="true" class="gap">
      <td style={{ height: `${px}px` }} />
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
