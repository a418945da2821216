/** Every run a dot: how the values of runs are spread under each treatment. */
import { Streams } from '../../../base/random.ts'
import { PALETTE, WIDTH } from '../theme.ts'
import type { Spec } from '../draw.ts'

export interface Strip {
  readonly row: string
  /** One value for each run. */
  readonly values: readonly number[]
}

export interface StripPlot {
  readonly strips: readonly Strip[]
  readonly x: string
  readonly domain?: readonly [number, number]
}

/** More runs of a treatment than this are drawn by lot. */
export const MOST_DOTS = 300

/** Dots are moved up and down by a fixed seed, so that equal ones are seen; a stroke marks the median. */
export function stripPlot({ strips, x, domain }: StripPlot): Spec {
  const names = strips.map(({ row }) => row)
  const streams = new Streams('strips')
  const dots = strips.flatMap(({ row, values }, place) => {
    const random = streams.stream(`strip/${place}/${values.length}`)
    const sorted = [...values].sort((a, b) => a - b)
    const some = sorted.length > MOST_DOTS ? random.shuffle(sorted).slice(0, MOST_DOTS) : sorted
    return some.map((value) => ({ row, value, up: random.next() }))
  })
  const scale = domain === undefined ? { zero: false, nice: true } : { domain: [...domain] }
  const across = { field: 'value', type: 'quantitative', title: x, scale }
  const down = { field: 'row', type: 'nominal', sort: names, title: null }
  return {
    width: WIDTH,
    height: { step: 34 },
    layer: [
      {
        data: { values: dots },
        mark: { type: 'circle', size: 22, opacity: 0.5, color: PALETTE[0] },
        encoding: {
          x: across,
          y: down,
          yOffset: { field: 'up', type: 'quantitative', scale: { domain: [-0.15, 1.15] } },
        },
      },
      {
        data: { values: strips.flatMap(({ row, values }) => medianOf(row, values)) },
        mark: { type: 'tick', thickness: 2, size: 26, color: PALETTE[1], opacity: 1 },
        encoding: { x: across, y: down },
      },
    ],
  }
}

function medianOf(row: string, values: readonly number[]): { row: string; value: number }[] {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ]
  return low === undefined || high === undefined ? [] : [{ row, value: (low + high) / 2 }]
}
