/** Dots with intervals, one row for each treatment: shares, amounts, earnings, prevalence. */
import { PALETTE, REFERENCE, WIDTH } from '../theme.ts'
import type { Spec } from '../draw.ts'
import { scaleOf } from './scale.ts'

export interface IntervalRow {
  /** What the row is about: a treatment, a code. */
  readonly row: string
  /** What is told apart by colour and shape within the row. */
  readonly series: string
  readonly mean: number
  readonly low: number | null
  readonly high: number | null
}

/** A value from elsewhere, drawn as a line and never tested against. */
export interface DrawnReference {
  readonly label: string
  readonly value: number
}

export interface IntervalPlot {
  readonly rows: readonly IntervalRow[]
  /** What is measured, with its unit. */
  readonly x: string
  /** Ends of the scale; where there are none, those of the data. */
  readonly domain?: readonly [number, number]
  readonly references?: readonly DrawnReference[]
}

/** More series than there are colours stand in rows of their own. */
export function intervalPlot({ rows: given, x, domain, references = [] }: IntervalPlot): Spec {
  const isMany = new Set(given.map((one) => one.series)).size > PALETTE.length
  const rows = isMany
    ? given.map((one) => ({ ...one, row: `${one.row}: ${one.series}`, series: '' }))
    : given
  const names = [...new Set(rows.map(({ row }) => row))]
  const series = [...new Set(rows.map((one) => one.series))]
  const several = series.length > 1
  const drawn = rows.flatMap(({ mean, low, high }) => [mean, low, high])
  const scale = scaleOf([...drawn, ...references.map(({ value }) => value)], domain)
  const legend = { offset: 20 + LABEL * Math.max(0, references.length - 1) }
  const shared = {
    y: { field: 'row', type: 'nominal', sort: names, title: null },
    ...(several
      ? {
          yOffset: { field: 'series', sort: series },
          color: { field: 'series', type: 'nominal', sort: series, title: null, legend },
        }
      : {}),
  }
  const position = { field: 'mean', type: 'quantitative', title: x, scale }
  return {
    width: WIDTH,
    height: { step: several ? 12 : 26 },
    data: { values: rows.map((one) => ({ ...one })) },
    layer: [
      {
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'rule', strokeWidth: 2, ...(several ? {} : { color: PALETTE[0] }) },
        encoding: { ...shared, x: { ...position, field: 'low' }, x2: { field: 'high' } },
      },
      {
        mark: {
          type: 'point',
          filled: true,
          size: 60,
          opacity: 1,
          ...(several ? {} : { color: PALETTE[0] }),
        },
        encoding: {
          ...shared,
          x: position,
          ...(several
            ? { shape: { field: 'series', type: 'nominal', sort: series, title: null, legend } }
            : {}),
        },
      },
      ...referenceLayers(references, { field: 'value', type: 'quantitative', title: x, scale }),
    ],
  }
}

/** Dashed lines, each with its name above the plot, one name above the other. */
function referenceLayers(
  references: readonly DrawnReference[],
  x: Readonly<Record<string, unknown>>,
): object[] {
  // From right to left, so that no name stands above a line that is to its right.
  const sorted = [...references].sort((a, b) => b.value - a.value)
  return sorted.flatMap((one, place) => {
    const data = { values: [{ ...one }] }
    return [
      {
        data,
        mark: { type: 'rule', color: REFERENCE, strokeDash: [5, 4], strokeWidth: 1.5 },
        encoding: { x },
      },
      {
        data,
        mark: {
          type: 'text',
          color: REFERENCE,
          align: 'left',
          baseline: 'bottom',
          dx: 2,
          dy: -3 - LABEL * place,
          fontSize: 10,
        },
        encoding: { x, y: { value: 0 }, text: { field: 'label', type: 'nominal' } },
      },
    ]
  })
}

/** So high is the name of a reference line. */
const LABEL = 12
