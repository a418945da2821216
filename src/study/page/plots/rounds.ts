/** Lines with bands: how a share or a mean went on from one occasion to the next. */
import { PALETTE } from '../theme.ts'
import type { Spec } from '../draw.ts'
import { scaleOf } from './scale.ts'

export interface RoundPoint {
  readonly series: string
  readonly occasion: number
  readonly mean: number
  readonly low: number | null
  readonly high: number | null
}

export interface RoundPlot {
  readonly points: readonly RoundPoint[]
  readonly x: string
  readonly y: string
  readonly domain?: readonly [number, number]
}

/** Up to so many lines share one frame; more stand side by side. */
const MOST_TOGETHER = 5

export function roundPlot({ points, x, y, domain }: RoundPlot): Spec {
  const series = [...new Set(points.map((one) => one.series))]
  const together = series.length <= MOST_TOGETHER
  const scale = scaleOf(
    points.flatMap(({ mean, low, high }) => [mean, low, high]),
    domain,
  )
  const colour = together
    ? {
        color: {
          field: 'series',
          type: 'nominal',
          sort: series,
          title: null,
          legend: { symbolOpacity: 1, symbolFillColor: null, symbolType: 'stroke' },
        },
      }
    : { color: { value: PALETTE[0] } }
  const across = {
    field: 'occasion',
    type: 'quantitative',
    title: x,
    axis: { tickMinStep: 1, format: 'd' },
    scale: { zero: false, nice: false },
  }
  const layer = [
    {
      transform: [{ filter: 'isValid(datum.low)' }],
      mark: { type: 'area', opacity: 0.18 },
      encoding: {
        x: across,
        y: { field: 'low', type: 'quantitative', title: y, scale },
        y2: { field: 'high' },
        ...colour,
      },
    },
    {
      mark: { type: 'line', strokeWidth: 2, point: { size: 24, filled: true } },
      encoding: {
        x: across,
        y: { field: 'mean', type: 'quantitative', title: y, scale },
        ...colour,
        ...(together
          ? { strokeDash: { field: 'series', type: 'nominal', sort: series, title: null } }
          : {}),
      },
    },
  ]
  const data = { values: points.map((one) => ({ ...one })) }
  if (together) return { width: 560, height: 220, data, layer }
  return {
    data,
    facet: {
      field: 'series',
      type: 'nominal',
      sort: series,
      title: null,
      // Names of crossed treatments are lists: an item on each line.
      header: { labelExpr: "split(datum.label, ', ')" },
    },
    columns: 3,
    spec: { width: 180, height: 110, layer },
  }
}
