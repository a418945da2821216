/** Specifications hold words of a record as data, and nowhere else. */
import { compile } from 'vega-lite'
import { describe, expect, test } from 'vitest'
import { draw, type Spec } from '../draw.ts'
import { PALETTE } from '../theme.ts'
import { areaPlot } from './areas.ts'
import { colourAt, dashesAt, placesOf } from './colours.ts'
import { heatPlot } from './heat.ts'
import { intervalPlot } from './intervals.ts'
import { networkPlot } from './network.ts'
import { DESK, NARROW, WIDE } from './room.ts'
import { roundPlot } from './rounds.ts'
import { spreadPlot } from './spread.ts'
import { strategyMapPlot } from './strategy-map.ts'

/** Would run, or be looked up, where a word became part of an expression or of a field's name. */
const HOSTILE = [
  "'; hostile.x",
  '"] + hostile + ["',
  'datum.hostile',
  '{expr: "hostile"}',
  '<script>hostile</script>',
  'a long hostile name, of a treatment=that is crossed, with=many others, and more⏎still',
]

const point = { mean: 0.5, low: 0.4, high: 0.6 }

const specs = (room: typeof WIDE, names: readonly string[]): Readonly<Record<string, Spec>> => ({
  rounds: roundPlot(
    {
      points: names.flatMap((series) => [1, 2].map((occasion) => ({ series, occasion, ...point }))),
      x: 'round',
      y: 'share',
      domain: [0, 1],
    },
    room,
  ),
  areas: areaPlot(
    {
      points: names.flatMap((panel) =>
        [1, 2].flatMap((occasion) =>
          names.map((state) => ({ panel, occasion, state, share: 1 / names.length })),
        ),
      ),
      states: names,
      isOrdered: false,
      x: 'round',
      y: 'share',
    },
    room,
  ),
  bars: areaPlot(
    {
      points: names.map((panel) => ({ panel, occasion: 1, state: names[0] ?? '', share: 1 })),
      states: names,
      isOrdered: true,
      x: 'round',
      y: 'share',
    },
    room,
  ),
  spread: spreadPlot(
    {
      spreads: names.map((row) => ({
        row,
        series: row,
        values: [1, 2],
        lower: 1,
        median: 1.5,
        upper: 2,
        ...point,
      })),
      x: 'points',
      domain: null,
      references: [{ label: names[0] ?? '', value: 2, rows: names.slice(0, 1) }],
    },
    room,
  ),
  map: strategyMapPlot(
    {
      panels: [
        {
          title: null,
          x: 'across',
          y: 'up',
          corners: [{ label: 'corner', x: 0, y: 0 }],
          points: names.map((series) => ({ series, x: 0.5, y: 0.5, count: 3 })),
        },
      ],
      series: names,
      counted: 'participants',
    },
    room,
  ),
  network: networkPlot(
    {
      nodes: names.map((name) => ({ name, size: 2 })),
      ties: [{ from: 0, to: 1, weight: 2 }],
    },
    room,
  ),
  heat: heatPlot(
    {
      rows: names,
      columns: names,
      cells: names.map((name) => ({ row: name, column: name, value: 0.5 })),
    },
    room,
  ),
  intervals: intervalPlot(
    {
      rows: names.map((row) => ({ row, series: row, ...point })),
      x: 'share',
      domain: null,
      references: [{ label: names[0] ?? '', value: 0 }],
    },
    room,
  ),
})

/** What is run or looked up: every text of a compiled plot but those of data, of scales' domains and of titles. */
function codeIn(value: unknown, key = ''): string[] {
  if (['values', 'domain', 'description', 'title'].includes(key)) return []
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap((one) => codeIn(one, key === 'lines' ? '' : key))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [name, ...codeIn(inner, name)])
}

describe.each([
  ['a desk', DESK],
  ['a phone', NARROW],
  ['a report', WIDE],
])('on %s', (_, room) => {
  test.each(Object.keys(specs(room, HOSTILE)))('%s keep words in data', (name) => {
    const spec = specs(room, HOSTILE)[name] as unknown as Parameters<typeof compile>[0]
    const compiled = compile(spec, { logger: silent }).spec
    expect(codeIn(compiled).filter((text) => text.includes('hostile'))).toEqual([])
    expect(JSON.stringify(compiled)).toContain('hostile')
  })

  test.each(Object.keys(specs(room, HOSTILE)))(
    '%s are drawn, and their markup is shown',
    async (name) => {
      const spec = specs(room, HOSTILE)[name] as Spec
      const { html } = await draw({ id: 'x', title: 't', description: 'd', spec })
      expect(html).not.toContain('<script')
      expect(html).not.toContain('NaN')
      expect(html).toContain('hostile')
    },
  )
})

test('shares are stacked by themselves: a panel that ends early ends, and does not fall to 0', async () => {
  const points = [1, 2, 3].flatMap((occasion) =>
    (occasion === 3 ? ['long'] : ['long', 'short']).flatMap((panel) => [
      { panel, occasion, state: 'a', share: 0.25 },
      { panel, occasion, state: 'b', share: 0.75 },
    ]),
  )
  const spec = areaPlot({ points, states: ['b', 'a'], isOrdered: false, x: 'x', y: 'y' })
  const { values } = (
    spec as { data: { values: { panel: string; state: string; from: number; to: number }[] } }
  ).data
  const short = values.filter(({ panel }) => panel === 'short')
  expect(short.map(({ state, from, to }) => [state, from, to])).toEqual(
    [1, 2].flatMap(() => [
      ['b', 0, 0.75],
      ['b', 0, 0.75],
      ['a', 0.75, 1],
      ['a', 0.75, 1],
    ]),
  )
})

test('rounds are steps: a share is as high at the end of its round as at the beginning, and rounds do not overlap', () => {
  const shares = [0.1, 0.7, 0.4]
  const points = shares.flatMap((share, at) => [
    { panel: 'one', occasion: at + 1, state: 'a', share },
    { panel: 'one', occasion: at + 1, state: 'b', share: 1 - share },
  ])
  const spec = areaPlot({ points, states: ['a', 'b'], isOrdered: false, x: 'x', y: 'y' })
  const { values } = (
    spec as { data: { values: { occasion: number; state: string; to: number }[] } }
  ).data
  const ends = values.filter(({ state }) => state === 'a')
  expect(ends.map(({ to }) => to)).toEqual([0.1, 0.1, 0.7, 0.7, 0.4, 0.4])
  expect(ends.map(({ occasion }) => Math.round(occasion * 2) / 2)).toEqual([
    0.5, 1.5, 1.5, 2.5, 2.5, 3.5,
  ])
  ends.slice(1).forEach(({ occasion }, at) => {
    expect(occasion).toBeGreaterThan(ends[at]?.occasion ?? NaN)
  })
})

describe('colours of treatments', () => {
  const order = ['calm', 'loud', 'late']

  test('go by the experiment, whichever treatments a plot has', () => {
    const whole = placesOf(order, order)
    for (const some of [['late'], ['loud', 'late'], order])
      for (const name of some) expect(placesOf(some, order)(name)).toBe(whole(name))
  })

  test('go by the plot itself where the order does not hold all that it has', () => {
    expect(['late', 'row'].map(placesOf(['late', 'row'], order))).toEqual([0, 1])
    expect(['late', 'row'].map(placesOf(['late', 'row']))).toEqual([0, 1])
  })

  test('and dashes tell as many apart as there are', () => {
    const places = PALETTE.map((_, place) => place)
    expect(new Set(places.map(colourAt)).size).toBe(PALETTE.length)
    expect(new Set(places.map((place) => dashesAt(place).join())).size).toBe(PALETTE.length)
  })
})

const silent = {
  level: () => silent,
  error: () => silent,
  warn: () => silent,
  info: () => silent,
  debug: () => silent,
}
