/** The phases of a run as a graph, and which of its arrows the run went along. */
import type { RunOutline, Walk } from './run-outline.ts'

export interface PhaseNode {
  /** As records name it: `talking.voting`. */
  readonly id: string
  readonly label: string
  /** The phase around it; null at the top. */
  readonly parent: string | null
  /** `waits`: decisions are awaited in it, so that ticks stand in it. `passing`: it is left at once. `group`: others stand in it. `end`: the run ends there. */
  readonly kind: 'waits' | 'passing' | 'group' | 'end'
  readonly isInitial: boolean
}

export interface PhaseEdge {
  readonly from: string
  readonly to: string
}

export interface PhaseGraph {
  /** `scenario`: all phases and arrows of its machine. `record`: those alone that the run shows. */
  readonly source: 'scenario' | 'record'
  readonly nodes: readonly PhaseNode[]
  readonly edges: readonly PhaseEdge[]
}

/** Where a phase is drawn: CSS pixels, `x` and `y` the middle. */
export interface DrawnNode extends PhaseNode {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface DrawnEdge extends PhaseEdge {
  readonly points: readonly (readonly [x: number, y: number])[]
}

export interface DrawnGraph {
  readonly source: PhaseGraph['source']
  readonly width: number
  readonly height: number
  readonly nodes: readonly DrawnNode[]
  readonly edges: readonly DrawnEdge[]
}

/** The graph that a run shows by itself. */
export function graphOfWalks({ phases, walks }: Pick<RunOutline, 'phases' | 'walks'>): PhaseGraph {
  const first = walks.find(({ from }) => from === null)?.to
  return {
    source: 'record',
    nodes: phases.map(({ name }) => ({
      id: name,
      label: name,
      parent: null,
      kind: 'waits',
      isInitial: name === first,
    })),
    edges: walks.flatMap(({ from, to }) => (from === null ? [] : [{ from, to }])),
  }
}

export function edgeKey({ from, to }: PhaseEdge): string {
  return JSON.stringify([from, to])
}

/**
 * How often the run went along each arrow, by `edgeKey`. From tick to tick it may pass phases that are left at once: the shortest way through them is taken
 * to be the one. `ended`: it came to its end from the phase of its last tick.
 */
export function walkedEdges(
  graph: Pick<PhaseGraph, 'nodes' | 'edges'>,
  { walks, lastPhase }: Pick<RunOutline, 'walks' | 'lastPhase'>,
  ended: boolean,
): Map<string, number> {
  const times = new Map<string, number>()
  const count = (walk: Walk, goal: (node: PhaseNode) => boolean): void => {
    for (const edge of wayBetween(graph, walk.from, goal)) {
      const key = edgeKey(edge)
      times.set(key, (times.get(key) ?? 0) + walk.times)
    }
  }
  for (const walk of walks) count(walk, ({ id }) => id === walk.to)
  if (ended && lastPhase !== null)
    count({ from: lastPhase, to: '', times: 1 }, ({ kind }) => kind === 'end')
  return times
}

/** The fewest arrows from a phase (from the initial one: null) to one that is wanted, through passing phases alone; none where there is no such way. */
function wayBetween(
  { nodes, edges }: Pick<PhaseGraph, 'nodes' | 'edges'>,
  from: string | null,
  isGoal: (node: PhaseNode) => boolean,
): readonly PhaseEdge[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const start = from ?? nodes.find(({ isInitial, kind }) => isInitial && kind !== 'group')?.id
  if (start === undefined || (from === null && isGoal(byId.get(start) as PhaseNode))) return []
  const ways: { at: string; way: readonly PhaseEdge[] }[] = [{ at: start, way: [] }]
  const tried = new Set<string>()
  for (const { at, way } of ways) {
    for (const edge of edges.filter((one) => leaves(byId, at, one.from))) {
      const node = byId.get(edge.to)
      if (node === undefined || tried.has(edge.to)) continue
      if (isGoal(node)) return [...way, edge]
      tried.add(edge.to)
      if (node.kind === 'passing' || node.kind === 'group')
        ways.push({ at: edge.to, way: [...way, edge] })
    }
  }
  return []
}

/** An arrow that leaves a phase around another leaves that one too. */
function leaves(byId: ReadonlyMap<string, PhaseNode>, at: string, from: string): boolean {
  for (let id: string | null = at; id !== null; id = byId.get(id)?.parent ?? null)
    if (id === from) return true
  return false
}
