/** Every run a dot, with quartiles, means and intervals, and what people came to. */
import { Streams } from '../../../base/random.ts'
import { REFERENCE } from '../theme.ts'
import type { Spec } from '../draw.ts'
import { colourAt, placesOf } from './colours.ts'
import type { Spread, SpreadPlot } from './plot-drawing.ts'
import { referenceNames } from './reference-lines.ts'
import { WIDE, type Room } from './room.ts'
import { rowsOf } from './rows.ts'
import { scaleOf } from './scale.ts'

/** Dots are moved up and down by a fixed seed, so that equal ones are seen. */
export function spreadPlot(plot: SpreadPlot, room: Room = WIDE): Spec {
  const { spreads, x, domain, references, order } = plot
  const height = 40
  const rows = rowsOf(
    spreads.map(({ row }) => row),
    height,
    room,
  )
  const series = [...new Set(spreads.map((one) => one.series))]
  const placeOf = placesOf(series, order)
  const colourOf = (name: string): string => colourAt(placeOf(name))
  const drawn = references.filter((one) => one.rows.length > 0)
  const all = [
    ...spreads.flatMap(({ values, low, high }) => [...values, low, high]),
    ...drawn.map(({ value }) => value),
  ]
  const scale = scaleOf(all, domain === null ? null : paddedOf(domain))
  const known = all.filter((value) => value !== null)
  const ends = domain ?? ([Math.min(...known), Math.max(...known)] as const)
  const across = (field: string): object => ({
    field,
    type: 'quantitative',
    title: x,
    scale,
    axis: { tickCount: 6 },
  })
  const down = rows.y
  const boxes = {
    values: spreads.map(({ values: _, ...one }) => ({
      ...one,
      row: rows.labels.of(one.row),
      colour: colourOf(one.series),
    })),
  }
  const colour = { field: 'colour', type: 'nominal', scale: null }
  // Names stand in the upper part of a row where there is little room; what is drawn, in the lower.
  const dy = room.isNarrow ? { yOffset: 9 } : {}
  return {
    width: rows.width,
    height: { step: rows.step },
    layer: [
      {
        data: boxes,
        mark: {
          type: 'bar',
          height: 22,
          fillOpacity: 0.13,
          strokeOpacity: 0.75,
          strokeWidth: 1,
          ...dy,
        },
        encoding: {
          x: across('lower'),
          x2: { field: 'upper' },
          y: down,
          fill: colour,
          stroke: colour,
        },
      },
      {
        data: { values: dotsOf(spreads, rows.labels.of, colourOf) },
        mark: { type: 'circle', size: 20, opacity: 0.5, ...dy },
        encoding: {
          x: across('value'),
          y: down,
          yOffset: {
            field: 'up',
            type: 'quantitative',
            scale: { domain: room.isNarrow ? [-1.1, 2.1] : [-0.6, 1.6] },
          },
          color: colour,
        },
      },
      {
        data: boxes,
        mark: { type: 'tick', thickness: 2.5, size: 22, opacity: 1, ...dy },
        encoding: { x: across('median'), y: down, color: colour },
      },
      {
        data: boxes,
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'rule', strokeWidth: 2, color: 'currentColor', ...dy },
        encoding: { x: across('low'), x2: { field: 'high' }, y: down },
      },
      {
        data: boxes,
        mark: {
          type: 'point',
          shape: 'diamond',
          size: 70,
          filled: true,
          opacity: 1,
          color: 'currentColor',
          ...dy,
        },
        encoding: { x: across('mean'), y: down },
      },
      {
        data: {
          values: drawn.flatMap(({ value, rows: own }) =>
            own.map((row) => ({ value, row: rows.labels.of(row) })),
          ),
        },
        mark: { type: 'tick', thickness: 2, size: height - 4, color: REFERENCE, opacity: 1, ...dy },
        encoding: { x: across('value'), y: down },
      },
      ...rows.names,
      ...referenceNames(
        // Who and when; the whole statistic stands below the plot where there is little room.
        drawn.map(({ label, value }) => ({
          label: `${room.isNarrow ? (label.split(': ')[0] ?? label) : label}: ${value}`,
          value,
        })),
        across('value') as Record<string, unknown>,
        ends,
      ),
    ],
  }
}

/** Dots at 0 and 1 are seen whole. */
function paddedOf([least, greatest]: readonly [number, number]): [number, number] {
  const margin = (greatest - least) / 50
  return [least - margin, greatest + margin]
}

function dotsOf(
  spreads: readonly Spread[],
  labelOf: (row: string) => string,
  colourOf: (series: string) => string,
): object[] {
  const streams = new Streams('spread')
  return spreads.flatMap(({ row, series, values }, place) => {
    const random = streams.stream(`up/${place}/${values.length}`)
    const colour = colourOf(series)
    return values.map((value) => ({ row: labelOf(row), value, up: random.next(), colour }))
  })
}
