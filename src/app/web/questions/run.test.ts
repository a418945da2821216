/** What the page of a run is answered, against the record itself. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setup } from 'xstate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { samplePlan } from '../../../io/store/testing/sample-plan.ts'
import { putRun } from '../../../io/store/testing/sample-record.ts'
import { runIdOf } from '../../../record/plan.ts'
import type { DrawnGraph, DrawnNode } from '../../../study/viewing/run/phase-graph.ts'
import type { RunHead } from '../../../study/viewing/run/run-head.ts'
import type { StripPage } from '../../../study/viewing/run/game-strip.ts'
import type { RunOutline } from '../../../study/viewing/run/run-outline.ts'
import type { RawPage } from '../../../study/viewing/run/transcript-entries.ts'
import { openSqliteStore } from '../../adapters.ts'
import { loadScenario, scenarioNames } from '../../catalogue.ts'
import { openRecords, type Opened, type Records } from '../records.ts'
import { drawnGraph } from './run-layout.ts'
import { graphOf } from './run-machine.ts'
import { oneRunQuestions } from './run.ts'

const RUN = runIdOf(samplePlan())
const folder = mkdtempSync(join(tmpdir(), 'coterie-run-'))
let records: Records
let record: Opened

beforeAll(() => {
  const path = join(folder, 'sample.sqlite')
  const store = openSqliteStore(path, 'write')
  putRun(store, samplePlan())
  putRun(store, samplePlan({ replicate: 2, scenario: { name: '../../secret', version: 1 } }))
  store.close()
  records = openRecords([path])
  record = records.named('sample')
})

afterAll(() => {
  records.close()
  rmSync(folder, { recursive: true })
})

async function ask<T>(path: string, given: object = {}, query = {}): Promise<T> {
  const question = oneRunQuestions.find((one) => one.path === `run/:run/${path}`)
  return (await question?.answer(record, { run: RUN, ...given }, query)) as T
}

describe('the questions of a run', () => {
  test('number entries as the view `entries` does, and give the very bodies', async () => {
    const view = [...record.tables.rows('entries', { runId: RUN })]
    const { entries, pageSeqs } = await ask<RunHead>('head')
    expect(entries).toBe(view.length)
    expect(pageSeqs).toEqual([1])
    const { ticks } = await ask<RawPage>('entries/:page', { page: '0' })
    const raw = ticks.flatMap((tick) => tick.raw.map(({ seq, kind }) => ({ seq, kind })))
    expect(raw).toEqual(view.slice(1, -1).map(({ seq, kind }) => ({ seq, kind })))
    for (const { seq, tick, body } of view.slice(1, -1)) {
      const whole = await ask<{ body: string }>('tick/:tick/entry/:seq', {
        tick: String(tick),
        seq: String(seq),
      })
      expect(JSON.parse(whole.body)).toEqual(JSON.parse(String(body)))
    }
  })

  test('tell the runs before and after in the order of the design, those begun alone, and its forks', async () => {
    const path = join(folder, 'designed.sqlite')
    const ids = [1, 2, 3].map((replicate) => runIdOf(samplePlan({ replicate })))
    const [first = '', second = '', third = ''] = ids
    const store = openSqliteStore(path, 'write')
    const { treatment } = samplePlan()
    store.keepExperiment(
      JSON.stringify({ planned: ids, plannedBy: [{ treatment, runs: ids.length }] }),
    )
    // The second is not begun; the third was begun before the first.
    putRun(store, samplePlan({ replicate: 3 }))
    putRun(store, samplePlan())
    const fork = samplePlan({ fork: { parent: runIdOf(samplePlan()), tick: 1 } })
    store.begin(runIdOf(fork), fork, 1, '2026-01-01T00:00:00.000Z')
    store.close()
    const own = openRecords([path])
    const of = (run: string): unknown =>
      oneRunQuestions
        .find((one) => one.path === 'run/:run/neighbours')
        ?.answer(own.named('designed'), { run }, {})
    expect(await of(first)).toEqual({
      before: null,
      after: runIdOf(fork),
      forks: [{ runId: runIdOf(fork), tick: 1 }],
    })
    expect(await of(third)).toEqual({ before: runIdOf(fork), after: null, forks: [] })
    await expect(of(second)).rejects.toThrow(/no run/)
    own.close()
  })

  test('tell whoever knows some of it the rest alone', async () => {
    const whole = await ask<RawPage>('entries/:page', { page: '0' })
    for (const path of ['entries/:page', 'ticks/:page']) {
      const rest = await ask<RawPage>(path, { page: '0' }, { from: '1' })
      expect(rest.ticks.map(({ tick }) => tick)).toEqual([1])
    }
    expect(whole.ticks.map(({ tick }) => tick)).toEqual([0, 1])
    const { ticks, columns, stripPages } = await ask<RunOutline>('outline')
    expect(await ask('outline', {}, { pages: '1' })).toMatchObject({ ticks, columns })
    expect((await ask<RunOutline>('outline', {}, { pages: '1' })).stripPages).toEqual(
      stripPages.slice(1),
    )
    const strip = await ask<StripPage>('strip/:page', { page: '0' })
    const last = strip.columns.at(-1)
    const tail = await ask<StripPage>('strip/:page', { page: '0' }, { from: String(last?.tick) })
    expect(tail.columns).toEqual([last])
  })

  test('find the ticks with what is wanted', async () => {
    const found = (query: object) => ask('found', {}, query)
    expect(await found({})).toEqual({ ticks: [0, 1], next: null })
    expect(await found({ from: '1' })).toEqual({ ticks: [1], next: null })
    expect(await found({ words: 'nobody ever said this' })).toEqual({ ticks: [], next: null })
    expect(await found({ as: 'entries', words: '"stream":"end"' })).toMatchObject({ ticks: [1] })
  })

  test('say in words what is wrong with an address', async () => {
    await expect(ask('head', { run: '../../etc/passwd' })).rejects.toThrow('no run')
    await expect(ask('ticks/:page', { page: '-1' })).rejects.toThrow('"-1" is no page')
    await expect(ask('ticks/:page', { page: '1e3' })).rejects.toThrow('"1e3" is no page')
    await expect(ask('tick/:tick/entry/:seq', { tick: '1', seq: '9999' })).rejects.toThrow(
      'has no entry 9999',
    )
  })

  test('load no scenario but those of the catalogue', async () => {
    const run = runIdOf(
      samplePlan({ replicate: 2, scenario: { name: '../../secret', version: 1 } }),
    )
    expect(await ask<{ graph: DrawnGraph | null }>('machine', { run })).toEqual({ graph: null })
  })
})

describe('the graph of a machine', () => {
  test.each(scenarioNames())(
    '%s has every phase once, one that is initial, and arrows between phases',
    async (name) => {
      const { machine } = await loadScenario(name)
      const { nodes, edges } = graphOf(machine)
      const ids = new Set(nodes.map(({ id }) => id))
      expect(ids.size).toBe(nodes.length)
      expect(nodes.filter(({ isInitial }) => isInitial)).toHaveLength(1)
      expect(nodes.some(({ kind }) => kind === 'end')).toBe(true)
      for (const { from, to } of edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true])
    },
  )

  /** A talk with two regions side by side, then a vote of two steps. */
  const nested = setup({ types: {} as { events: { type: 'decided' } } }).createMachine({
    initial: 'brief',
    states: {
      brief: { on: { decided: 'talk' } },
      talk: {
        type: 'parallel',
        onDone: 'voting',
        states: {
          floor: {
            initial: 'open',
            states: { open: { on: { decided: 'shut' } }, shut: { type: 'final' } },
          },
          clock: {
            initial: 'early',
            states: { early: { on: { decided: 'late' } }, late: { type: 'final' } },
          },
        },
      },
      voting: {
        initial: 'ballot',
        onDone: 'over',
        states: { ballot: { on: { decided: 'told' } }, told: { type: 'final' } },
      },
      over: { type: 'final' },
    },
  })

  test('phases within others, and regions side by side, stand in the boxes of those around them', () => {
    const graph = drawnGraph(graphOf(nested))
    const box = new Map(graph.nodes.map((node) => [node.id, node]))
    const edges = (one: DrawnNode) => ({
      left: one.x - one.width / 2,
      right: one.x + one.width / 2,
      top: one.y - one.height / 2,
      bottom: one.y + one.height / 2,
    })
    expect(graph.nodes.filter(({ kind }) => kind === 'group').map(({ id }) => id)).toEqual([
      'talk',
      'talk.floor',
      'talk.clock',
      'voting',
    ])
    for (const node of graph.nodes) {
      const around = box.get(node.parent ?? '')
      if (around === undefined) continue
      const [inner, outer] = [edges(node), edges(around)]
      expect(inner.left).toBeGreaterThan(outer.left)
      expect(inner.right).toBeLessThan(outer.right)
      expect(inner.top).toBeGreaterThan(outer.top)
      expect(inner.bottom).toBeLessThan(outer.bottom)
    }
    const [floor, clock] = ['talk.floor', 'talk.clock'].map((id) => edges(box.get(id) as DrawnNode))
    const isApart = (one = floor, other = clock) =>
      (one?.right ?? 0) < (other?.left ?? 0) || (one?.bottom ?? 0) < (other?.top ?? 0)
    expect(isApart() || isApart(clock, floor)).toBe(true)
  })

  test('an arrow out of a phase around others begins at its edge', () => {
    const { nodes, edges } = drawnGraph(graphOf(nested))
    const talk = nodes.find(({ id }) => id === 'talk') as DrawnNode
    const [first] = edges.find(({ from }) => from === 'talk')?.points ?? []
    const [x, y] = first ?? [NaN, NaN]
    const [across, down] = [
      Math.abs(x - talk.x) / (talk.width / 2),
      Math.abs(y - talk.y) / (talk.height / 2),
    ]
    expect(Math.max(across, down)).toBeCloseTo(1, 1)
  })
})
