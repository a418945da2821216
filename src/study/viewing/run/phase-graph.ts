/** The phases of a run as a graph, and which of its arrows the run went along. */
import type { RunOutline } from './run-outline.ts'

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

/** The phases that a tick stands in, as the graph names them: of regions that run in parallel one each, which records join by `+`. */
export function phasesIn(nodes: readonly PhaseNode[], recorded: string): readonly string[] {
  if (nodes.some(({ id }) => id === recorded)) return [recorded]
  let last = ''
  return recorded.split('+').map((part) => {
    // Where regions stand within a phase, records name it before the first of them alone.
    const around = ancestorIds(last).map((id) => `${id}.${part}`)
    const names = [part, ...around]
    last = names.find((name) => nodes.some(({ id }) => id === name)) ?? part
    return last
  })
}

/** `a.b.c` → `a.b`, `a`. */
function ancestorIds(id: string): string[] {
  const parts = id.split('.')
  return parts.slice(1).map((_, i) => parts.slice(0, parts.length - 1 - i).join('.'))
}

/** How many ticks stood in each phase. */
export function ticksIn(
  nodes: readonly PhaseNode[],
  phases: RunOutline['phases'],
): ReadonlyMap<string, number> {
  const ticks = new Map<string, number>()
  for (const { name, ticks: times } of phases)
    for (const id of phasesIn(nodes, name)) ticks.set(id, (ticks.get(id) ?? 0) + times)
  return ticks
}

/** The graph that a run shows by itself. */
export function graphOfWalks({ phases, walks }: Pick<RunOutline, 'phases' | 'walks'>): PhaseGraph {
  const first = walks.find(({ from }) => from === null)?.to.split('+')
  const edges = walks.flatMap(({ from, to }) =>
    from === null
      ? []
      : stepsBetween(from.split('+'), to.split('+')).map(([one, next]) => ({
          from: one,
          to: next,
        })),
  )
  return {
    source: 'record',
    nodes: [...new Set(phases.flatMap(({ name }) => name.split('+')))].map((id) => ({
      ...{ id, label: id, parent: null, kind: 'waits' },
      isInitial: first?.includes(id) === true,
    })),
    edges: [...new Map(edges.map((edge) => [edgeKey(edge), edge])).values()],
  }
}

/** From which phase one came into each: region by region where they are the same regions. A region that stays while another goes on has taken no step. */
function stepsBetween(
  from: readonly string[],
  to: readonly string[],
): readonly (readonly [from: string, to: string])[] {
  if (from.length !== to.length)
    return to.flatMap((next) => (from.includes(next) ? [] : [[from[0] as string, next] as const]))
  const steps = to.map((next, region) => [from[region] as string, next] as const)
  const moved = steps.filter(([one, next]) => one !== next)
  return moved.length > 0 ? moved : steps
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
  const { nodes } = graph
  const count = (ways: readonly (readonly PhaseEdge[])[], often: number): void => {
    // Regions that go the same way go it together.
    for (const key of new Set(ways.flat().map(edgeKey)))
      times.set(key, (times.get(key) ?? 0) + often)
  }
  const begun = nodes.flatMap(({ id, isInitial, kind }) =>
    isInitial && kind !== 'group' ? id : [],
  )
  for (const { from, to, times: often } of walks) {
    const goals = phasesIn(nodes, to)
    const steps: readonly (readonly [readonly string[], string])[] =
      from === null
        ? goals.flatMap((goal) => (begun.includes(goal) ? [] : [[begun, goal] as const]))
        : stepsBetween(phasesIn(nodes, from), goals).map(([one, next]) => [[one], next] as const)
    count(
      steps.map(([starts, goal]) => wayBetween(graph, starts, ({ id }) => id === goal)),
      often,
    )
  }
  if (ended && lastPhase !== null)
    count(
      phasesIn(nodes, lastPhase).map((id) => wayBetween(graph, [id], ({ kind }) => kind === 'end')),
      1,
    )
  return times
}

/** The fewest arrows from any of some phases to one that is wanted, through passing phases alone; none where there is no such way. */
function wayBetween(
  { nodes, edges }: Pick<PhaseGraph, 'nodes' | 'edges'>,
  starts: readonly string[],
  isGoal: (node: PhaseNode) => boolean,
): readonly PhaseEdge[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const ways = starts.map((at) => ({ at, way: [] as readonly PhaseEdge[] }))
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
