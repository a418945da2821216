/** How somebody's earnings grow over the run: a small line, all of a run on one scale; the numbers stand in the table around it. */
import { computed } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { EarningsCurve } from '../../../../../study/viewing/run/run-outline.ts'
import type { Place } from './place.ts'

const WIDTH = 120
const HEIGHT = 26
const EDGE = 2

interface EarningsLineProps {
  readonly curve: EarningsCurve
  /** Whose, by its place. */
  readonly of: number
  /** Its tick is marked. */
  readonly place: Place
}

export function EarningsLine({ curve, of, place }: EarningsLineProps) {
  const at = useMemo(
    () =>
      computed(() =>
        Math.max(
          0,
          curve.ticks.findLastIndex((first) => first <= place.still.value),
        ),
      ),
    [curve, place],
  ).value
  const drawn = useMemo(() => drawnLine(curve, of), [curve, of])
  if (drawn === undefined) return null
  const { points, zero } = drawn
  const colour = `colour-${(of % 7) + 1}`
  const [x, y] = points[at] ?? [EDGE, zero]
  return (
    <svg class="earnings-line" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <line class="zero" x1={0} x2={WIDTH} y1={zero} y2={zero} />
      <polyline points={drawn.path} class={colour} />
      <circle cx={x} cy={y} r={3} class={colour} />
    </svg>
  )
}

interface DrawnLine {
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly path: string
  /** Where nothing has been earned. */
  readonly zero: number
}

function drawnLine(curve: EarningsCurve, of: number): DrawnLine | undefined {
  const values = curve.earnings[of] ?? []
  if (values.length < 2) return undefined
  const all = curve.earnings.flat()
  const [low, high] = [
    all.reduce((a, b) => Math.min(a, b), 0),
    all.reduce((a, b) => Math.max(a, b), 0),
  ]
  const last = Math.max(1, curve.columns.at(-1) ?? 1)
  const x = (column: number): number => EDGE + (column / last) * (WIDTH - 2 * EDGE)
  const y = (value: number): number =>
    HEIGHT - EDGE - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * EDGE)
  const points = values.map((value, i) => [x(curve.columns[i] ?? 0), y(value)] as const)
  const path = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
  return { points, path, zero: y(0) }
}
