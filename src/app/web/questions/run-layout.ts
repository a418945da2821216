/** Places the phases of a graph one beneath another, its arrows between them. */
import { Graph, layout } from '@dagrejs/dagre'
import type { DrawnGraph, PhaseGraph } from '../../../study/viewing/phase-graph.ts'

/** CSS pixels. */
const HEIGHT = 34
const NARROWEST = 76
const CHARACTER = 7.6
const BESIDE_WORDS = 30
const AROUND = 10

type Placed = { x: number; y: number; width: number; height: number }

export function drawnGraph({ source, nodes, edges }: PhaseGraph): DrawnGraph {
  const graph = new Graph({ compound: true, multigraph: false })
  graph.setGraph({
    rankdir: 'TB',
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
  // An arrow from a phase around others begins at the first phase within it: the layout knows no other way.
  const within = (id: string): string => {
    const child = nodes.find(({ parent }) => parent === id)
    return child === undefined ? id : within(child.id)
  }
  for (const { from, to } of edges)
    graph.setEdge(within(from), within(to), { width: 26, height: 14 })
  layout(graph)
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number }
  return {
    source,
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: nodes.map((node) => ({ ...node, ...rounded(graph.node(node.id) as Placed) })),
    edges: edges.map((edge) => {
      const { points = [] } = graph.edge(within(edge.from), within(edge.to)) as {
        points?: readonly { x: number; y: number }[]
      }
      return { ...edge, points: points.map(({ x, y }) => [tenth(x), tenth(y)] as const) }
    }),
  }
}

function widthOf(label: string): number {
  return Math.max(NARROWEST, Math.round(label.length * CHARACTER + BESIDE_WORDS))
}

const tenth = (value: number): number => Math.round(value * 10) / 10

function rounded({ x, y, width, height }: Placed): Placed {
  return { x: tenth(x), y: tenth(y), width: tenth(width), height: tenth(height) }
}
