/** Shares that add up to 1, stacked: how many were in which state, from one round to the next. */
import { PALETTE } from '../theme.ts'
import type { Spec } from '../draw.ts'
import { IN_LINES, labelsOf } from './labels.ts'
import type { AreaPlot } from './plot-drawing.ts'
import { DRAWN_LETTER, legendColumns, WIDE, type Room } from './room.ts'
import { rowsOf } from './rows.ts'

/** Both cooperate; one exploits the other; both defect: what is alike has like colours. */
const OF_FOUR = [PALETTE[0], PALETTE[4], PALETTE[5], PALETTE[1]] as const
/** From little to much, told apart in the light and in the dark. */
const IN_ORDER = ['#dce9f5', '#a3c6e6', '#669fd0', '#3774b0', '#1d4a80'] as const
/** Beside those of the palette, where there are more states. */
const MORE = [
  '#bbcc33',
  '#ffaabb',
  '#99ddff',
  '#44bb99',
  '#eedd88',
  '#ee8866',
  '#77aadd',
  '#aaaa00',
  '#dddddd',
]

/** Of a round's width: a little less than a half, so that rounds stand one after the other when they are sorted. */
const HALF = 0.4999

export function areaPlot(plot: AreaPlot, room: Room = WIDE): Spec {
  const panels = [...new Set(plot.points.map(({ panel }) => panel))]
  const isOnce = plot.points.every(({ occasion }) => occasion === plot.points[0]?.occasion)
  if (isOnce) return barPlot(plot, panels, room)
  const { columns, width, height } = panesOf(panels.length, room)
  const labels = labelsOf(panels, Math.floor(width / DRAWN_LETTER))
  // Rounds are steps: between two of them there is nothing that a slope would be.
  const values = stacked(plot).flatMap(({ panel, occasion, ...point }) =>
    [-HALF, HALF].map((side) => ({
      ...point,
      occasion: occasion + side,
      panel: labels.of(panel),
      at: panels.indexOf(panel),
    })),
  )
  const unit = {
    width,
    height,
    mark: { type: 'area', stroke: 'currentColor', strokeOpacity: 0.35, strokeWidth: 0.6 },
    encoding: encodingOf(plot, room),
  }
  if (panels.length === 1) return { data: { values }, ...unit }
  return {
    data: { values },
    facet: {
      field: 'panel',
      type: 'nominal',
      title: null,
      // In the order of the experiment; names stand in no expression.
      sort: { field: 'at', op: 'min' },
      header: { labelExpr: IN_LINES, labelLimit: 1.5 * width },
    },
    columns,
    spacing: { row: 26, column: 22 },
    spec: unit,
  }
}

/** One frame takes all the room; several share it. */
function panesOf(count: number, { width, isNarrow }: Room) {
  if (isNarrow) return { columns: 1, width: width - 46, height: 140 }
  const columns = count === 1 ? 1 : count === 2 || count === 4 ? 2 : 3
  const own = (width - 24 * (columns - 1)) / columns
  return { columns, width: own, height: columns === 1 ? 240 : columns === 2 ? 170 : 130 }
}

function encodingOf(plot: AreaPlot, room: Room): object {
  return {
    x: {
      field: 'occasion',
      type: 'quantitative',
      title: plot.x,
      axis: { tickMinStep: 1, format: 'd', grid: false },
      scale: { zero: false, nice: false },
    },
    y: {
      field: 'from',
      type: 'quantitative',
      stack: null,
      title: plot.y,
      scale: { domain: [0, 1] },
      axis: { values: [0, 0.25, 0.5, 0.75, 1], format: '.2~f' },
    },
    y2: { field: 'to' },
    ...colouredBy(plot, room),
  }
}

/** The legend stands in the order of the stack. */
function colouredBy({ states, isOrdered }: AreaPlot, room: Room): object {
  return {
    color: {
      field: 'state',
      type: 'nominal',
      title: null,
      scale: { domain: [...states], range: coloursOf(states.length, isOrdered) },
      legend: {
        symbolType: 'square',
        symbolStrokeWidth: 0.6,
        columns: legendColumns(states, room),
        labelLimit: room.width,
        offset: 10,
      },
    },
  }
}

function coloursOf(count: number, isOrdered: boolean): string[] {
  if (isOrdered) return [...IN_ORDER]
  return count === 4 ? [...OF_FOUR] : [...PALETTE, ...MORE].slice(0, Math.max(count, 1))
}

/** One occasion: a bar for each treatment. */
function barPlot(plot: AreaPlot, panels: readonly string[], room: Room): Spec {
  const rows = rowsOf(panels, 22, room)
  const values = stacked(plot).map(({ panel, ...point }) => ({
    ...point,
    row: rows.labels.of(panel),
  }))
  const x = {
    field: 'from',
    type: 'quantitative',
    stack: null,
    title: plot.y,
    scale: { domain: [0, 1] },
  }
  return {
    width: rows.width,
    height: { step: rows.step },
    layer: [
      {
        data: { values },
        mark: {
          type: 'bar',
          height: 18,
          ...(room.isNarrow ? { yOffset: 5 } : {}),
          stroke: 'currentColor',
          strokeOpacity: 0.35,
          strokeWidth: 0.6,
        },
        encoding: { x, x2: { field: 'to' }, y: rows.y, ...colouredBy(plot, room) },
      },
      ...rows.names,
    ],
  }
}

/** Where each share begins and ends in its stack: reckoned here, since Vega would put zeros where an occasion has no value. */
function stacked({ points, states }: AreaPlot) {
  const places = new Map(states.map((state, place) => [state, place]))
  const stacks = Map.groupBy(points, ({ panel, occasion }) => JSON.stringify([panel, occasion]))
  return [...stacks.values()].flatMap((stack) => {
    let top = 0
    return [...stack]
      .sort((a, b) => (places.get(a.state) ?? 0) - (places.get(b.state) ?? 0))
      .map((point) => {
        const from = top
        top += point.share
        return { ...point, from, to: top }
      })
  })
}
