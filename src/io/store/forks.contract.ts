/** What every store must keep to where runs are forked. A part of the store's contract. */
import { describe, expect, test } from 'vitest'
import { runIdOf, type Plan } from '../../record/plan.ts'
import { contentOf, type Tick } from '../../record/tick.ts'
import type { Store } from './store.ts'
import { StoreError } from './store-errors.ts'
import type { OpenedStore } from './testing/opened-store.ts'
import { p1, samplePlan } from './testing/sample-plan.ts'
import { FINISHED, putRun, sampleTicks } from './testing/sample-record.ts'

const AT = '2026-01-01T00:00:00.000Z'
const HASH = 'ef'.repeat(32)

const tickAt = (tick: number, text: string): Tick => ({
  tick,
  round: tick + 1,
  content: contentOf('talking', [
    { kind: 'message-sent', from: p1, channel: 'public', audience: [p1], text, onRecord: true },
    { kind: 'payoff-awarded', to: p1, points: tick },
  ]),
})

/** The plan of a fork that plants words at its first own tick. */
const forkOf = (plan: Plan, tick: number, text = 'planted'): Plan => ({
  ...plan,
  interventions: [
    { at: { tick }, deed: { do: 'say', who: p1, channel: 'public', audience: [p1], text } },
  ],
  fork: { parent: runIdOf(plan), tick },
})

const wordsOf = (store: Store, plan: Plan): string[] =>
  [...store.ticks(runIdOf(plan))].map(({ content: { entries } }) =>
    entries[0]?.kind === 'message-sent' ? entries[0].text : '',
  )

/** Runs the suite; `fresh` opens a store for one test. */
export function forksContract(fresh: () => OpenedStore): void {
  describe('forks', () => {
    const root = samplePlan()
    const putRoot = (store: Store): void => {
      putRun(
        store,
        root,
        ['a', 'b', 'c', 'd'].map((text, tick) => tickAt(tick, text)),
      )
    }
    /** Begins a fork and plays it on. */
    const play = (store: Store, plan: Plan, ...words: string[]): void => {
      store.begin(runIdOf(plan), plan, 1, AT)
      words.forEach((text, i) =>
        store.append(runIdOf(plan), tickAt((plan.fork?.tick ?? 0) + i, text), []),
      )
    }

    test('a fork begins with the ticks of its parent and goes on where it parts from it', () => {
      const { store } = fresh()
      putRoot(store)
      store.flush()
      const fork = forkOf(root, 2)
      store.begin(runIdOf(fork), fork, 1, AT)
      store.flush()
      expect(store.run(runIdOf(fork))).toEqual({
        runId: runIdOf(fork),
        plan: fork,
        status: 'started',
        why: null,
        ticks: 2,
        semantics: 1,
        recordHash: null,
        startedAt: AT,
        endedAt: null,
      })
      expect(wordsOf(store, fork)).toEqual(['a', 'b'])
      play(store, fork, 'C', 'D', 'E')
      store.end(runIdOf(fork), FINISHED, HASH, AT)
      store.flush()
      expect(wordsOf(store, fork)).toEqual(['a', 'b', 'C', 'D', 'E'])
      expect([...store.ticks(runIdOf(fork))].map(({ round }) => round)).toEqual([1, 2, 3, 4, 5])
      expect(wordsOf(store, root)).toEqual(['a', 'b', 'c', 'd'])
      expect(store.run(runIdOf(fork))).toMatchObject({ ticks: 5, recordHash: HASH })
      expect(store.faults()).toEqual([])
    })

    test('a fork may share nothing, or all there is', () => {
      const { store } = fresh()
      putRoot(store)
      const [none, all] = [forkOf(root, 0), forkOf(root, 4)]
      play(store, none, 'A')
      play(store, all, 'E')
      store.flush()
      expect(wordsOf(store, none)).toEqual(['A'])
      expect(wordsOf(store, all)).toEqual(['a', 'b', 'c', 'd', 'E'])
    })

    test('a parent and its fork may be written at one flush', () => {
      const { store } = fresh()
      putRoot(store)
      const fork = forkOf(root, 3)
      play(store, fork, 'D')
      expect(store.runs()).toEqual([])
      store.flush()
      expect(wordsOf(store, fork)).toEqual(['a', 'b', 'c', 'D'])
    })

    test('a fork can be forked: before it parted, and after', () => {
      const { store } = fresh()
      putRoot(store)
      const fork = forkOf(root, 2)
      play(store, fork, 'C', 'D')
      store.flush()
      const [before, after] = [forkOf(fork, 1), forkOf(fork, 3)]
      play(store, before, 'x')
      play(store, after, 'y', 'z')
      store.flush()
      expect(wordsOf(store, before)).toEqual(['a', 'x'])
      expect(wordsOf(store, after)).toEqual(['a', 'b', 'C', 'y', 'z'])
      expect(store.run(runIdOf(after))?.plan).toEqual(after)
    })

    test('a fork that was left is found again, and goes on at its end', () => {
      const one = fresh()
      putRoot(one.store)
      const fork = forkOf(root, 2)
      play(one.store, fork, 'C')
      one.store.flush()
      const store = typeof one.reopen === 'function' ? one.reopen() : one.store
      store.begin(runIdOf(fork), fork, 1, '2026-02-02T00:00:00.000Z')
      store.append(runIdOf(fork), tickAt(3, 'D'), [])
      store.flush()
      expect(wordsOf(store, fork)).toEqual(['a', 'b', 'C', 'D'])
      expect(store.run(runIdOf(fork))).toMatchObject({ startedAt: AT, ticks: 4 })
      expect(store.faults()).toEqual([])
    })

    test('calls of its open tick are kept, and gone when that is closed', () => {
      const { store } = fresh()
      putRoot(store)
      const fork = forkOf(root, 2)
      const runId = runIdOf(fork)
      play(store, fork)
      store.flush()
      const place = { tick: 2, participant: p1, ask: 'choice', attempt: 0, sample: 0 }
      store.keepCall(runId, () => ({ ...place, request: 'aa', completion: '{}' }))
      store.flush()
      expect(store.keptCalls(runId)).toHaveLength(1)
      play(store, fork, 'C')
      store.flush()
      expect(store.keptCalls(runId)).toEqual([])
    })

    test('entries of its ticks are told with those that it shares, in one list with its parent’s', () => {
      const { store } = fresh()
      const once = sampleTicks()[0]!
      putRun(store, root, [once, { ...once, tick: 1 }])
      const fork = forkOf(root, 1)
      play(store, fork, 'B')
      store.flush()
      const [theirs, own] = [root, fork].map((plan) =>
        [...store.entriesByRun(['payoff-awarded'])].find(({ runId }) => runId === runIdOf(plan)),
      )
      expect(own?.ticks).toHaveLength(2)
      expect(own?.ticks[0]).toEqual(theirs?.ticks[0])
    })

    test.each([
      { why: 'its parent is not there', tick: 0, parent: samplePlan({ seed: 99 }) },
      { why: 'its parent is too short', tick: 5, parent: root },
    ])('a fork is refused where $why, and nothing of its batch is kept', ({ tick, parent }) => {
      const { store } = fresh()
      putRoot(store)
      store.flush()
      const refused = (): void => {
        putRun(store, samplePlan({ seed: 8 }))
        play(store, forkOf(parent, tick))
        store.flush()
      }
      expect(refused).toThrow(StoreError)
      expect(refused).toThrow(runIdOf(parent))
      expect(store.runs().map(({ runId }) => runId)).toEqual([runIdOf(root)])
    })

    test('what only some plans have comes back with them, and nothing where it is absent', () => {
      const { store } = fresh()
      const imported = { format: 'plain', file: 'a "b".txt', sha256: 'ab'.repeat(32) }
      const whole: Plan = {
        ...forkOf(root, 0),
        imported,
        history: { last: 3 },
        prompt: { parts: { rules: 'off' }, order: ['question'] },
        probes: [
          {
            name: 'trust',
            of: [p1],
            at: 'every-round',
            question: 'How much?',
            form: { kind: 'amount', min: 0, max: 10, step: 1 },
          },
        ],
        invalid: { reask: 1, then: { default: 3 }, unavailable: 'crash' },
      }
      const { fork: _, ...unforked } = whole
      const plans = [root, whole, { ...unforked, seed: 3 }, samplePlan({ imported, seed: 4 })]
      for (const plan of plans) store.begin(runIdOf(plan), plan, 1, AT)
      store.flush()
      for (const plan of plans) {
        expect(store.run(runIdOf(plan))?.plan).toStrictEqual(plan)
        expect(runIdOf({ ...store.run(runIdOf(plan))!.plan })).toBe(runIdOf(plan))
      }
    })
  })
}
