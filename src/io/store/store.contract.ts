/** What every store must keep to; adapters run it as it is. */
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { TickEntry } from '../../record/entry.ts'
import { ParticipantId } from '../../record/ids.ts'
import type { KeptCall } from '../../record/kept-call.ts'
import { runIdOf } from '../../record/plan.ts'
import { contentOf, type Tick } from '../../record/tick.ts'
import { forksContract } from './forks.contract.ts'
import type { OpenedStore } from './testing/opened-store.ts'
import type { Store } from './store.ts'
import { p1, samplePlan } from './testing/sample-plan.ts'
import { FINISHED, HARD_WORDS, LATENCIES_MS, putRun, sampleTicks } from './testing/sample-record.ts'

export interface StoreContract {
  readonly name: string
  readonly open: () => OpenedStore
}

const saying = (tick: number, text: string): Tick => ({
  tick,
  round: null,
  content: contentOf('talking', [
    { kind: 'message-sent', from: p1, channel: 'public', audience: [p1], text, onRecord: true },
  ]),
})

const AT = '2026-01-01T00:00:00.000Z'

/** Runs the suite. */
export function storeContract({ name, open }: StoreContract): void {
  describe(`the store ${name} keeps the contract`, () => {
    const opened: OpenedStore[] = []
    afterEach(() => {
      for (const one of opened.splice(0)) one.cleanUp()
    })
    const fresh = (): OpenedStore => {
      const one = open()
      opened.push(one)
      return one
    }
    const wordsOf = (store: Store, runId: ReturnType<typeof runIdOf>) =>
      [...store.ticks(runId)].flatMap(({ content }) =>
        content.entries.map((entry) => (entry.kind === 'message-sent' ? entry.text : '')),
      )

    forksContract(fresh)

    describe('calls of an open tick', () => {
      const call = (tick: number, participant: string, attempt = 0): KeptCall => ({
        tick,
        participant: ParticipantId.parse(participant),
        ask: 'choice',
        attempt,
        sample: 0,
        request: 'a'.repeat(64),
        completion: JSON.stringify({ kind: 'completed', text: `${HARD_WORDS} \ud800` }),
      })
      const begun = (store: Store) => {
        const plan = samplePlan()
        const runId = runIdOf(plan)
        store.begin(runId, plan, 1, AT)
        return runId
      }

      test('are kept at the next flush, in the order of their places, and found when the place is opened again', () => {
        const one = fresh()
        const runId = begun(one.store)
        one.store.keepCall(runId, () => call(0, 'p2'))
        one.store.keepCall(runId, () => call(0, 'p1', 1))
        expect(one.store.keptCalls(runId)).toEqual([])
        expect(one.store.pending).toBeGreaterThan(0)
        one.store.flush()
        one.store.keepCall(runId, () => call(0, 'p1'))
        one.store.flush()
        const kept = [call(0, 'p1'), call(0, 'p1', 1), call(0, 'p2')]
        expect(one.store.keptCalls(runId)).toEqual(kept)
        if (typeof one.reopen === 'function') expect(one.reopen().keptCalls(runId)).toEqual(kept)
      })

      test('are gone when the tick is closed, those of the next one are not', () => {
        const { store } = fresh()
        const runId = begun(store)
        store.keepCall(runId, () => call(0, 'p1'))
        store.flush()
        store.keepCall(runId, () => call(0, 'p2'))
        store.append(runId, saying(0, 'done'), [1])
        store.keepCall(runId, () => call(1, 'p1'))
        store.flush()
        expect(store.keptCalls(runId)).toEqual([call(1, 'p1')])
        store.append(runId, saying(1, 'done'), [1])
        store.flush()
        expect(store.keptCalls(runId)).toEqual([])
      })

      test('belong to their run alone', () => {
        const { store } = fresh()
        const runId = begun(store)
        store.keepCall(runId, () => call(0, 'p1'))
        store.flush()
        const other = runIdOf({ ...samplePlan(), replicate: 99 })
        expect(store.keptCalls(other)).toEqual([])
      })

      test('cannot be kept of a run that was never begun, and take nothing else down with them', () => {
        const { store } = fresh()
        const runId = begun(store)
        store.flush()
        store.keepCall(runIdOf({ ...samplePlan(), replicate: 99 }), () => call(0, 'p1'))
        expect(() => store.flush()).toThrow(/never begun/)
        expect(store.keptCalls(runId)).toEqual([])
        expect(store.pending).toBe(0)
      })
    })

    test.each([
      {
        what: 'an estimate',
        read: (store: Store) => store.estimate(),
        keep: (store: Store, text: string) => store.keepEstimate(text),
      },
      {
        what: 'unrecorded spend',
        read: (store: Store) => store.unrecordedSpend(),
        keep: (store: Store, text: string) => store.keepUnrecordedSpend(text),
      },
    ])('$what is kept at once, the later one in place of the earlier', ({ read, keep }) => {
      const one = fresh()
      expect(read(one.store)).toBeUndefined()
      keep(one.store, '{"usd":1}')
      keep(one.store, '{"usd":2}')
      expect(read(one.store)).toBe('{"usd":2}')
      if (typeof one.reopen === 'function') expect(read(one.reopen())).toBe('{"usd":2}')
    })

    test('a run is read back as it was written, every kind of entry of it', () => {
      const { store } = fresh()
      const plan = samplePlan()
      const ticks = sampleTicks()
      const recordHash = putRun(store, plan, ticks)
      store.flush()
      const read = [...store.ticks(runIdOf(plan))]
      expect(
        read.map(({ tick, round, content }) => ({
          tick,
          round,
          content: { phase: content.phase, entries: content.entries, digest: content.digest },
        })),
      ).toEqual(ticks)
      expect(read.map(({ digest }) => digest)).toEqual(ticks.map(({ content }) => content.digest))
      const beside = { startedAt: AT, endedAt: '2026-01-01T00:00:01.000Z' }
      const summary = {
        runId: runIdOf(plan),
        plan,
        status: 'finished',
        why: null,
        ticks: 2,
        semantics: 1,
        recordHash,
        ...beside,
      }
      expect(store.run(runIdOf(plan))).toEqual(summary)
      expect(store.runs()).toEqual([summary])
    })

    test('nothing shows before it is flushed, and all of it after', () => {
      const { store } = fresh()
      const runId = runIdOf(samplePlan())
      putRun(store, samplePlan())
      expect([store.runs().length, store.run(runId), [...store.ticks(runId)].length]).toEqual([
        0,
        undefined,
        0,
      ])
      expect(store.pending).toBeGreaterThan(0)
      store.flush()
      expect([
        store.runs().length,
        store.run(runId)?.ticks,
        [...store.ticks(runId)].length,
        store.pending,
      ]).toEqual([1, 2, 2, 0])
    })

    test('a run that has not ended is started, without hash, and ends later', () => {
      const { store } = fresh()
      const runId = runIdOf(samplePlan())
      store.begin(runId, samplePlan(), 1, AT)
      store.append(runId, saying(0, 'a'), [])
      store.flush()
      expect(store.run(runId)).toMatchObject({
        status: 'started',
        recordHash: null,
        endedAt: null,
        ticks: 1,
      })
      store.append(runId, saying(1, 'b'), [])
      store.end(runId, { kind: 'run-ended', how: 'aborted', why: HARD_WORDS }, 'ab'.repeat(32), AT)
      store.flush()
      expect(store.run(runId)).toMatchObject({
        status: 'aborted',
        why: HARD_WORDS,
        recordHash: 'ab'.repeat(32),
        ticks: 2,
      })
    })

    test.each([[0, 2], [0, 0], [1]])(
      'ticks %j are refused for their gap, and nothing of their batch is kept',
      (...numbers) => {
        const { store } = fresh()
        const before = runIdOf(samplePlan({ seed: 1 }))
        putRun(store, samplePlan({ seed: 1 }))
        store.flush()
        const runId = runIdOf(samplePlan({ seed: 2 }))
        putRun(store, samplePlan({ seed: 3 }))
        store.begin(runId, samplePlan({ seed: 2 }), 1, AT)
        for (const number of numbers) store.append(runId, saying(number, 'x'), [])
        expect(() => store.flush()).toThrow(/tick/)
        expect(store.runs().map((run) => run.runId)).toEqual([before])
        expect([...store.ticks(runId)]).toEqual([])
      },
    )

    test('after a refused batch the store goes on, and what it then keeps is whole', () => {
      const { store } = fresh()
      const plan = samplePlan()
      const runId = runIdOf(plan)
      store.begin(runId, plan, 1, AT)
      for (const tick of sampleTicks()) store.append(runId, tick, [])
      store.append(runId, saying(7, 'x'), [])
      expect(() => store.flush()).toThrow(/tick 7/)
      expect(store.pending).toBe(0)
      putRun(store, plan)
      store.flush()
      expect([...store.ticks(runId)].map(({ content }) => content.digest)).toEqual(
        sampleTicks().map(({ content }) => content.digest),
      )
    })

    test('a tick of a run that was never begun is refused', () => {
      const { store } = fresh()
      store.append(runIdOf(samplePlan()), saying(0, 'x'), [])
      expect(() => store.flush()).toThrow(/never begun/)
    })

    test('a run that is begun again goes on where it stands', () => {
      const { store } = fresh()
      const plan = samplePlan()
      const runId = runIdOf(plan)
      for (const words of ['a', 'b']) {
        store.begin(runId, plan, 1, AT)
        store.append(runId, saying(store.run(runId)?.ticks ?? 0, words), [])
        store.flush()
      }
      expect(wordsOf(store, runId)).toEqual(['a', 'b'])
      expect(store.runs()).toHaveLength(1)
    })

    test('after a reopening everything is there, and a run can be played on', ({ skip }) => {
      const { store, reopen } = fresh()
      if (typeof reopen !== 'function') return skip(reopen.skip)
      const plan = samplePlan()
      putRun(store, plan)
      const open = runIdOf(samplePlan({ seed: 8 }))
      store.begin(open, samplePlan({ seed: 8 }), 1, AT)
      store.append(open, sampleTicks()[0]!, LATENCIES_MS)
      store.keepExperiment('{"experiment":"samples"}')
      const again = reopen()
      expect(again.experiment()).toBe('{"experiment":"samples"}')
      expect([...again.ticks(runIdOf(plan))].map(({ content }) => content.entries)).toEqual(
        sampleTicks().map(({ content }) => content.entries),
      )
      expect(again.run(open)).toMatchObject({ status: 'started', ticks: 1 })
      again.append(open, sampleTicks()[1]!, [])
      again.end(open, FINISHED, 'cd'.repeat(32), AT)
      again.flush()
      expect([...again.ticks(open)].map(({ digest }) => digest)).toEqual(
        sampleTicks().map(({ content }) => content.digest),
      )
    })

    test('equal contents are read back equal, whether they were one object or two', () => {
      const { store } = fresh()
      const once = sampleTicks()[0]!.content
      const runIds = [1, 2].map((seed) => {
        const plan = samplePlan({ seed })
        putRun(
          store,
          plan,
          [once, once, sampleTicks()[0]!.content].map((content, tick) => ({
            tick,
            round: tick + 1,
            content,
          })),
        )
        return runIdOf(plan)
      })
      store.flush()
      const digests = runIds.flatMap((runId) =>
        [...store.ticks(runId)].map(({ content, digest }) => [
          content.digest,
          digest,
          content.entries,
        ]),
      )
      expect(digests).toHaveLength(6)
      for (const one of digests) expect(one).toEqual([once.digest, once.digest, once.entries])
    })

    test('any well-formed words are read back, whatever was said before them', () => {
      const { store } = fresh()
      let seed = 100
      const line = fc.oneof(
        fc.constantFrom('', 'a', '"', '\u0000', '\r', "'; --", '\\u0041'),
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'binary' }),
      )
      const texts = fc.array(
        fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n')),
        { minLength: 1, maxLength: 4 },
      )
      fc.assert(
        fc.property(texts, (words) => {
          const plan = samplePlan({ seed: seed++ })
          const ticks = words.map((text, tick): Tick => {
            const parts = [...words.slice(0, tick), text].map((part) => ({
              name: 'part',
              role: 'user' as const,
              text: part,
            }))
            return {
              tick,
              round: null,
              content: contentOf('p', [
                { kind: 'observation-shown', to: p1, ask: 'a', parts },
                ...saying(tick, text).content.entries,
              ]),
            }
          })
          putRun(store, plan, ticks)
          store.flush()
          expect([...store.ticks(runIdOf(plan))].map(({ content }) => content.entries)).toEqual(
            ticks.map(({ content }) => content.entries),
          )
        }),
        { numRuns: 60 },
      )
    })

    test('a megabyte of words, on one line or on very many, is read back', () => {
      const { store } = fresh()
      const texts = ['x'.repeat(1_000_000), 'line\n'.repeat(20_000)]
      const parts = texts.map((text) => ({ name: 'part', role: 'user' as const, text }))
      const ticks: Tick[] = [
        {
          tick: 0,
          round: null,
          content: contentOf('p', [{ kind: 'observation-shown', to: p1, ask: 'a', parts }]),
        },
        saying(1, texts[0]!),
      ]
      putRun(store, samplePlan(), ticks)
      store.flush()
      expect([...store.ticks(runIdOf(samplePlan()))].map(({ content }) => content.digest)).toEqual(
        ticks.map(({ content }) => content.digest),
      )
    })

    test('many runs that grow in turns do not mix', () => {
      const { store } = fresh()
      const plans = Array.from({ length: 30 }, (_, seed) =>
        samplePlan({ seed, treatment: seed % 2 === 0 ? 'even' : 'odd' }),
      )
      for (const plan of plans) store.begin(runIdOf(plan), plan, 1, AT)
      for (let tick = 0; tick < 40; tick++) {
        for (const plan of plans)
          store.append(runIdOf(plan), saying(tick, `${plan.seed}/${tick}`), [])
        if (tick % 7 === 0) store.flush()
      }
      store.flush()
      for (const plan of plans) {
        expect(wordsOf(store, runIdOf(plan))).toEqual(
          Array.from({ length: 40 }, (_, tick) => `${plan.seed}/${tick}`),
        )
        expect(store.run(runIdOf(plan))?.plan).toEqual(plan)
      }
    })

    test('a run longer than a page is read in order, also by two readers in turns', () => {
      const { store } = fresh()
      const ticks = Array.from({ length: 2_500 }, (_, tick) => saying(tick, String(tick % 5)))
      putRun(store, samplePlan(), ticks)
      store.flush()
      const [a, b] = [store.ticks(runIdOf(samplePlan())), store.ticks(runIdOf(samplePlan()))].map(
        (one) => one[Symbol.iterator](),
      )
      for (let tick = 0; tick < 2_500; tick++)
        expect([a!.next().value.tick, b!.next().value.tick]).toEqual([tick, tick])
      expect([a!.next().done, b!.next().done]).toEqual([true, true])
    })

    test('any part of a run is read alone, each tick with the place of its first entry', () => {
      const { store } = fresh()
      const plan = samplePlan()
      const ticks = [
        ...sampleTicks(),
        ...Array.from({ length: 2_300 }, (_, i) => saying(i + 2, 'x')),
      ]
      putRun(store, plan, ticks)
      store.flush()
      const placed = [...store.ticks(runIdOf(plan))].map(({ tick, seq }) => ({ tick, seq }))
      let seq = 1
      for (const [i, { content }] of ticks.entries()) {
        expect(placed[i]).toEqual({ tick: i, seq })
        seq += content.entries.length
      }
      for (const [from, to] of [
        [0, 1],
        [1, 1],
        [1, 7],
        [990, 2_100],
        [2_290, 9_999],
        [9_999, 10_000],
      ] as const)
        expect(
          [...store.ticks(runIdOf(plan), from, to)].map(({ tick, seq }) => ({ tick, seq })),
        ).toEqual(placed.slice(from, to))
      expect([...store.ticks(runIdOf(plan), 2_295)]).toHaveLength(7)
    })

    test('entries of some kinds come by run id and by tick, none of another kind among them', () => {
      const { store } = fresh()
      const seeds = [5, 3, 9, 1]
      for (const seed of seeds) putRun(store, samplePlan({ seed }))
      const empty = samplePlan({ seed: 2 })
      store.begin(runIdOf(empty), empty, 1, AT)
      expect([...store.entriesByRun(['message-sent'])]).toEqual([])
      store.flush()
      const runIds = [...seeds, 2].map((seed) => runIdOf(samplePlan({ seed }))).sort()
      for (const kinds of [
        ['decision-taken', 'payoff-awarded'],
        ['observation-shown'],
        ['decision-defaulted'],
        [],
      ] as const) {
        const wanted = sampleTicks().map(({ content }) =>
          content.entries.filter(({ kind }) => (kinds as readonly string[]).includes(kind)),
        )
        expect([...store.entriesByRun<TickEntry['kind']>(kinds)]).toEqual(
          runIds.map((runId) => ({ runId, ticks: runId === runIdOf(empty) ? [] : wanted })),
        )
      }
    })

    test('of many runs, those that are named are read, and those that were begun after some', () => {
      const { store } = fresh()
      const runIds = [5, 3, 8, 1].map((seed) => {
        putRun(store, samplePlan({ seed }))
        return runIdOf(samplePlan({ seed }))
      })
      store.flush()
      const stranger = runIdOf(samplePlan({ seed: 99 }))
      const named = new Set([runIds[3]!, stranger, runIds[0]!])
      const all = [...store.entriesByRun(['decision-taken'])]
      expect([...store.entriesByRun(['decision-taken'], named)]).toEqual(
        all.filter(({ runId }) => named.has(runId)),
      )
      expect([...store.entriesByRun(['decision-taken'], new Set())]).toEqual([])
      for (const after of [0, 1, 3, 4, 9])
        expect(store.runs(after).map(({ runId }) => runId)).toEqual(runIds.slice(after))
      // In stretches they are the same: whoever gives more at once than was asked for leaves fewer.
      const inStretches: typeof runIds = []
      for (;;) {
        const stretch = store.runs(inStretches.length, 2)
        if (stretch.length === 0) break
        inStretches.push(...stretch.map(({ runId }) => runId))
      }
      expect(inStretches).toEqual(runIds)
    })

    test('ticks that were appended with one content share one list of entries, within a run and across', () => {
      const { store } = fresh()
      const [once, other] = sampleTicks().map(({ content }) => content)
      for (const seed of [1, 2]) {
        const contents = [once!, other!, once!]
        const ticks = contents.map((content, tick): Tick => ({ tick, round: null, content }))
        putRun(store, samplePlan({ seed }), ticks)
      }
      store.flush()
      const lists = [...store.entriesByRun(['decision-taken'])].flatMap(({ ticks }) => ticks)
      expect(lists).toHaveLength(6)
      expect(new Set(lists).size).toBe(2)
      expect([lists[0] === lists[2], lists[0] === lists[3], lists[1] === lists[4]]).toEqual([
        true,
        true,
        true,
      ])
    })

    test('the definition of the experiment is kept at once, and another takes its place', () => {
      const { store } = fresh()
      expect(store.experiment()).toBeUndefined()
      store.keepExperiment(HARD_WORDS)
      expect(store.experiment()).toBe(HARD_WORDS)
      store.keepExperiment('{}')
      expect(store.experiment()).toBe('{}')
    })

    test('words that no store could give back do not get as far as a store', () => {
      expect(() => saying(0, 'half a pair: \ud83e')).toThrow(/lone surrogate/)
    })

    test('an unknown run has no summary and no ticks', () => {
      const { store } = fresh()
      expect([store.run(runIdOf(samplePlan())), [...store.ticks(runIdOf(samplePlan()))]]).toEqual([
        undefined,
        [],
      ])
    })
  })
}
