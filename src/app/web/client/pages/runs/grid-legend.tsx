/** What the colours and marks of the grid mean. */
import type { GridMeasure } from '../../../../../study/viewing/runs/grid-measure.ts'
import { RUN_STATUSES } from '../../../../../study/viewing/runs/run-list.ts'
import { MARKS } from './cell-marks.ts'
import { STEPS, valueWords, type Scale } from './scale.ts'

interface Props {
  /** Undefined where cells are coloured by status. */
  readonly scale: Scale | undefined
  readonly measure: GridMeasure | undefined
}

export function GridLegend({ scale, measure }: Props) {
  if (scale === undefined)
    return (
      <ul class="grid-legend" aria-label="Legend">
        {RUN_STATUSES.map((status) => (
          <li key={status}>
            <span class={`grid-cell fill-${status}`} aria-hidden="true">
              {MARKS[status]}
            </span>{' '}
            {status}
          </li>
        ))}
      </ul>
    )
  return (
    <p class="grid-legend">
      <span>{valueWords(scale.least, scale)}</span>
      <span class="legend-steps" aria-hidden="true">
        {Array.from({ length: STEPS }, (_, step) => (
          <span key={step} class={`scale-${step}`} />
        ))}
      </span>
      <span>{valueWords(scale.greatest, scale)}</span>
      <small>
        {scale.isShare
          ? 'Unit: per cent. '
          : measure === undefined
            ? ''
            : `Unit: ${measure.unit}. `}
        A run without a value shows its status.
      </small>
    </p>
  )
}
