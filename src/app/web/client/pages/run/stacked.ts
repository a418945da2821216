/** Draws phases one beneath another, for a graph that nobody has laid out. */
import type { DrawnGraph, PhaseGraph } from '../../../../../study/viewing/run/phase-graph.ts'

/** CSS pixels. */
const HEIGHT = 34
const APART = 76
const CHARACTER = 7.6

/** Arrows down go straight to the next one; all others go round at the right, arrows back at the left. */
export function stacked({ source, nodes, edges }: PhaseGraph): DrawnGraph {
  const widest = Math.max(
    76,
    ...nodes.map(({ label }) => Math.round(label.length * CHARACTER + 30)),
  )
  const [x, width] = [widest / 2 + 60, widest + 120]
  const y = new Map(nodes.map(({ id }, i) => [id, 10 + HEIGHT / 2 + i * APART]))
  const half = (id: string): number =>
    Math.max(
      76,
      Math.round((nodes.find((node) => node.id === id)?.label.length ?? 0) * CHARACTER + 30),
    ) / 2
  return {
    source,
    width,
    height: nodes.length * APART,
    nodes: nodes.map((node) => ({
      ...node,
      ...{ x, y: y.get(node.id) ?? 0, width: half(node.id) * 2, height: HEIGHT },
    })),
    edges: edges.map((edge) => {
      const [from, to] = [y.get(edge.from) ?? 0, y.get(edge.to) ?? 0]
      if (edge.from === edge.to) {
        const right = x + half(edge.from)
        return {
          ...edge,
          points: [
            [right, from - 8],
            [right + 34, from],
            [right, from + 8],
          ],
        }
      }
      if (to - from === APART)
        return {
          ...edge,
          points: [
            [x, from + HEIGHT / 2],
            [x, (from + to) / 2],
            [x, to - HEIGHT / 2],
          ],
        }
      const side = to > from ? 1 : -1
      const out = x + side * (widest / 2 + 30)
      return {
        ...edge,
        points: [
          [x + side * half(edge.from), from],
          [out, from],
          [out, (from + to) / 2],
          [out, to],
          [x + side * half(edge.to), to],
        ],
      }
    }),
  }
}
