/** Who speaks after whom, as a matrix of shares. */
import { PALETTE } from '../theme.ts'
import type { Spec } from '../draw.ts'

export interface AnswerCell {
  readonly speaker: string
  readonly after: string
  readonly share: number
}

/** Rows are those who spoke before, columns those who spoke next; a row adds up to 1. */
export function answersPlot(cells: readonly AnswerCell[]): Spec {
  const names = [...new Set(cells.map(({ after }) => after))]
  const x = {
    field: 'speaker',
    type: 'nominal',
    sort: names,
    title: 'spoke next',
    axis: { labelAngle: 0, orient: 'top' },
  }
  const y = { field: 'after', type: 'nominal', sort: names, title: 'had spoken' }
  return {
    width: { step: 46 },
    height: { step: 30 },
    data: { values: cells.map((cell) => ({ ...cell, told: cell.share.toFixed(2) })) },
    layer: [
      {
        mark: { type: 'rect', stroke: 'currentColor', strokeOpacity: 0.15, fill: PALETTE[0] },
        encoding: {
          x,
          y,
          fillOpacity: {
            field: 'share',
            type: 'quantitative',
            scale: { domain: [0, 1], range: [0, 0.75] },
            legend: null,
          },
        },
      },
      {
        mark: { type: 'text', fontSize: 11, color: 'currentColor' },
        encoding: { x, y, text: { field: 'told', type: 'nominal' } },
      },
    ],
  }
}
