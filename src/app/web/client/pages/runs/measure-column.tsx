/** The column of the chosen measure. */
import type { GridMeasure } from '../../../../../study/viewing/runs/grid-measure.ts'
import type { PageRun } from '../../../../../study/viewing/runs/select-runs.ts'
import { plainLine } from '../../shell/plain.ts'
import type { RunColumn } from './run-columns.tsx'
import { valueWords } from './scale.ts'
import { measureWords } from './use-measures.ts'

/** @param measure undefined while what it came to is on its way. */
export function measureColumn(key: string, measure: GridMeasure | undefined): RunColumn {
  const words = measureWords(key)
  return {
    column: 'measure',
    title: words.charAt(0).toUpperCase() + words.slice(1),
    ...(measure === undefined ? {} : { means: `${measure.means} (${measure.unit})` }),
    isNumber: true,
    room: 'little',
    cell: (run) => {
      if (measure === undefined) return '…'
      const { measured } = run
      if (typeof measured === 'number')
        return valueWords(measured, { isShare: measure.unit === 'share' })
      const why = plainLine(measured ?? notMeasured(run))
      return (
        <span class="clamped" title={why}>
          – <small>{why}</small>
        </span>
      )
    },
  }
}

function notMeasured({ status, forkOf }: PageRun): string {
  if (status === 'planned') return 'not begun'
  if (status === 'started') return 'not ended'
  if (forkOf !== null) return 'forks are not measured'
  return status === 'finished' ? 'not measured' : status
}
