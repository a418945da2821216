/** How many runs have come how far: a bar, and the same in words. */
import { RUN_STATUSES, type StatusCounts } from '../../../../../study/viewing/runs/run-list.ts'
import { Status } from '../../parts/status.tsx'
import { count } from '../../shell/numbers.ts'

export function StatusBar({ counts }: { readonly counts: StatusCounts }) {
  // What has ended first, so that the bar fills from the left.
  const shown = [...RUN_STATUSES].reverse().filter((status) => counts[status] > 0)
  const inOrder = [
    ...shown.filter((status) => status === 'finished'),
    ...shown.filter((status) => status !== 'finished'),
  ]
  return (
    <div class="status-bar">
      <div class="status-stack" aria-hidden="true">
        {inOrder.map((status) => (
          <span key={status} class={`fill-${status}`} style={{ flexGrow: counts[status] }} />
        ))}
      </div>
      <ul class="status-words">
        {inOrder.map((status) => (
          <li key={status}>
            <Status of={status} /> {count(counts[status])}
          </li>
        ))}
      </ul>
    </div>
  )
}
