/** Lines with bands: how a share or a mean went on from one occasion to the next. */
import type { Spec } from '../draw.ts'
import { colourAt, dashesAt, placesOf } from './colours.ts'
import { IN_LINES, labelsOf, type Labels } from './labels.ts'
import type { RoundPlot } from './plot-drawing.ts'
import { DRAWN_LETTER, legendColumns, WIDE, type Room } from './room.ts'
import { scaleOf } from './scale.ts'

/** Up to so many lines share one frame; more stand side by side. */
const MOST_TOGETHER = 5
/** Past so many occasions, dots on a line only hide it. */
const MOST_DOTTED = 40
export function roundPlot(plot: RoundPlot, room: Room = WIDE): Spec {
  const series = [...new Set(plot.points.map((one) => one.series))]
  if (series.length > MOST_TOGETHER) return sideBySide(plot, series, room)
  const labels = labelsOf(series, room.isNarrow ? 40 : 60, 1)
  const places = series.map(placesOf(series, plot.order))
  const colour = (encoding: object): object => ({
    field: 'series',
    type: 'nominal',
    title: null,
    legend: {
      symbolOpacity: 1,
      symbolFillColor: null,
      symbolType: 'stroke',
      symbolSize: 300,
      symbolStrokeWidth: 2,
      columns: legendColumns(labels.all, room),
      labelLimit: 600,
      offset: 12,
    },
    ...encoding,
  })
  return {
    width: room.isNarrow ? room.width - 46 : room.width,
    height: 220,
    data: valuesOf(plot, labels),
    layer: layersOf(plot, {
      color: colour({ scale: { domain: labels.all, range: places.map(colourAt) } }),
      strokeDash: colour({
        scale: { domain: labels.all, range: places.map(dashesAt) },
      }),
    }),
  }
}

function sideBySide(plot: RoundPlot, series: readonly string[], room: Room): Spec {
  const width = room.isNarrow ? 118 : room.width / 3 - 7
  const labels = labelsOf(series, Math.floor(width / DRAWN_LETTER))
  return {
    data: valuesOf(plot, labels),
    facet: {
      field: 'series',
      type: 'nominal',
      // In the order of the experiment; names stand in no expression.
      sort: { field: 'at', op: 'min' },
      title: null,
      header: { labelExpr: IN_LINES, labelLimit: 1.5 * width },
    },
    columns: room.isNarrow ? 2 : 3,
    spacing: { row: 24, column: 20 },
    spec: {
      width,
      height: room.isNarrow ? 80 : 110,
      layer: layersOf(plot, { color: { field: 'colour', type: 'nominal', scale: null } }),
    },
  }
}

function valuesOf({ points, order = [] }: RoundPlot, labels: Labels): object {
  const names = [...new Set(points.map(({ series }) => series))]
  const placeOf = order.length > 0 ? placesOf(names, order) : () => 0
  return {
    values: points.map((one) => ({
      ...one,
      series: labels.of(one.series),
      at: names.indexOf(one.series),
      colour: colourAt(placeOf(one.series)),
    })),
  }
}

/** `strokeDash` is for the line alone. */
function layersOf(
  { points, x, y, domain }: RoundPlot,
  { strokeDash, ...colour }: { readonly color: object; readonly strokeDash?: object },
): object[] {
  const scale = scaleOf(
    points.flatMap(({ mean, low, high }) => [mean, low, high]),
    domain,
  )
  const across = {
    field: 'occasion',
    type: 'quantitative',
    title: x,
    axis: { tickMinStep: 1, format: 'd', grid: false },
    scale: { zero: false, nice: false },
  }
  const isLong = points.some(({ occasion }) => occasion > MOST_DOTTED)
  return [
    {
      transform: [{ filter: 'isValid(datum.low)' }],
      mark: { type: 'area', opacity: 0.13 },
      encoding: {
        x: across,
        y: { field: 'low', type: 'quantitative', title: y, scale },
        y2: { field: 'high' },
        ...colour,
      },
    },
    {
      mark: {
        type: 'line',
        strokeWidth: 2,
        ...(isLong ? {} : { point: { size: 24, filled: true } }),
      },
      encoding: {
        x: across,
        y: { field: 'mean', type: 'quantitative', title: y, scale },
        ...colour,
        ...(strokeDash === undefined ? {} : { strokeDash }),
      },
    },
  ]
}
