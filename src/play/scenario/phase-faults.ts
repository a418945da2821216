/** Phases that cannot be reached, or cannot be left, and events that nobody sends. */
import type { AnyStateMachine, AnyStateNode } from 'xstate'
import type { Fault } from './fault.ts'
import {
  ancestorsOf,
  DECIDED,
  isEnd,
  nameOfNode,
  nodesOf,
  reachableFrom,
  takable,
  transitionsOf,
} from './phases.ts'

/** What is wrong with the way from phase to phase. */
export function phaseFaults(machine: AnyStateMachine): Fault[] {
  const nodes = nodesOf(machine)
  const [root] = nodes as [AnyStateNode, ...AnyStateNode[]]
  const reachable = reachableFrom([root])
  const phases = nodes.filter((node) => node !== root)
  const faults = [
    ...nodes.flatMap(eventFaults),
    ...nodes.flatMap(neverTaken),
    ...phases.filter((node) => isUnreachable(node, reachable)).map(unreachable),
  ]
  const stuck = phases.filter((node) => reachable.has(node) && isDeadEnd(node))
  faults.push(...stuck.map(deadEnd))
  if (![...reachable].some(isEnd)) {
    faults.push({
      where: nameOfNode(root),
      what: 'no final phase can be reached, so that no run ever ends.',
      mend: "Add a phase with type: 'final' and let a transition lead to it.",
    })
    return faults
  }
  const endless = phases.filter(
    (node) => reachable.has(node) && isLeaf(node) && !stuck.includes(node) && !endsFrom(node),
  )
  return [...faults, ...endless.map(goesOnForEver)]
}

function isLeaf({ type }: AnyStateNode): boolean {
  return type === 'atomic'
}

function endsFrom(node: AnyStateNode): boolean {
  return [...reachableFrom([node])].some(isEnd)
}

/** The inner phases of an unreachable phase are not told of one by one. */
function isUnreachable(node: AnyStateNode, reachable: ReadonlySet<AnyStateNode>): boolean {
  const parent = ancestorsOf(node)[0]
  return (
    !reachable.has(node) && parent !== undefined && reachable.has(parent) && node.type !== 'history'
  )
}

/** A phase in which decisions lead nowhere; also a final phase within another that does nothing when it is done. */
function isDeadEnd(node: AnyStateNode): boolean {
  const around = [node, ...ancestorsOf(node)]
  if (around.some((one) => transitionsOf(one).has(DECIDED))) return false
  if (node.type === 'final')
    return !isEnd(node) && !around.slice(1).some(({ config }) => config.onDone !== undefined)
  const isInRegion = around.slice(1).some(({ type }) => type === 'parallel')
  return isLeaf(node) && !isInRegion && !around.some(({ always }) => always !== undefined)
}

function eventFaults(node: AnyStateNode): Fault[] {
  // What invoke and after bring along is told of where they are refused.
  const known = [
    DECIDED,
    'always',
    ...[...transitionsOf(node).keys()].filter((event) => event.startsWith('xstate.')),
  ]
  return [...transitionsOf(node).keys()]
    .filter((event) => !known.includes(event))
    .map((event) => ({
      where: nameOfNode(node),
      what: `waits for the event "${event}", which nobody sends.`,
      mend: `The kernel sends one event, "${DECIDED}", with all decisions of the tick: use that.`,
    }))
}

function neverTaken(node: AnyStateNode): Fault[] {
  return [...transitionsOf(node)].flatMap(([event, list]) =>
    takable(list).length === list.length
      ? []
      : [
          {
            where: `${nameOfNode(node)}, ${event}`,
            what: `transition ${takable(list).length + 1} is never taken: the one before it has no guard.`,
            mend: 'Put the guarded ones first.',
          },
        ],
  )
}

function unreachable(node: AnyStateNode): Fault {
  return {
    where: nameOfNode(node),
    what: 'no transition leads here.',
    mend: 'Let one lead here, or take the phase out.',
  }
}

function deadEnd(node: AnyStateNode): Fault {
  return node.type === 'final'
    ? {
        where: nameOfNode(node),
        what: `ends ${nameOfNode(ancestorsOf(node)[0] ?? node)}, but nothing follows from that.`,
        mend: 'Give the phase around it an onDone.',
      }
    : {
        where: nameOfNode(node),
        what: 'is a dead end: it is not final, and no transition leads out of it.',
        mend: `Give it on: { ${DECIDED}: … } or always, or make it final.`,
      }
}

function goesOnForEver(node: AnyStateNode): Fault {
  return {
    where: nameOfNode(node),
    what: 'no final phase can be reached from here.',
    mend: 'Let a transition lead on to one.',
  }
}
