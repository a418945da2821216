import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../../base/canonical-json.ts'
import { memoryStore } from '../../../io/store/memory-store.ts'
import type { Store } from '../../../io/store/store.ts'
import { samplePlan } from '../../../io/store/testing/sample-plan.ts'
import { putRun, sampleTicks } from '../../../io/store/testing/sample-record.ts'
import { runIdOf, type Plan } from '../../../record/plan.ts'
import type { Tick } from '../../../record/tick.ts'
import { runBook } from './run-book.ts'
import { earningsTotal, runValues } from './run-values.ts'
import { addedSpend, NO_SPEND, spendReader } from './run-spend.ts'
import { recordHead } from './record-head.ts'
import { spendOf } from '../../analysis/spend.ts'

const AT = '2026-01-01T00:00:00.000Z'
const LEVELS = [2, 10]

/** Three replicates of two treatments. */
const plans: readonly Plan[] = LEVELS.flatMap((rounds) =>
  [1, 2, 3].map((replicate) =>
    samplePlan({
      treatment: `rounds=${rounds}, row=grim`,
      levels: { 'cast.row': 'grim', 'parameters.rounds': rounds },
      replicate,
      seed: replicate,
    }),
  ),
)

/** A record that keeps the experiment as records do: factors in the order of the alphabet. */
function keptStore(): Store {
  const store = memoryStore()
  store.keepExperiment(
    canonicalJson({
      experiment: {
        experiment: 'samples',
        about: 'what for',
        scenario: 'sample',
        factors: { 'parameters.rounds': LEVELS, 'cast.row': ['grim'] },
        budget: { usd: 5 },
      },
      planned: plans.map(runIdOf),
      plannedBy: LEVELS.map((rounds) => ({ treatment: `rounds=${rounds}, row=grim`, runs: 3 })),
    }),
  )
  return store
}

function latenciesOf({ content }: Tick): number[] {
  return content.entries.flatMap(({ kind }) => (kind === 'model-called' ? [1] : []))
}

type Deed = { readonly run: number; readonly do: 'begin' | 'tick' | 'end' | 'fork' | 'look' }

/** Does it, where it can be done. */
function done(store: Store, { run, do: what }: Deed): void {
  const plan = plans[run] as Plan
  const runId = runIdOf(plan)
  const known = store.run(runId)
  if (what === 'begin' && known === undefined) store.begin(runId, plan, 1, AT)
  if (what === 'tick' && known?.status === 'started') {
    const tick = sampleTicks()[known.ticks]
    if (tick !== undefined) store.append(runId, tick, latenciesOf(tick))
  }
  if (what === 'end' && known?.status === 'started')
    store.end(runId, { kind: 'run-ended', how: 'finished', why: null }, 'ab'.repeat(32), AT)
  if (what === 'fork' && (known?.ticks ?? 0) > 0) {
    const fork: Plan = { ...plan, seed: 99, fork: { parent: runId, tick: 1 } }
    if (store.run(runIdOf(fork)) === undefined) store.begin(runIdOf(fork), fork, 1, AT)
  }
  store.flush()
}

const deeds = fc.array(
  fc.record({
    run: fc.nat(plans.length - 1),
    do: fc.constantFrom('begin', 'begin', 'tick', 'end', 'fork', 'look' as const),
  }) as fc.Arbitrary<Deed>,
  { maxLength: 40 },
)

describe('the book of a record’s runs', () => {
  test('brought up to date again and again, it says what one says that was opened at the end', () => {
    fc.assert(
      fc.property(deeds, (all) => {
        const store = keptStore()
        const book = runBook(store)
        for (const deed of all) {
          done(store, deed)
          if (deed.do === 'look') book.list()
        }
        const { casts: ours, ...list } = book.list()
        const { casts: others, ...fresh } = runBook(store).list()
        const plain = ({ runs }: typeof list) => runs.map(({ cast: _, ...run }) => run)
        expect({ ...list, runs: plain(list) }).toEqual({ ...fresh, runs: plain(fresh) })
        expect(list.runs.map(({ cast }) => cast !== null && ours[cast])).toEqual(
          fresh.runs.map(({ cast }) => cast !== null && others[cast]),
        )
        expect(new Set(book.design().runs.keys())).toEqual(
          new Set(store.runs().flatMap(({ runId, plan }) => (plan.fork ? [] : [runId]))),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('read a stretch at a time, and left in the middle, it says the same in the end', () => {
    fc.assert(
      fc.property(deeds, fc.integer({ min: 1, max: 3 }), (all, stretch) => {
        const store = keptStore()
        const inStretches: Store = {
          ...store,
          runs: (after, most) => store.runs(after).slice(0, most),
        }
        const book = runBook(inStretches, stretch)
        let open = book.read()[Symbol.iterator]()
        for (const deed of all) {
          done(store, deed)
          if (deed.do === 'look' && open.next().done === true) open = book.read()[Symbol.iterator]()
        }
        expect(book.list()).toEqual(runBook(store).list())
        // One step for what was planned, and one for each stretch that may not be the last.
        const steps = [...runBook(inStretches, stretch).read()]
        expect(steps).toHaveLength(1 + Math.floor(store.runs().length / stretch))
      }),
      { numRuns: 60 },
    )
  })

  test('lists what was planned before anything is begun, with its factors as the experiment names them', () => {
    const list = runBook(keptStore()).list()
    expect(list.runs.map(({ runId }) => runId)).toEqual(plans.map(runIdOf))
    expect(list.runs.every(({ status }) => status === 'planned')).toBe(true)
    expect(list.factors.map(({ name }) => name)).toEqual(['rounds', 'row'])
    expect(list.treatments).toEqual([
      { name: 'rounds=2, row=grim', levels: ['2', 'grim'], planned: 3 },
      { name: 'rounds=10, row=grim', levels: ['10', 'grim'], planned: 3 },
    ])
  })

  test('knows nothing of a plan where the record keeps none, and lists what is there', () => {
    const store = memoryStore()
    putRun(store, samplePlan({ imported: { format: 'chat', file: '<b>.csv', sha256: 'a' } }))
    store.flush()
    const book = runBook(store)
    const list = book.list()
    expect(list.treatments).toEqual([{ name: 'plain', levels: [], planned: null }])
    expect(recordHead(list, book.plan(), book.facts())).toMatchObject({
      experiment: 'samples',
      scenarios: ['sample'],
      importedFrom: ['<b>.csv'],
      runs: 1,
      models: [{ model: 'canned/one', isSimulated: false }],
    })
  })

  test('the head counts runs on their own, and forks apart', () => {
    const store = keptStore()
    for (const what of ['begin', 'tick', 'fork'] as const) done(store, { run: 0, do: what })
    const book = runBook(store)
    expect(recordHead(book.list(), book.plan(), book.facts())).toMatchObject({
      experiment: 'samples',
      about: 'what for',
      treatments: 2,
      runs: 6,
      counts: { planned: 5, started: 1, finished: 0 },
      forks: 1,
      budget: { usd: 5, calls: null },
      startedAt: AT,
      endedAt: null,
    })
  })
})

describe('values of runs', () => {
  test('are read once for each run that has ended, and for no other', () => {
    const store = keptStore()
    for (const plan of plans.slice(0, 2)) putRun(store, plan)
    store.begin(runIdOf(plans[2] as Plan), plans[2] as Plan, 1, AT)
    store.flush()
    const book = runBook(store)
    const list = book.list()
    const earned = runValues(store, book, () => earningsTotal)
    expect(earned.missing(list.runs)).toEqual(plans.slice(0, 2).map(runIdOf))
    earned.read(earned.missing(list.runs))
    expect(earned.missing(list.runs)).toEqual([])
    const points = earned.of(runIdOf(plans[0] as Plan))
    expect(points).toEqual(expect.any(Number))
    book.setEarnings(runIdOf(plans[0] as Plan), points ?? null)
    expect(book.list().runs[0]?.earnings).toBe(points)
  })

  test('spend, added up run by run, is the spend of the record', () => {
    const store = keptStore()
    for (const plan of plans.slice(0, 4)) putRun(store, plan)
    store.flush()
    const book = runBook(store)
    const { runs } = book.list()
    const spend = runValues(store, book, () => spendReader)
    spend.read(spend.missing(runs))
    const sum = addedSpend(runs.map(({ runId }) => spend.of(runId) ?? NO_SPEND))
    const whole = spendOf(store)
    expect(sum.calls).toBe(whole.reduce((all, { tries }) => all + tries, 0))
    expect(sum.usd).toBeCloseTo(
      whole.reduce((all, { costUsd }) => all + costUsd, 0),
      9,
    )
    expect(sum.calls).toBeGreaterThan(0)
  })
})
