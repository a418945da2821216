/** What holds of runs to which anything is done from outside, and which are probed: they replay, resume between any two calls, and can be forked. */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Provider } from '../io/model/provider.ts'
import type { RunSummary, Store } from '../io/store/store.ts'
import type { Catalogue } from '../play/experiment/catalogue.ts'
import { replayRun } from '../play/replay/replay-run.ts'
import { runPlans } from '../play/worker/run-plans.ts'
import { ParticipantId } from '../record/ids.ts'
import type { Deed, Intervention, When } from '../record/intervention.ts'
import { runIdOf, type Plan } from '../record/plan.ts'
import type { Probe } from '../record/probe.ts'
import type { Seat } from '../record/seat.ts'
import { casting, memoryStore, simulatedProvider } from './adapters.ts'
import { loadCatalogue } from './catalogue.ts'
import { systemClock } from './system-clock.ts'
import { toldRounds } from './testing/told-rounds.ts'

let catalogue: Catalogue
beforeAll(async () => void (catalogue = await loadCatalogue()))

const [p1, p2] = [ParticipantId.parse('p1'), ParticipantId.parse('p2')]
const audience: [ParticipantId, ParticipantId] = [p1, p2]

const seatOf = (participant: ParticipantId, session: string, model = 'sloppy'): Seat => ({
  participant,
  role: 'player',
  agent: 'stand-in',
  policy: 'llm',
  settings: { model: `simulated/${model}`, session },
  persona: null,
})

const who = fc.constantFrom(p1, p2)
const sessions = fc.constantFrom('fresh', 'thread')
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    do: fc.constant('crash' as const),
    who,
    lasting: fc.constantFrom('permanent' as const, { rounds: 1 }, { rounds: 2 }),
    notice: fc.constantFrom(null, 'It is gone.'),
    told: fc.constantFrom('at-once' as const, 'never' as const, { afterRounds: 1 }),
    audience: fc.constant(audience),
  }),
  fc.record({ do: fc.constant('remove' as const), who }),
  fc.tuple(who, sessions).map(([one, session]): Deed => {
    return { do: 'replace', who: one, seat: seatOf(one, session, 'mixed') }
  }),
  who.map((one): Deed => ({ do: 'say', who: one, channel: 'public', audience, text: 'Well.' })),
  fc.constant<Deed>({ do: 'news', audience, text: 'It rains.' }),
  fc.record({ do: fc.constant('pay' as const), who, points: fc.integer() }),
  fc.record({ do: fc.constant('reseed' as const), seed: fc.nat(9) }),
  fc.record({
    do: fc.constant('answer' as const),
    who,
    ask: fc.constant(null),
    value: fc.constantFrom('stay', 'go'),
  }),
)
const times: fc.Arbitrary<When> = fc.oneof(
  fc.record({ tick: fc.nat(5) }),
  fc.record({ round: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ phase: fc.constantFrom('planning', 'choosing') }),
)
const interventions: fc.Arbitrary<Intervention[]> = fc.array(
  fc.record({ at: times, deed: deeds }),
  { minLength: 1, maxLength: 5 },
)
const probes: fc.Arbitrary<Probe> = fc.record({
  name: fc.constant('mood'),
  of: fc.constantFrom([p1], [p1, p2]),
  at: fc.constantFrom<Probe['at'][]>(
    'before',
    'after',
    'every-round',
    { phase: 'choosing' },
    { rounds: [2] },
  ),
  question: fc.constant('How are you?'),
  form: fc.constantFrom<Probe['form'][]>(
    { kind: 'amount', min: 0, max: 10, step: 1 },
    { kind: 'text', maxLength: 100 },
  ),
})
const plans: fc.Arbitrary<Plan> = fc
  .record({
    interventions,
    probe: probes,
    session: sessions,
    then: fc.constantFrom('forfeit' as const, 'abort' as const),
    history: fc.constantFrom<NonNullable<Plan['history']>[]>(
      'whole',
      { last: 1 },
      { summary: { last: 1, words: 20 } },
    ),
  })
  .map(({ probe, session, then, ...rest }) => ({
    experiment: 'outside',
    scenario: { name: 'told-rounds', version: 1 },
    parameters: { rounds: 4 },
    seats: [seatOf(p1, session), seatOf(p2, 'thread')],
    treatment: 'all',
    levels: {},
    counterbalance: {},
    replicate: 1,
    seed: 1,
    invalid: { reask: 1, then },
    probes: [probe],
    ...rest,
  }))

/** Plays as far as `most` calls go, and counts those that are made. */
async function play(store: Store, plan: Plan, most = Infinity) {
  let calls = 0
  const inner = simulatedProvider()
  const provider: Provider = {
    ...inner,
    complete: async (prompt, signal) => {
      if (calls >= most) return { kind: 'withheld' }
      calls++
      return inner.complete(prompt, signal)
    },
  }
  await runPlans({
    plans: [plan],
    scenario: toldRounds,
    store,
    cast: casting(catalogue, () => provider),
    clock: systemClock,
    concurrency: 1,
    stopped: () => false,
  })
  return { calls, run: store.run(runIdOf(plan)) as RunSummary }
}

async function replayedKind(store: Store, run: RunSummary): Promise<string> {
  const cast = casting(catalogue, () => {
    throw new Error('a replay calls no model')
  })
  return (await replayRun(store, run, toldRounds, cast)).kind
}

test('whatever is done to it and however it ends, a run replays, resumes and is forked, and no call is made twice', async () => {
  await fc.assert(
    fc.asyncProperty(plans, fc.nat(20), fc.nat(5), async (plan, cut, forkAt) => {
      const store = memoryStore()
      const { run, calls } = await play(store, plan)
      expect(await replayedKind(store, run)).toBe('identical')

      const other = memoryStore()
      await play(other, plan, cut)
      const resumed = await play(other, plan)
      expect(resumed.run.recordHash).toBe(run.recordHash)
      expect(resumed.calls).toBe(Math.max(0, calls - cut))

      const tick = Math.min(forkAt, run.ticks - 1)
      const fork = await play(store, { ...plan, fork: { parent: run.runId, tick } })
      const own = [...store.ticks(run.runId)]
        .slice(tick)
        .flatMap(({ content }) => content.entries.filter(({ kind }) => kind === 'model-called'))
      expect(fork.run.recordHash).toBe(run.recordHash)
      expect(fork.calls).toBe(own.length)
      expect(await replayedKind(store, fork.run)).toBe('identical')
    }),
    { numRuns: Number(process.env['OUTSIDE'] ?? 150) },
  )
})
