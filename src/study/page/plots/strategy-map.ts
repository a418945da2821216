/** Squares of two probabilities: participants as bubbles, known strategies at their corners. */
import { PALETTE, SHAPES } from '../theme.ts'
import type { Spec } from '../draw.ts'
import { legendColumns, WIDE, type Room } from './room.ts'
import { labelsOf } from './labels.ts'
import type { MapPanel, StrategyMapPlot } from './plot-drawing.ts'

/** Bubbles at the corners are seen whole, and names stand outside the square. */
const DOMAIN = [-0.14, 1.14] as const

export function strategyMapPlot(plot: StrategyMapPlot, room: Room = WIDE): Spec {
  const { panels, series } = plot
  const labels = labelsOf(series, room.isNarrow ? 40 : 34, 1)
  const most = Math.max(1, ...panels.flatMap(({ points }) => points.map(({ count }) => count)))
  const side = room.isNarrow ? 240 : panels.length === 1 ? 400 : 290
  const units = panels.map((panel) => unitOf(panel, plot, { labels, most, side, room }))
  const [only, ...others] = units
  if (others.length === 0) return { ...only }
  return room.isNarrow ? { vconcat: units, spacing: 30 } : { hconcat: units, spacing: 60 }
}

interface Drawn {
  readonly labels: ReturnType<typeof labelsOf>
  readonly most: number
  readonly side: number
  readonly room: Room
}

function unitOf(panel: MapPanel, { series, counted }: StrategyMapPlot, drawn: Drawn): object {
  const { labels, most, side, room } = drawn
  const axis = (field: 'x' | 'y', title: string): object => ({
    field,
    type: 'quantitative',
    title,
    scale: { domain: [...DOMAIN], nice: false },
    axis: { values: [0, 0.25, 0.5, 0.75, 1], format: '.2~f' },
  })
  const [x, y] = [axis('x', panel.x), axis('y', panel.y)]
  const named = {
    field: 'series',
    type: 'nominal',
    title: null,
    scale: { domain: labels.all, range: series.map((_, at) => PALETTE[at % PALETTE.length]) },
    legend:
      series.length < 2
        ? null
        : { columns: legendColumns(labels.all, room), labelLimit: 400, symbolSize: 90, offset: 24 },
  }
  const shaped = {
    ...named,
    scale: { domain: labels.all, range: series.map((_, at) => SHAPES[at % SHAPES.length]) },
  }
  return {
    width: side,
    height: side,
    ...(panel.title === null
      ? {}
      : { title: { text: panel.title, anchor: 'start', fontSize: 12, offset: 18 } }),
    layer: [
      {
        data: { values: [{ x: 0, x2: 1, y: 0, y2: 1 }] },
        mark: { type: 'rect', fillOpacity: 0, stroke: 'currentColor', strokeOpacity: 0.35 },
        encoding: { x, x2: { field: 'x2' }, y, y2: { field: 'y2' } },
      },
      {
        data: { values: panel.corners.map(({ x: at, y: up }) => ({ x: at, y: up })) },
        mark: {
          type: 'point',
          shape: 'cross',
          size: 40,
          filled: true,
          opacity: 0.55,
          color: 'currentColor',
        },
        encoding: { x, y },
      },
      {
        data: { values: panel.points.map((one) => ({ ...one, series: labels.of(one.series) })) },
        mark: { type: 'point', filled: true, opacity: 0.62, strokeWidth: 1 },
        encoding: {
          x,
          y,
          color: named,
          shape: shaped,
          size: {
            field: 'count',
            type: 'quantitative',
            scale: { domain: [0, most], range: most === 1 ? [60, 60] : [10, 520] },
            legend:
              most === 1
                ? null
                : {
                    title: counted,
                    values: sizesUpTo(most),
                    symbolFillColor: 'currentColor',
                    symbolStrokeColor: 'currentColor',
                    symbolOpacity: 0.45,
                    format: 'd',
                    columns: room.isNarrow ? 3 : 1,
                    orient: room.isNarrow ? 'bottom' : 'right',
                    direction: room.isNarrow ? 'horizontal' : 'vertical',
                    offset: 14,
                  },
          },
        },
      },
      ...[0, 1].flatMap((end) =>
        [0, 1].map((up) => ({
          data: {
            values: panel.corners.filter((one) => one.x === end && one.y === up),
          },
          mark: {
            type: 'text',
            fontSize: 11,
            fontStyle: 'italic',
            align: end === 0 ? 'left' : 'right',
            baseline: up === 0 ? 'top' : 'bottom',
            dx: end === 0 ? -16 : 16,
            dy: up === 0 ? 15 : -15,
            color: 'currentColor',
          },
          encoding: { x, y, text: { field: 'label', type: 'nominal' } },
        })),
      ),
    ],
  }
}

/** Round numbers for the legend: at most three. */
function sizesUpTo(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(most))
  const top = [5, 2, 1].map((digit) => digit * power).find((one) => one <= most) ?? 1
  return [...new Set([1, Math.max(1, Math.round(top / 4)), top])]
}
