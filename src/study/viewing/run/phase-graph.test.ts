/** Which arrows of a machine a run went along. */
import { expect, test } from 'vitest'
import {
  edgeKey,
  graphOfWalks,
  ticksIn,
  walkedEdges,
  type PhaseGraph,
  type PhaseNode,
} from './phase-graph.ts'

const node = (id: string, kind: PhaseNode['kind'], isInitial = false): PhaseNode => ({
  ...{ id, kind, isInitial },
  label: id,
  parent: null,
})

const GRAPH: Pick<PhaseGraph, 'nodes' | 'edges'> = {
  nodes: [
    node('opening', 'passing', true),
    node('sending', 'waits'),
    node('returning', 'waits'),
    node('settling', 'passing'),
    node('over', 'end'),
  ],
  edges: [
    { from: 'opening', to: 'sending' },
    { from: 'sending', to: 'returning' },
    { from: 'returning', to: 'settling' },
    { from: 'settling', to: 'sending' },
    { from: 'settling', to: 'over' },
    { from: 'sending', to: 'over' },
  ],
}

test('a run goes along the arrows from tick to tick, through phases that are left at once, and to its end', () => {
  const walks = [
    { from: null, to: 'sending', times: 1 },
    { from: 'sending', to: 'returning', times: 3 },
    { from: 'returning', to: 'sending', times: 2 },
  ]
  const walked = walkedEdges(GRAPH, { walks, lastPhase: 'returning' }, true)
  const times = (from: string, to: string) => walked.get(edgeKey({ from, to })) ?? 0
  expect(times('opening', 'sending')).toBe(1)
  expect(times('sending', 'returning')).toBe(3)
  expect(times('returning', 'settling')).toBe(3)
  expect(times('settling', 'sending')).toBe(2)
  expect(times('settling', 'over')).toBe(1)
  expect(times('sending', 'over')).toBe(0)
})

test('a run that has not come to its end did not go there', () => {
  const walks = [{ from: null, to: 'sending', times: 1 }]
  const walked = walkedEdges(GRAPH, { walks, lastPhase: 'sending' }, false)
  expect([...walked.keys()]).toEqual([edgeKey({ from: 'opening', to: 'sending' })])
})

test('an arrow that leaves a phase around others is taken from within it', () => {
  const nodes = [
    node('talking', 'group'),
    { ...node('talking.voting', 'waits', true), parent: 'talking' },
    node('over', 'end'),
  ]
  const graph = { nodes, edges: [{ from: 'talking', to: 'over' }] }
  const walked = walkedEdges(graph, { walks: [], lastPhase: 'talking.voting' }, true)
  expect(walked.get(edgeKey({ from: 'talking', to: 'over' }))).toBe(1)
})

test('without its scenario, a run shows the phases that it was in, and the way that it took', () => {
  const walks = [
    { from: null, to: 'a', times: 1 },
    { from: 'a', to: 'b', times: 1 },
    { from: 'b', to: 'b', times: 4 },
  ]
  const graph = graphOfWalks({ phases: ['a', 'b'].map((name) => ({ name, ticks: 1 })), walks })
  expect(graph.nodes.map(({ id, isInitial }) => [id, isInitial])).toEqual([
    ['a', true],
    ['b', false],
  ])
  expect(
    walkedEdges(graph, { walks, lastPhase: 'b' }, false).get(edgeKey({ from: 'b', to: 'b' })),
  ).toBe(4)
})

test('regions that run in parallel go their own ways, and leave them together', () => {
  const within = (id: string, kind: PhaseNode['kind'], parent: string, isInitial = false) => ({
    ...node(id, kind, isInitial),
    parent,
  })
  const graph: Pick<PhaseGraph, 'nodes' | 'edges'> = {
    nodes: [
      node('brief', 'waits', true),
      node('talk', 'group'),
      within('talk.floor', 'group', 'talk'),
      within('talk.floor.open', 'waits', 'talk.floor'),
      within('talk.floor.shut', 'waits', 'talk.floor'),
      within('talk.vote', 'group', 'talk'),
      within('talk.vote.early', 'waits', 'talk.vote'),
      within('talk.vote.late', 'waits', 'talk.vote'),
      node('over', 'end'),
    ],
    edges: [
      { from: 'brief', to: 'talk.floor.open' },
      { from: 'brief', to: 'talk.vote.early' },
      { from: 'talk.floor.open', to: 'talk.floor.shut' },
      { from: 'talk.vote.early', to: 'talk.vote.late' },
      { from: 'talk', to: 'over' },
    ],
  }
  // As records name them: the phase around both regions before the first alone.
  const [open, late, shut] = [
    'talk.floor.open+vote.early',
    'talk.floor.open+vote.late',
    'talk.floor.shut+vote.late',
  ]
  const walks = [
    { from: null, to: 'brief', times: 1 },
    { from: 'brief', to: open, times: 1 },
    { from: open, to: open, times: 4 },
    { from: open, to: late, times: 1 },
    { from: late, to: shut, times: 1 },
  ]
  const walked = walkedEdges(graph, { walks, lastPhase: shut }, true)
  expect(graph.edges.map((edge) => walked.get(edgeKey(edge)))).toEqual([1, 1, 1, 1, 1])
  const phases = [
    { name: open, ticks: 5 },
    { name: late, ticks: 1 },
  ]
  expect([...ticksIn(graph.nodes, phases)]).toEqual([
    ['talk.floor.open', 6],
    ['talk.vote.early', 5],
    ['talk.vote.late', 1],
  ])
  const shown = graphOfWalks({ phases, walks: walks.slice(0, 4) })
  expect(shown.nodes.map(({ id }) => id)).toEqual(['talk.floor.open', 'vote.early', 'vote.late'])
  expect(shown.edges).toContainEqual({ from: 'vote.early', to: 'vote.late' })
})
