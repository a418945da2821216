/** The cells of the grid: one run, or several replicates. */
import type {
  BinCell,
  ReplicateRange,
  RunCell,
} from '../../../../../study/viewing/runs/design-grid.ts'
import { plainLine } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'
import type { PageProps } from '../page.ts'
import { BY_WEIGHT, countWords, MARKS } from './cell-marks.ts'
import { runsHref } from './runs-address.ts'
import { cellWords, spokenWords, type Scale } from './scale.ts'

interface Props<C> extends PageProps {
  readonly treatment: string
  readonly range: ReplicateRange
  readonly scale: Scale | undefined
  /** Null where the treatment has no such replicate. */
  readonly cell: C | null
}

export function RunLink({ record, treatment, range, scale, cell }: Props<RunCell>) {
  if (cell === null) return null
  const { runId, status, value } = cell
  const isValued = scale !== undefined && value !== null
  const words =
    `${plainLine(treatment)}, replicate ${range.from}: ${status}` +
    (isValued ? `, ${spokenWords(value, scale)}` : '')
  const classes = isValued ? `grid-cell scale-${scale.stepOf(value)}` : `grid-cell fill-${status}`
  const inside = isValued ? cellWords(value, scale) : MARKS[status]
  // A run that was not begun has no page; it can be gone to all the same, and says so.
  const address =
    status === 'planned' ? runsHref(record.id, { q: runId }) : href([record.id, 'run', runId])
  return (
    <a class={classes} href={address} aria-label={words} tabIndex={-1}>
      <span aria-hidden="true">{inside}</span>
    </a>
  )
}

export function BinLink({ record, treatment, range, scale, cell }: Props<BinCell>) {
  if (cell === null) return null
  const { counts, value } = cell
  const isValued = scale !== undefined && value !== null
  const words =
    `${plainLine(treatment)}, replicates ${range.from} to ${range.to}: ${countWords(counts)}` +
    (isValued ? `, mean ${spokenWords(value, scale)}` : '')
  const address = runsHref(record.id, { from: String(range.from), to: String(range.to) })
  if (isValued)
    return (
      <a
        class={`grid-cell scale-${scale.stepOf(value)}`}
        href={address}
        aria-label={words}
        tabIndex={-1}
      >
        <span aria-hidden="true">{cellWords(value, scale)}</span>
      </a>
    )
  const worst = BY_WEIGHT.find((status) => counts[status] > 0) ?? 'planned'
  return (
    <a class="grid-cell bin-cell" href={address} aria-label={words} tabIndex={-1}>
      <span class="bin-shares" aria-hidden="true">
        {BY_WEIGHT.filter((status) => counts[status] > 0).map((status) => (
          <span key={status} class={`fill-${status}`} style={{ flexGrow: counts[status] }} />
        ))}
      </span>
      <span class="bin-mark" aria-hidden="true">
        {MARKS[worst]}
      </span>
    </a>
  )
}
