/** Rows of a plot: their names to the left, or above them where there is little room. */
import { IN_LINES, labelsOf, type Labels } from './labels.ts'
import { DRAWN_LETTER, type Room } from './room.ts'

export interface Rows {
  readonly labels: Labels
  /** The encoding of y. */
  readonly y: Readonly<Record<string, unknown>>
  /** Of the frame beside the names, in points. */
  readonly width: number
  /** Height of a row, in points. */
  readonly step: number
  /** Layers that write names above rows; none where they stand to the left. */
  readonly names: readonly object[]
}

/** So high is a line of a label. */
const LINE = 13

/** Names and frame together. */
const WHOLE = 980

function longest(labels: readonly string[]): number {
  return Math.max(0, ...labels.flatMap((label) => label.split('⏎').map(({ length }) => length)))
}

/** @param height of what is drawn in a row, in points. */
export function rowsOf(names: readonly string[], height: number, { isNarrow, width }: Room): Rows {
  const labels = labelsOf(names, isNarrow ? 44 : 38, isNarrow ? 1 : 3)
  const scale = { domain: labels.all, ...(isNarrow ? { paddingInner: 0, paddingOuter: 0 } : {}) }
  const y = { field: 'row', type: 'nominal', scale, title: null }
  if (!isNarrow)
    return {
      labels,
      y: {
        ...y,
        axis: { title: null, labelExpr: IN_LINES, labelPadding: 8, ticks: false, domain: false },
      },
      width: Math.min(width, WHOLE - DRAWN_LETTER * longest(labels.all)),
      step: Math.max(height, labels.lines * LINE + 6),
      names: [],
    }
  const step = height + 2 * LINE
  const above = {
    data: { values: labels.all.map((row) => ({ row })) },
    mark: {
      type: 'text',
      align: 'left',
      baseline: 'top',
      fontSize: 11,
      dy: -step / 2 + 1,
      color: 'currentColor',
    },
    encoding: {
      x: { value: 0 },
      y: { ...y, axis: null },
      text: { field: 'row', type: 'nominal' },
    },
  }
  return { labels, y: { ...y, axis: null }, width, step, names: [above] }
}
