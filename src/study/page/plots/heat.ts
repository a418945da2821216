/** Shares in a table of cells: dark where they are high, each with its number. */
import { PALETTE } from '../theme.ts'
import type { Spec } from '../draw.ts'
import { IN_LINES, labelsOf } from './labels.ts'
import type { HeatPlot } from './plot-drawing.ts'
import { WIDE, type Room } from './room.ts'
import { rowsOf } from './rows.ts'

export function heatPlot(plot: HeatPlot, room: Room = WIDE): Spec {
  const rows = rowsOf(plot.rows, 26, room)
  const step = room.isNarrow
    ? Math.max(28, room.width / plot.columns.length)
    : Math.min(96, Math.max(44, room.width / plot.columns.length))
  const columns = labelsOf(plot.columns, Math.max(4, Math.floor(step / 6.2)), 2)
  const x = {
    field: 'column',
    type: 'nominal',
    title: null,
    scale: { domain: columns.all },
    axis: {
      labelAngle: 0,
      orient: 'top',
      labelExpr: IN_LINES,
      ticks: false,
      domain: false,
      labelLimit: 1.6 * step,
    },
  }
  const values = plot.cells.map(({ row, column, value }) => ({
    row: rows.labels.of(row),
    column: columns.of(column),
    value,
    told: value === null ? '–' : value.toFixed(2),
  }))
  const dy = room.isNarrow ? { yOffset: 6 } : {}
  return {
    width: { step },
    height: { step: rows.step },
    layer: [
      {
        data: { values: values.filter(({ value }) => value !== null) },
        mark: {
          type: 'rect',
          stroke: 'currentColor',
          strokeOpacity: 0.15,
          fill: PALETTE[0],
          height: 24,
          ...dy,
        },
        encoding: {
          x,
          y: rows.y,
          fillOpacity: {
            field: 'value',
            type: 'quantitative',
            scale: { domain: [0, 1], range: [0.02, 0.75] },
            legend: null,
          },
        },
      },
      {
        data: { values },
        mark: { type: 'text', fontSize: 11, color: 'currentColor', ...dy },
        encoding: { x, y: rows.y, text: { field: 'told', type: 'nominal' } },
      },
      ...rows.names,
    ],
  }
}
