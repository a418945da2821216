/** The columns of the table of runs. */
import type { ComponentChildren } from 'preact'
import type { PageRun, SortColumn } from '../../../../../study/viewing/runs/select-runs.ts'
import { Status } from '../../parts/status.tsx'
import { count, decimal } from '../../shell/numbers.ts'
import { plainLine, shortRun } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'
import type { RecordNamed } from '../page.ts'
import { utcTime } from './run-times.ts'

export interface RunColumn {
  readonly column: SortColumn
  readonly title: string
  /** Where the title alone does not say it. */
  readonly means?: string
  readonly isNumber?: true
  /** How much room there must be for it: on a phone, on a tablet, on a desk. */
  readonly room: 'little' | 'some' | 'much'
  readonly cell: (run: PageRun, record: RecordNamed) => ComponentChildren
}

export const COLUMNS: readonly RunColumn[] = [
  { column: 'run', title: 'Run', room: 'little', cell: runCell },
  {
    column: 'treatment',
    title: 'Treatment',
    room: 'little',
    cell: ({ treatmentName }) => (
      <span class="clamped" title={plainLine(treatmentName)}>
        {plainLine(treatmentName)}
      </span>
    ),
  },
  {
    column: 'replicate',
    title: 'Replicate',
    isNumber: true,
    room: 'some',
    cell: ({ replicate }) => count(replicate),
  },
  {
    column: 'status',
    title: 'Status',
    room: 'little',
    cell: ({ status }) => <Status of={status} />,
  },
  {
    column: 'ticks',
    title: 'Ticks',
    isNumber: true,
    room: 'some',
    cell: ({ ticks, status }) => (status === 'planned' ? '–' : count(ticks)),
  },
  {
    column: 'earnings',
    title: 'Earnings',
    means: 'points of all participants together, once the run has ended',
    isNumber: true,
    room: 'some',
    cell: ({ earnings }) => decimal(earnings),
  },
  {
    column: 'started',
    title: 'Started',
    room: 'much',
    cell: ({ startedAt }) => timeCell(startedAt),
  },
  {
    column: 'ended',
    title: 'Ended',
    room: 'much',
    cell: ({ endedAt, startedAt }) => timeCell(endedAt, startedAt ?? undefined),
  },
  {
    column: 'why',
    title: 'Why',
    room: 'much',
    cell: ({ why }) => why !== null && <span title={plainLine(why)}>{plainLine(why)}</span>,
  },
]

/** A run that was not begun has no page. */
function runCell({ runId, status, forkOf }: PageRun, record: RecordNamed): ComponentChildren {
  if (status === 'planned') return <code>{shortRun(runId)}</code>
  return (
    <>
      <a href={href([record.id, 'run', runId])} title={plainLine(runId)}>
        <code>{shortRun(runId)}</code>
      </a>
      {forkOf !== null && (
        <small title={`shares its first ticks with ${plainLine(forkOf)}`}> fork</small>
      )}
    </>
  )
}

function timeCell(iso: string | null, after?: string): ComponentChildren {
  if (iso === null) return '–'
  return (
    <time dateTime={iso} title={`${plainLine(iso)} UTC`}>
      {plainLine(utcTime(iso, after))}
    </time>
  )
}
