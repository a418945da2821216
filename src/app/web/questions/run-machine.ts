/** The machine of a run's scenario as a drawn graph: where the catalogue has the scenario as it was, its own phases; otherwise those that the run shows. */
import type { AnyStateMachine, AnyStateNode } from 'xstate'
import type { Scenario } from '../../../play/scenario/define-scenario.ts'
import {
  ancestorsOf,
  childrenOf,
  isEnd,
  nodesOf,
  phasesOf,
  takable,
  transitionsOf,
  DECIDED,
} from '../../../play/scenario/phases.ts'
import type {
  DrawnGraph,
  PhaseEdge,
  PhaseGraph,
  PhaseNode,
} from '../../../study/viewing/run/phase-graph.ts'
import { edgeKey } from '../../../study/viewing/run/phase-graph.ts'
import { loadScenario, scenarioNames } from '../../catalogue.ts'
import { drawnGraph } from './run-layout.ts'
import type { Question } from './question.ts'
import { everyRun, runOf } from './run-named.ts'

/** Null where the catalogue does not have the scenario at this version: then the page draws what the outline shows. */
export const runMachine: Question = {
  path: 'run/:run/machine',
  answer: async (record, given): Promise<{ readonly graph: DrawnGraph | null }> => {
    const { plan } = runOf(record, given['run'])
    const { name, version } = plan.scenario
    const scenario = await scenarioNamed(name)
    return { graph: scenario?.version === version ? drawnOf(scenario) : null }
  },
  instances: everyRun,
}

/** A scenario that a record names by a path is not loaded: a record that somebody sent must not have code run. */
function scenarioNamed(name: string): Promise<Scenario | undefined> {
  let scenario = scenarios.get(name)
  if (scenario === undefined) {
    scenario = scenarioNames().includes(name) ? loadScenario(name) : Promise.resolve(undefined)
    scenarios.set(name, scenario)
  }
  return scenario
}

/** The catalogue is read once for each name: a site asks for every run. */
const scenarios = new Map<string, Promise<Scenario | undefined>>()

const drawn = new WeakMap<Scenario, DrawnGraph>()

function drawnOf(scenario: Scenario): DrawnGraph {
  let graph = drawn.get(scenario)
  if (graph === undefined) drawn.set(scenario, (graph = drawnGraph(graphOf(scenario.machine))))
  return graph
}

/** The phases of a machine and the arrows between them. */
export function graphOf(machine: AnyStateMachine): PhaseGraph {
  const waiting = new Set(phasesOf(machine) ?? [])
  const nodes = nodesOf(machine).filter((node) => node.path.length > 0 && node.type !== 'history')
  const edges = new Map<string, PhaseEdge>()
  for (const node of nodesOf(machine)) {
    for (const edge of edgesFrom(node)) edges.set(edgeKey(edge), edge)
  }
  const first = new Set(initialOf(machine.root as AnyStateNode).map(idOf))
  return {
    source: 'scenario',
    nodes: nodes.map((node) => ({
      id: idOf(node),
      label: node.key,
      parent: parentOf(node),
      kind: kindOf(node, waiting),
      isInitial: first.has(idOf(node)),
    })),
    edges: [...edges.values()],
  }
}

const idOf = ({ path }: AnyStateNode): string => path.join('.')

function parentOf(node: AnyStateNode): string | null {
  const [around] = ancestorsOf(node)
  return around === undefined || around.path.length === 0 ? null : idOf(around)
}

function kindOf(node: AnyStateNode, waiting: ReadonlySet<string>): PhaseNode['kind'] {
  if (isEnd(node)) return 'end'
  if (node.type === 'compound' || node.type === 'parallel') return 'group'
  // Where regions run in parallel nobody says which of them waits.
  return waiting.size === 0 || waiting.has(idOf(node)) ? 'waits' : 'passing'
}

function edgesFrom(node: AnyStateNode): PhaseEdge[] {
  const from = idOf(node)
  return [...transitionsOf(node)].flatMap(([event, list]) =>
    takable(list).flatMap(({ target }) => {
      // A decision that leads nowhere else leaves the phase as it is: the next tick stands in it as well.
      if (target === undefined) return event === DECIDED && from !== '' ? [{ from, to: from }] : []
      return (target as AnyStateNode[])
        .flatMap(initialOf)
        .filter(() => from !== '')
        .map((goal) => ({ from, to: idOf(goal) }))
    }),
  )
}

/** Where one stands once a node is entered. */
function initialOf(node: AnyStateNode): AnyStateNode[] {
  switch (node.type) {
    case 'compound':
      return (node.initial.target as AnyStateNode[]).flatMap(initialOf)
    case 'parallel':
      return childrenOf(node).flatMap(initialOf)
    case 'history':
      return ancestorsOf(node).slice(0, 1).flatMap(initialOf)
    default:
      return [node]
  }
}
