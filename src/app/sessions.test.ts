/** What a model remembers from ask to ask: fresh, threads, branches, budgets, summaries, probes; played, replayed, resumed and forked. */
import { describe, expect, test } from 'vitest'
import { cannedProvider } from '../io/model/providers/canned.ts'
import type { Prompt, Provider } from '../io/model/provider.ts'
import type { Store } from '../io/store/store.ts'
import { messagesOf } from '../play/agent/compose-prompt.ts'
import { replayRun } from '../play/replay/replay-run.ts'
import { runPlans } from '../play/worker/run-plans.ts'
import type { TickEntry } from '../record/entry.ts'
import { isProbeAsk } from '../record/probe.ts'
import { runIdOf, type Plan } from '../record/plan.ts'
import { casting, memoryStore } from './adapters.ts'
import { loadCatalogue } from './catalogue.ts'
import { toldRounds } from './testing/told-rounds.ts'
import { systemClock } from './system-clock.ts'

const catalogue = await loadCatalogue()

const ROUNDS = 5

type Settings = Plan['seats'][number]['settings']
type Changes = Omit<Partial<Plan>, 'seats'>

/** Two seats of one model, with these settings. */
function planOf(settings: Settings, changes: Changes = {}): Plan {
  const seat = (id: string): Plan['seats'][number] => ({
    participant: id as never,
    role: 'player',
    agent: 'canned',
    policy: 'llm',
    settings: { model: 'canned/model', ...settings },
    persona: `You are ${id}.`,
  })
  return {
    experiment: 'sessions',
    scenario: { name: 'told-rounds', version: 1 },
    parameters: { rounds: ROUNDS },
    seats: [seat('p1'), seat('p2')],
    treatment: 'all',
    levels: {},
    counterbalance: {},
    replicate: 1,
    seed: 1,
    invalid: { reask: 1, then: 'forfeit' },
    ...changes,
  }
}

/** Says something else in every tick, stumbles at its first attempt now and then, and remembers what it was sent. */
function speaker(): { provider: Provider; prompts: Prompt[] } {
  const prompts: Prompt[] = []
  const provider = cannedProvider((prompt) => {
    prompts.push(prompt)
    const { ask, participant, tick, attempt } = prompt.address
    if (ask.endsWith('/summary')) return `Until tick ${tick} ${participant} saw much.`
    if (ask === 'plan') return `Plan of ${participant}.`
    if (ask === 'choice' && attempt === 0 && (tick + participant.length) % 3 === 0) return 'Hm.'
    return `In tick ${tick} I think so.\nANSWER: ${(tick + participant.charCodeAt(1)) % 2 === 0 ? 'J' : 'F'}`
  })
  return { provider, prompts }
}

async function play(
  plan: Plan,
  { store = memoryStore(), stopAfter = Infinity, provider = speaker().provider } = {},
): Promise<Store> {
  let asked = 0
  await runPlans({
    plans: [plan],
    scenario: toldRounds,
    store,
    cast: casting(catalogue, () => provider),
    clock: systemClock,
    concurrency: 1,
    stopped: () => asked++ > stopAfter,
  })
  return store
}

function entriesOf(store: Store, plan: Plan): TickEntry[] {
  return [...store.ticks(runIdOf(plan))].flatMap(({ content }) => content.entries)
}

function hashOf(store: Store, plan: Plan): string | null | undefined {
  return store.run(runIdOf(plan))?.recordHash
}

async function replay(store: Store, plan: Plan): Promise<unknown> {
  const run = store.run(runIdOf(plan))
  if (run === undefined) throw new Error('nothing was played')
  return replayRun(
    store,
    run,
    toldRounds,
    casting(catalogue, () => cannedProvider({})),
  )
}

const OPENING = [
  { role: 'user', text: 'Are you ready?' },
  { role: 'assistant', text: 'I am.' },
]
const PROBES = [
  {
    name: 'trust',
    of: ['p1', 'p2'] as never,
    at: 'every-round' as const,
    question: 'How much do you trust the other?',
    form: { kind: 'choice' as const, options: ['a', 'b'], labels: ['J', 'F'], order: [0, 1] },
  },
]
const SUMMARY = { summary: { last: 2, words: 30 } }

const MODES: readonly [what: string, settings: Settings, changes: Changes][] = [
  ['fresh', {}, {}],
  ['fresh with an opening', { opening: OPENING }, {}],
  ['a thread', { session: 'thread' }, {}],
  ['a thread with an opening', { session: 'thread', opening: OPENING }, {}],
  ['a branch', { session: 'branch', after: 'plan' }, {}],
  ['the last rounds', {}, { history: { last: 2 } }],
  ['no history', {}, { history: 'none' }],
  ['tokens', {}, { history: { tokens: 60 } }],
  ['a summary', {}, { history: SUMMARY }],
  ['the last rounds of a thread', { session: 'thread' }, { history: { last: 2 } }],
  ['tokens of a thread', { session: 'thread' }, { history: { tokens: 120 } }],
  ['a summary of a thread', { session: 'thread' }, { history: SUMMARY }],
  [
    'a design',
    {},
    {
      prompt: {
        parts: { rules: 'off', history: { text: 'So far:\n{text}' } },
        order: ['question'],
      },
    },
  ],
  [
    'all at once',
    { session: 'thread', opening: OPENING },
    {
      history: SUMMARY,
      probes: PROBES,
      prompt: { parts: { notes: { text: '{text}' }, messages: { text: '> {text}' } } },
    },
  ],
]

describe.each(MODES)('%s', (_, settings, changes) => {
  const plan = planOf(settings, changes)

  test('is played to its end and replays', async () => {
    const store = await play(plan)
    expect(store.runs()[0]).toMatchObject({ status: 'finished', why: null })
    expect(await replay(store, plan)).toMatchObject({ kind: 'identical' })
  })

  test('sends what its observations say, and what is said further', async () => {
    const { provider, prompts } = speaker()
    const entries = entriesOf(await play(plan, { provider }), plan)
    const shown = entries.filter((entry) => entry.kind === 'observation-shown')
    const sent = prompts.map(({ messages, address, further = 0 }) => ({
      place: `${address.participant} ${address.ask}`,
      messages: messages.slice(0, messages.length - further),
      further: messages.slice(messages.length - further),
    }))
    expect(sent.length).toBeGreaterThan(10)
    for (const { place, messages } of sent)
      expect(
        shown.some(
          (one) =>
            `${one.to} ${one.ask}` === place &&
            JSON.stringify(messagesOf(one)) === JSON.stringify(messages),
        ),
      ).toBe(true)
    const calls = entries.filter((entry) => entry.kind === 'model-called')
    const furthers = sent.map(({ further }) => JSON.stringify(further)).sort()
    expect(calls.map(({ further }) => JSON.stringify(further)).sort()).toEqual(furthers)
  })

  test('stopped at any tick and resumed, is the run that was never stopped', async () => {
    const whole = hashOf(await play(plan), plan)
    for (let stopAfter = 1; stopAfter <= ROUNDS; stopAfter++) {
      const store = await play(plan, { stopAfter })
      expect(hashOf(store, plan)).toBeNull()
      expect(hashOf(await play(plan, { store }), plan)).toBe(whole)
    }
  })

  test('forked with no difference, goes on as its parent did', async () => {
    const store = await play(plan)
    for (let tick = 0; tick <= ROUNDS; tick++) {
      const fork: Plan = { ...plan, fork: { parent: runIdOf(plan), tick } }
      await play(fork, { store })
      expect(hashOf(store, fork)).toBe(hashOf(store, plan))
      expect(await replay(store, fork)).toMatchObject({ kind: 'identical' })
    }
  })

  test('seated anew for other draws, goes on with its own thoughts', async () => {
    const store = await play(plan)
    const interventions = [{ at: { tick: 3 }, deed: { do: 'reseed' as const, seed: 9 } }]
    const reseeded: Plan = { ...plan, interventions }
    await play(reseeded, { store })
    const shownIn = (one: Plan): TickEntry[] =>
      entriesOf(store, one).filter((entry) => entry.kind === 'observation-shown')
    expect(shownIn(reseeded)).toEqual(shownIn(plan))
    expect(await replay(store, reseeded)).toMatchObject({ kind: 'identical' })
  })

  test('is played the same with probes as without', async () => {
    const probed: Plan = { ...plan, probes: PROBES }
    const { probes: _, ...unprobed } = plan
    const [store, other] = [await play(probed), await play(unprobed)]
    const played = (entries: readonly TickEntry[]): TickEntry[] =>
      entries.filter(
        (entry) =>
          entry.kind !== 'probe-asked' &&
          entry.kind !== 'probe-answered' &&
          !('ask' in entry && isProbeAsk(entry.ask)),
      )
    const entries = entriesOf(store, probed)
    expect(entries.filter(({ kind }) => kind === 'probe-answered')).toHaveLength(2 * ROUNDS)
    expect(played(entries)).toEqual(entriesOf(other, unprobed))
  })
})

test('a run that was cut off between any two calls goes on where it was, and pays for none twice', async () => {
  const [, settings, changes] = MODES.at(-1) ?? ['', {}, {}]
  const plan = planOf(settings, changes)
  const first = speaker()
  const whole = hashOf(await play(plan, { provider: first.provider }), plan)
  const all = first.prompts.length
  for (let calls = 1; calls < all; calls += 3) {
    let made = 0
    const { provider: inner } = speaker()
    const provider: Provider = {
      ...inner,
      complete: async (prompt) => (made++ < calls ? inner.complete(prompt) : { kind: 'withheld' }),
    }
    const store = await play(plan, { provider })
    const rest = speaker()
    await play(plan, { store, provider: rest.provider })
    expect(hashOf(store, plan)).toBe(whole)
    expect(rest.prompts).toHaveLength(all - calls)
  }
})

describe('a summary', () => {
  const plan = planOf({ maxTokens: 3 }, { history: SUMMARY })
  const summaries = (entries: readonly TickEntry[]) =>
    entries.filter((entry) => entry.kind === 'model-called' && entry.ask === 'choice/summary')

  test('is written by the participant’s own model, as who it is, with room for it', async () => {
    const { provider, prompts } = speaker()
    await play(plan, { provider })
    const asked = prompts.filter(({ address }) => address.ask === 'choice/summary')
    expect(asked).toHaveLength(2 * (ROUNDS - 3))
    expect(asked[0]?.messages[0]).toEqual({ role: 'system', text: 'You are p1.' })
    expect(asked[0]?.sampling).toEqual({ maxTokens: 120 })
  })

  test('or by another, which is nobody, and is recorded as what it is', async () => {
    const by = { summary: { ...SUMMARY.summary, by: 'other/writer' } }
    const { provider, prompts } = speaker()
    const store = await play(planOf({ temperature: 1 }, { history: by }), { provider })
    const asked = prompts.filter(({ address }) => address.ask === 'choice/summary')
    expect(asked.map(({ model, sampling }) => [model, sampling])).toContainEqual(['writer', {}])
    expect(asked[0]?.messages.map(({ role }) => role)).toEqual(['user'])
    const entries = entriesOf(store, planOf({ temperature: 1 }, { history: by }))
    expect(summaries(entries)[0]).toMatchObject({ provider: 'other', model: 'writer', of: 'p1' })
  })

  test('that does not come is asked for again; then the rounds are told in full, and the next ask tries anew', async () => {
    const { provider: inner } = speaker()
    const provider: Provider = {
      ...inner,
      complete: async (prompt) =>
        prompt.address.ask === 'choice/summary' && prompt.address.tick < 5
          ? { kind: 'failed', why: '503: busy', cause: 'passing', latencyMs: 0 }
          : inner.complete(prompt),
    }
    const store = await play(plan, { provider })
    const entries = entriesOf(store, plan)
    const own = summaries(entries).filter(
      (entry) => entry.kind === 'model-called' && entry.of === 'p1',
    )
    expect(own.map((entry) => entry.kind === 'model-called' && entry.reading)).toEqual([
      'failed',
      'failed',
      'valid',
    ])
    const shown = entries.filter(
      (entry) => entry.kind === 'observation-shown' && entry.to === 'p1' && entry.ask === 'choice',
    )
    const droppedIn = shown.map(
      (entry) => entry.kind === 'observation-shown' && entry.dropped?.rounds,
    )
    expect(droppedIn).toEqual([undefined, undefined, undefined, undefined, [1, 2]])
    expect(store.runs()[0]?.status).toBe('finished')
    expect(await replay(store, plan)).toMatchObject({ kind: 'identical' })
  })

  test('that nobody can be asked for leaves the run, to be resumed', async () => {
    const { provider: inner } = speaker()
    const provider: Provider = {
      ...inner,
      complete: async (prompt) =>
        prompt.address.ask === 'choice/summary'
          ? { kind: 'failed', why: '401: no', cause: 'setup', latencyMs: 0 }
          : inner.complete(prompt),
    }
    const store = await play(plan, { provider })
    expect(store.runs()[0]).toMatchObject({ status: 'started', ticks: 4 })
    expect(hashOf(await play(plan, { store }), plan)).toBe(hashOf(await play(plan), plan))
  })
})

describe('a probe', () => {
  const plan = (changes: Changes = {}): Plan => planOf({}, { probes: PROBES, ...changes })
  const silent = (): Provider => {
    const { provider } = speaker()
    return {
      ...provider,
      complete: async (prompt) =>
        isProbeAsk(prompt.address.ask)
          ? provider.complete({ ...prompt, address: { ...prompt.address, ask: 'plan' } })
          : provider.complete(prompt),
    }
  }

  test.each<Plan['invalid']['then']>(['abort', { default: 'stay' }])(
    'without a valid answer is asked again, then left unanswered, though the plan says %j',
    async (then) => {
      const one = plan({ invalid: { reask: 2, then } })
      const store = await play(one, { provider: silent() })
      expect(store.runs()[0]?.status).toBe('finished')
      const answered = entriesOf(store, one).filter(({ kind }) => kind === 'probe-answered')
      expect(answered).toHaveLength(2 * ROUNDS)
      for (const entry of answered)
        expect(entry).toMatchObject({ status: 'unanswered', attempts: 3, value: null })
    },
  )

  test('is told what an ask would be told, without its question, and estimates nothing', async () => {
    const one = planOf({ probabilities: { samples: 2 } }, { probes: PROBES })
    const entries = entriesOf(await play(one), one)
    const shown = entries.findLast(
      (entry) => entry.kind === 'observation-shown' && isProbeAsk(entry.ask),
    )
    const names = shown?.kind === 'observation-shown' ? shown.parts.map(({ name }) => name) : []
    expect(names).toContain('history')
    expect(names).not.toContain('question')
    expect(names.slice(-2)).toEqual(['probe', 'answer-format'])
    const estimated = entries.filter(({ kind }) => kind === 'probability-estimated')
    expect(estimated).toHaveLength(2 * ROUNDS)
  })
})

describe('a model that is gone', () => {
  const without = (failed: object): Provider => {
    const { provider } = speaker()
    return {
      ...provider,
      complete: async (prompt) =>
        prompt.address.participant === 'p2' && prompt.address.tick >= 2
          ? { kind: 'failed', why: '404: no such model', cause: 'setup', latencyMs: 0, ...failed }
          : provider.complete(prompt),
    }
  }
  const crashing = planOf(
    { session: 'thread' },
    { invalid: { reask: 1, then: 'abort', unavailable: 'crash' }, probes: PROBES },
  )

  test('forfeits what it is asked where the plan says so, and that replays', async () => {
    const store = await play(crashing, { provider: without({ isGone: true }) })
    expect(store.runs()[0]?.status).toBe('finished')
    const lost = entriesOf(store, crashing).filter(({ kind }) => kind === 'decision-defaulted')
    expect(lost).toHaveLength(ROUNDS - 1)
    for (const entry of lost) {
      expect(entry).toMatchObject({
        of: 'p2',
        status: 'forfeited',
        attempts: 1,
        why: 'gone: 404: no such model',
      })
    }
    expect(await replay(store, crashing)).toMatchObject({ kind: 'identical' })
  })

  test('leaves the run where the plan does not say so, as does a refused key where it does', async () => {
    const plain = planOf({})
    const left = [
      await play(plain, { provider: without({ isGone: true }) }),
      await play(crashing, { provider: without({ why: '401: the server refuses the key' }) }),
    ]
    for (const store of left) expect(store.runs()[0]).toMatchObject({ status: 'started', ticks: 2 })
  })
})

test('a session says where it branches off, and only a branch does', async () => {
  for (const settings of [{ session: 'branch' }, { session: 'thread', after: 'plan' }])
    await expect(play(planOf(settings))).rejects.toThrow(/p1, policy llm: settings\.after/)
  await expect(play(planOf({ opening: [{ role: 'system', text: 'x' }] }))).rejects.toThrow(
    /opening/,
  )
})
