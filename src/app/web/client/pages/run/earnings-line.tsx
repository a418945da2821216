/** How somebody's earnings grow over the run: a small line, all of a run on one scale; the numbers stand in the table around it. */
import type { EarningsCurve } from '../../../../../study/viewing/run/run-outline.ts'

const WIDTH = 120
const HEIGHT = 26
const EDGE = 2

export interface EarningsLineProps {
  readonly curve: EarningsCurve
  /** Whose, by its place. */
  readonly of: number
  /** The tick that is marked. */
  readonly tick: number
}

export function EarningsLine({ curve, of, tick }: EarningsLineProps) {
  const values = curve.earnings[of] ?? []
  if (values.length < 2) return null
  const all = curve.earnings.flat()
  const [low, high] = [
    all.reduce((a, b) => Math.min(a, b), 0),
    all.reduce((a, b) => Math.max(a, b), 0),
  ]
  const last = Math.max(1, curve.columns.at(-1) ?? 1)
  const x = (column: number): number => EDGE + (column / last) * (WIDTH - 2 * EDGE)
  const y = (value: number): number =>
    HEIGHT - EDGE - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * EDGE)
  const points = values.map(
    (value, i) => `${x(curve.columns[i] ?? 0).toFixed(1)},${y(value).toFixed(1)}`,
  )
  const at = Math.max(
    0,
    curve.ticks.findLastIndex((first) => first <= tick),
  )
  return (
    <svg class="earnings-line" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <line class="zero" x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} />
      <polyline points={points.join(' ')} class={`colour-${(of % 7) + 1}`} />
      <circle
        cx={x(curve.columns[at] ?? 0)}
        cy={y(values[at] ?? 0)}
        r={3}
        class={`colour-${(of % 7) + 1}`}
      />
    </svg>
  )
}
