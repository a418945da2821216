/** Who turns to whom: nodes on a circle in their order, an arrow for each tie, as wide as it is strong. */
import { PALETTE } from '../theme.ts'
import type { Spec } from '../draw.ts'
import { linesOf } from './labels.ts'
import type { NetworkPlot } from './plot-drawing.ts'
import { WIDE, type Room } from './room.ts'

interface Node {
  readonly name: string
  readonly x: number
  readonly y: number
  /** Points. */
  readonly radius: number
  readonly colour: string
}

/** Beside the palette, its neighbours of Tol's "light" scheme: names tell who is who, colours whose arrow it is. */
const COLOURS = [...PALETTE, '#ee8866', '#44bb99', '#bbcc33', '#ffaabb', '#77aadd'] as const
/** Points along an arc; the first and the last at the rims of its nodes. */
const STEPS = 24
/** How far an arc leaves the straight line, of its length: the way back bends to the other side. */
const BEND = 0.17

export function networkPlot({ nodes, ties }: NetworkPlot, room: Room = WIDE): Spec {
  const side = room.isNarrow ? 190 : 360
  // Names stand outside: their room is reckoned here, at six points a letter.
  const letters = room.isNarrow ? 11 : 20
  const beside = 6.9 * letters + 22
  const placed = placedOf(nodes, side / 2)
  const most = Math.max(...ties.map(({ weight }) => weight), 1e-9)
  const sorted = [...ties].sort((a, b) => a.weight - b.weight)
  const arcs = sorted.flatMap(({ from, to, weight }, tie) => {
    const [a, b] = [placed[from], placed[to]]
    return a === undefined || b === undefined ? [] : [arcOf(a, b, weight / most, tie, side / 2)]
  })
  const scale = { domain: [-1, 1], nice: false }
  const x = { field: 'x', type: 'quantitative', scale, axis: null }
  const y = { field: 'y', type: 'quantitative', scale, axis: null }
  const own = { type: 'nominal', scale: null } as const
  return {
    width: side,
    height: side,
    autosize: { type: 'none' },
    padding: { left: beside, right: beside, top: 56, bottom: 56 },
    layer: [
      {
        data: { values: arcs.flatMap(({ points }) => points) },
        mark: { type: 'line', strokeCap: 'butt', interpolate: 'linear', clip: false },
        encoding: {
          x,
          y,
          order: { field: 'step', type: 'quantitative' },
          detail: { field: 'tie', type: 'nominal' },
          stroke: { field: 'colour', ...own },
          strokeWidth: { field: 'width', type: 'quantitative', scale: null },
          strokeOpacity: { field: 'opacity', type: 'quantitative', scale: null },
        },
      },
      {
        data: { values: arcs.map(({ head }) => head) },
        mark: { type: 'point', shape: 'triangle', filled: true, opacity: 1, strokeWidth: 0 },
        encoding: {
          x,
          y,
          angle: { field: 'angle', type: 'quantitative', scale: null },
          size: { field: 'size', type: 'quantitative', scale: null },
          fill: { field: 'colour', ...own },
          fillOpacity: { field: 'opacity', type: 'quantitative', scale: null },
        },
      },
      {
        data: {
          values: placed.map((one) => ({ ...one, area: Math.PI * one.radius ** 2 })),
        },
        mark: {
          type: 'point',
          shape: 'circle',
          filled: true,
          opacity: 1,
          stroke: 'currentColor',
          strokeWidth: 0.8,
        },
        encoding: {
          x,
          y,
          size: { field: 'area', type: 'quantitative', scale: null },
          fill: { field: 'colour', ...own },
        },
      },
      ...(['left', 'center', 'right'] as const).map((align) =>
        nameLayer(placed, align, { x, y, letters, half: side / 2 }),
      ),
    ],
  }
}

/** Where the lines of names are; drawn in points around the middle. */
function nameLayer(
  placed: readonly Node[],
  align: 'left' | 'center' | 'right',
  { x, y, letters, half }: { x: object; y: object; letters: number; half: number },
): object {
  const values = placed
    .filter((one) => alignOf(one) === align)
    .map(({ name, x: across, y: up, radius }) => {
      const far = 1 + (radius + (align === 'center' ? 16 : 8)) / (half * Math.hypot(across, up))
      const lines = linesOf(name, align === 'center' ? letters + 10 : letters)
      return { x: across * far, y: up * far, lines }
    })
  return {
    data: { values },
    mark: {
      type: 'text',
      align,
      baseline: 'middle',
      fontSize: letters < 15 ? 11 : 12,
      lineHeight: 14,
      color: 'currentColor',
    },
    encoding: { x, y, text: { field: 'lines', type: 'nominal' } },
  }
}

function alignOf({ x }: Node): 'left' | 'center' | 'right' {
  return x > 0.12 ? 'left' : x < -0.12 ? 'right' : 'center'
}

/** The first at the top, the others clockwise. */
function placedOf(nodes: NetworkPlot['nodes'], half: number): Node[] {
  const largest = Math.max(...nodes.map(({ size }) => size), 1e-9)
  const widest = Math.min(18, half / 7)
  return nodes.map(({ name, size }, place) => {
    const angle = (2 * Math.PI * place) / nodes.length
    return {
      name,
      x: rounded(0.86 * Math.sin(angle)),
      y: rounded(0.86 * Math.cos(angle)),
      // Areas tell sizes; the silent are seen, too.
      radius: Math.max(3.5, widest * Math.sqrt(size / largest)),
      colour: COLOURS[place % COLOURS.length] ?? '',
    }
  })

  function rounded(value: number): number {
    return Math.round(value * 1e6) / 1e6
  }
}

/** An arc from rim to rim, and its head. `share` is of the strongest tie; a unit has `half` points. */
function arcOf(a: Node, b: Node, share: number, tie: number, half: number) {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const control = { x: (a.x + b.x) / 2 - 2 * BEND * dy, y: (a.y + b.y) / 2 + 2 * BEND * dx }
  const at = (t: number) => ({
    x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * control.x + t ** 2 * b.x,
    y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * control.y + t ** 2 * b.y,
  })
  const width = 0.7 + 5 * share
  const headLength = 5 + 1.7 * width
  const length = Math.hypot(dx, dy) * half * (1 + BEND / 2)
  const begin = Math.min(0.4, (a.radius + 1) / length)
  const end = 1 - Math.min(0.4, (b.radius + headLength) / length)
  const opacity = 0.18 + 0.72 * share
  const colour = a.colour
  const points = Array.from({ length: STEPS + 1 }, (_, step) => {
    const t = begin + ((end - begin) * step) / STEPS
    return { ...at(t), tie, step, width, opacity, colour }
  })
  const [before, after] = [at(end), at(Math.min(1, end + headLength / length))]
  const angle = (Math.atan2(after.x - before.x, after.y - before.y) * 180) / Math.PI
  const tip = { x: (before.x + after.x) / 2, y: (before.y + after.y) / 2 }
  return {
    points,
    head: { ...tip, angle, size: headLength ** 2 * 0.9, opacity: Math.max(opacity, 0.3), colour },
  }
}
