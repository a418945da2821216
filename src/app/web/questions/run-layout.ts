/** Places the phases of a graph one beneath another, or side by side where that is narrower, its arrows between them. */
import { Graph, layout } from '@dagrejs/dagre'
import type { DrawnGraph, PhaseEdge, PhaseGraph } from '../../../study/viewing/run/phase-graph.ts'

/** CSS pixels. */
const HEIGHT = 34
const NARROWEST = 76
const CHARACTER = 7.6
const BESIDE_WORDS = 30
const AROUND = 10

/** Wider drawings do not fit beside a transcript. */
const WIDEST = 350

type Point = { readonly x: number; readonly y: number }
type Placed = { x: number; y: number; width: number; height: number }

export function drawnGraph(phases: PhaseGraph): DrawnGraph {
  const down = laidOut(phases, 'TB')
  if (down.width <= WIDEST) return down
  const along = laidOut(phases, 'LR')
  return along.width < down.width ? along : down
}

function laidOut({ source, nodes, edges }: PhaseGraph, rankdir: 'TB' | 'LR'): DrawnGraph {
  const graph = new Graph({ compound: true, multigraph: false })
  graph.setGraph({
    rankdir,
    nodesep: 34,
    ranksep: 42,
    edgesep: 16,
    marginx: AROUND,
    marginy: AROUND,
  })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id, label, kind } of nodes)
    graph.setNode(id, kind === 'group' ? {} : { width: widthOf(label), height: HEIGHT })
  for (const { id, parent } of nodes) if (parent !== null) graph.setParent(id, parent)
  // The layout knows arrows between innermost phases alone: one to a phase around others leads to the first within it, one from there begins at the last.
  const within = (id: string, which: 0 | -1): string => {
    const child = nodes.filter(({ parent }) => parent === id).at(which)
    return child === undefined ? id : within(child.id, which)
  }
  const endsOf = ({ from, to }: PhaseEdge): [from: string, to: string] => {
    const [last, goal] = [within(from, -1), within(to, 0)]
    return [last === goal ? within(from, 0) : last, goal]
  }
  for (const edge of edges) graph.setEdge(...endsOf(edge), { width: 26, height: 14 })
  layout(graph)
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number }
  return {
    source,
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: nodes.map((node) => ({ ...node, ...rounded(graph.node(node.id) as Placed) })),
    edges: edges.map((edge) => {
      const { points = [] } = graph.edge(...endsOf(edge)) as { points?: readonly Point[] }
      const seen = outside(graph.node(edge.from) as Placed, points)
      return { ...edge, points: seen.map(({ x, y }) => [tenth(x), tenth(y)] as const) }
    }),
  }
}

/** A way from where it leaves a box for good, at its edge; the whole of it where it stays within. */
function outside({ x, y, width, height }: Placed, points: readonly Point[]): readonly Point[] {
  const inside = points.findLastIndex(
    (point) => Math.abs(point.x - x) < width / 2 && Math.abs(point.y - y) < height / 2,
  )
  const [last, next] = [points[inside], points[inside + 1]]
  if (last === undefined || next === undefined) return points
  const share = (from: number, to: number, middle: number, size: number): number =>
    to === from ? Infinity : (middle + (Math.sign(to - from) * size) / 2 - from) / (to - from)
  const along = Math.min(share(last.x, next.x, x, width), share(last.y, next.y, y, height))
  const edge = { x: last.x + along * (next.x - last.x), y: last.y + along * (next.y - last.y) }
  return [edge, ...points.slice(inside + 1)]
}

function widthOf(label: string): number {
  return Math.max(NARROWEST, Math.round(label.length * CHARACTER + BESIDE_WORDS))
}

const tenth = (value: number): number => Math.round(value * 10) / 10

function rounded({ x, y, width, height }: Placed): Placed {
  return { x: tenth(x), y: tenth(y), width: tenth(width), height: tenth(height) }
}
