/** The phases of a machine as a graph: which there are, and where one can get from them. */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate'

export const DECIDED = 'decided'

/** All nodes of a machine, the machine itself first. */
export function nodesOf(machine: AnyStateMachine): AnyStateNode[] {
  const within = (node: AnyStateNode): AnyStateNode[] => [node, ...childrenOf(node).flatMap(within)]
  return within(machine.root as AnyStateNode)
}

export function childrenOf(parent: AnyStateNode): AnyStateNode[] {
  return Object.values(parent.states) as AnyStateNode[]
}

/** The nodes around a node, innermost first. */
export function ancestorsOf(inner: AnyStateNode): AnyStateNode[] {
  const parent = inner.parent as AnyStateNode | undefined
  return parent === undefined ? [] : [parent, ...ancestorsOf(parent)]
}

/** `phase "talking.voting"`, or the machine as a whole. */
export function nameOfNode({ path }: AnyStateNode): string {
  return path.length === 0 ? 'the machine' : `phase "${path.join('.')}"`
}

/** Lists of transitions that are tried in order: `always`, and one list for each event. */
export function transitionsOf(from: AnyStateNode): Map<string, readonly AnyTransitionDefinition[]> {
  const lists = new Map(from.transitions as Map<string, readonly AnyTransitionDefinition[]>)
  if (from.always !== undefined)
    lists.set('always', from.always as readonly AnyTransitionDefinition[])
  return lists
}

/** Those of a list that can be taken at all: what stands behind an unguarded one never is. */
export function takable(
  list: readonly AnyTransitionDefinition[],
): readonly AnyTransitionDefinition[] {
  const unguarded = list.findIndex(({ guard }) => guard === undefined)
  return unguarded < 0 ? list : list.slice(0, unguarded + 1)
}

/** The nodes that may be entered from some nodes on, they themselves included. Guards are taken to be able to go either way. */
export function reachableFrom(start: readonly AnyStateNode[]): Set<AnyStateNode> {
  const entered = new Set<AnyStateNode>()
  const opened = new Set<AnyStateNode>()
  const pending = [...start]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (opened.has(next)) continue
    opened.add(next)
    pending.push(...enteredWith(next))
    for (const around of [next, ...ancestorsOf(next)]) {
      entered.add(around)
      if (around.type === 'parallel') pending.push(...childrenOf(around))
      for (const list of transitionsOf(around).values()) {
        for (const { target } of takable(list)) pending.push(...((target ?? []) as AnyStateNode[]))
      }
    }
  }
  return entered
}

function enteredWith(entered: AnyStateNode): readonly AnyStateNode[] {
  switch (entered.type) {
    case 'compound':
      return entered.initial.target as readonly AnyStateNode[]
    case 'history':
      return ancestorsOf(entered).slice(0, 1)
    default:
      return []
  }
}

/** True where entering it ends the run, or a region of a machine whose regions end together. */
export function isEnd(final: AnyStateNode): boolean {
  const [parent, grandparent] = ancestorsOf(final)
  if (final.type !== 'final' || parent === undefined) return false
  return (
    grandparent === undefined ||
    (grandparent.type === 'parallel' && grandparent.parent === undefined)
  )
}

/** The phases in which decisions are waited for, as records name them (`talking.voting`); undefined where regions run in parallel. */
export function phasesOf(machine: AnyStateMachine): string[] | undefined {
  const nodes = nodesOf(machine)
  if (nodes.some(({ type }) => type === 'parallel')) return undefined
  return nodes
    .filter((node) => node.type === 'atomic' && waits(node))
    .map(({ path }) => path.join('.'))
}

function waits(node: AnyStateNode): boolean {
  return [node, ...ancestorsOf(node)].some((one) => transitionsOf(one).has(DECIDED))
}
