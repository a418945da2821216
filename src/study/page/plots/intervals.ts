/** Dots with intervals, one row for each treatment: shares, amounts, earnings, prevalence. */
import { PALETTE, REFERENCE } from '../theme.ts'
import type { Spec } from '../draw.ts'
import { colourAt, placesOf } from './colours.ts'
import type { IntervalPlot } from './plot-drawing.ts'
import { LABEL, referenceNames } from './reference-lines.ts'
import { legendColumns, WIDE, type Room } from './room.ts'
import { rowsOf } from './rows.ts'
import { scaleOf } from './scale.ts'

/** More series than there are colours stand in rows of their own. */
export function intervalPlot(plot: IntervalPlot, room: Room = WIDE): Spec {
  const { rows: given, x, domain, references, order = [] } = plot
  const isMany = new Set(given.map((one) => one.series)).size > PALETTE.length
  const rows = isMany
    ? given.map((one) => ({ ...one, row: `${one.row}: ${one.series}`, series: '' }))
    : given
  const series = [...new Set(rows.map((one) => one.series))]
  const several = series.length > 1
  const placeOf =
    order.length > 0 ? placesOf([...new Set(rows.map(({ row }) => row))], order) : () => 0
  const down = rowsOf(
    [...new Set(rows.map(({ row }) => row))],
    several ? 14 * series.length : 26,
    room,
  )
  const all = [
    ...rows.flatMap(({ mean, low, high }) => [mean, low, high]),
    ...references.map(({ value }) => value),
  ]
  const known = all.filter((value) => value !== null)
  const scale = scaleOf(all, domain)
  const legend = {
    offset: 20 + LABEL * Math.max(0, references.length - 1),
    columns: legendColumns(series, room),
    labelLimit: room.width,
  }
  // Names stand in the upper part of a row where there is little room; what is drawn, in the lower.
  const dy = room.isNarrow ? { yOffset: 8 } : {}
  const named = { field: 'series', type: 'nominal', scale: { domain: series }, title: null, legend }
  const shared = {
    y: down.y,
    ...(several
      ? {
          // By number, and sorted by it: else Vega-Lite makes an expression of the names that have colours.
          yOffset: {
            field: 'at',
            type: 'ordinal',
            sort: 'ascending',
            scale: { domain: series.map((_, at) => at), paddingOuter: room.isNarrow ? 1.2 : 0.6 },
          },
          color: named,
        }
      : { color: { field: 'colour', type: 'nominal', scale: null } }),
  }
  const position = { field: 'mean', type: 'quantitative', title: x, scale, axis: { tickCount: 6 } }
  return {
    width: down.width,
    height: { step: down.step, for: 'position' },
    data: {
      values: rows.map((one) => ({
        ...one,
        row: down.labels.of(one.row),
        at: series.indexOf(one.series),
        colour: colourAt(placeOf(one.row)),
      })),
    },
    layer: [
      {
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'rule', strokeWidth: 2, ...dy },
        encoding: { ...shared, x: { ...position, field: 'low' }, x2: { field: 'high' } },
      },
      {
        mark: {
          type: 'point',
          filled: true,
          size: 60,
          opacity: 1,
          ...dy,
        },
        encoding: { ...shared, x: position, ...(several ? { shape: named } : {}) },
      },
      ...down.names,
      ...references.map(({ value }) => ({
        data: { values: [{ value }] },
        mark: { type: 'rule', color: REFERENCE, strokeDash: [5, 4], strokeWidth: 1.5 },
        encoding: { x: { ...position, field: 'value' } },
      })),
      ...referenceNames(
        references,
        { ...position, field: 'value' },
        domain ?? [Math.min(...known), Math.max(...known)],
      ),
    ],
  }
}
