/** The marks of statuses in cells: colour never stands alone. */
import type { RunStatus, StatusCounts } from '../../../../../study/viewing/runs/run-list.ts'
import { count } from '../../shell/numbers.ts'

export const MARKS: Readonly<Record<RunStatus, string>> = {
  planned: '○',
  started: '●',
  finished: '✓',
  aborted: '⊘',
  failed: '✕',
}

/** What somebody should look at comes first. */
export const BY_WEIGHT: readonly RunStatus[] = [
  'failed',
  'aborted',
  'started',
  'planned',
  'finished',
]

/** `18 finished, 2 failed`. */
export function countWords(counts: StatusCounts): string {
  return [...BY_WEIGHT]
    .reverse()
    .filter((status) => counts[status] > 0)
    .map((status) => `${count(counts[status])} ${status}`)
    .join(', ')
}
