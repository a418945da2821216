import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, type Json } from '../../../base/canonical-json.ts'
import { BadInputError } from '../../../base/errors.ts'
import { Streams } from '../../../base/random.ts'
import { cassetteOf, withCassette } from '../../../io/model/cassette.ts'
import { cannedProvider, type CannedReply } from '../../../io/model/providers/canned.ts'
import type { Prompt, Provider, TokenLogprob } from '../../../io/model/provider.ts'
import type { AnswerForm } from '../../../record/ask.ts'
import { TickEntry } from '../../../record/entry.ts'
import { ParticipantId, RunId } from '../../../record/ids.ts'
import type { KeptCall } from '../../../record/kept-call.ts'
import type { InvalidPolicy } from '../../../record/plan.ts'
import { isSeenBy, Seen } from '../../../record/seen.ts'
import type { Considered } from '../policy.ts'
import { llmPolicy } from './llm.ts'

const p1 = ParticipantId.parse('p1')
const jf: AnswerForm = {
  kind: 'choice',
  options: ['cooperate', 'defect'],
  labels: ['J', 'F'],
  order: [1, 0],
}

interface Case {
  /** What is said to a call. */
  readonly say: (prompt: Prompt) => CannedReply | 'withhold'
  readonly logprobs?: boolean
  readonly settings?: Record<string, Json>
  readonly form?: AnswerForm
  readonly invalid?: InvalidPolicy
}

/** Asks a model once that is told to estimate, with five samples unless told; then once more from the record alone. */
async function ask(one: Case) {
  const { say, logprobs = false } = one
  const prompts: Prompt[] = []
  const canned = cannedProvider((prompt) => say(prompt) as CannedReply)
  const live: Provider = {
    ...canned,
    logprobs,
    complete: async (prompt) => {
      prompts.push(prompt)
      return say(prompt) === 'withhold' ? { kind: 'withheld' } : canned.complete(prompt)
    },
  }
  const considered = await askOf(live, one)
  const calls = considered.trail.filter((entry) => entry.kind === 'model-called')
  const estimate = considered.trail.find((entry) => entry.kind === 'probability-estimated')
  for (const entry of considered.trail) {
    expect(TickEntry.safeParse(entry).error).toBeUndefined()
    expect(() => canonicalJson(entry)).not.toThrow()
  }
  expect(considered.latenciesMs).toHaveLength(calls.length)
  return { ...considered, calls, estimate, prompts, replayed: () => replay(considered, one) }
}

async function askOf(
  provider: Provider,
  { settings = {}, form = jf, invalid = { reask: 1, then: 'forfeit' } }: Case,
): Promise<Considered> {
  const policy = llmPolicy(() => provider)({
    run: RunId.parse('run_0123456789abcdef'),
    seat: {
      participant: p1,
      role: 'row',
      agent: 'inline',
      policy: 'llm',
      settings: { model: 'canned/m', answer: 'bare', probabilities: { samples: 5 }, ...settings },
      persona: null,
    },
    participant: p1,
    random: new Streams(1).stream('p1'),
    invalid,
  })
  const situation = {
    ask: { of: p1, name: 'choice', form },
    tick: 4,
    seen: new Seen(p1),
    read: () => [{ name: 'rules', text: 'The rules.' }],
  }
  return (await policy.decide(situation)) as Considered
}

/** From the record alone, which does not know what the provider could. */
async function replay({ trail }: Considered, one: Case): Promise<Considered> {
  const calls = trail.flatMap((entry) =>
    entry.kind === 'model-called' ? [{ tick: 4, entry }] : [],
  )
  // What a record holds has been JSON.
  const read = JSON.parse(JSON.stringify(calls)) as typeof calls
  return askOf(withCassette('canned', null, cassetteOf(read, null), 'replay'), one)
}

const list = (token: string, shares: Record<string, number>): TokenLogprob => ({
  token,
  logprob: Math.log(shares[token] ?? 0),
  alternatives: Object.entries(shares).map(([word, share]) => ({
    token: word,
    logprob: Math.log(share),
  })),
})
const told = (text: string, ...logprobs: TokenLogprob[]): CannedReply => ({
  kind: 'completed',
  text,
  logprobs,
})
const bySample =
  (first: CannedReply, ...rest: (CannedReply | 'withhold')[]): Case['say'] =>
  ({ address: { sample = 0 } }) =>
    sample === 0 ? first : (rest[sample - 1] ?? 'J')

describe('where the provider gives log-probabilities', () => {
  const clear = told('J', list('J', { J: 0.83, F: 0.15, I: 0.02 }))

  test('one call decides and tells the probabilities', async () => {
    const { calls, estimate, prompts, decision } = await ask({ say: () => clear, logprobs: true })
    expect(prompts.map(({ topLogprobs }) => topLogprobs)).toEqual([20])
    expect(calls).toHaveLength(1)
    expect(estimate).toEqual({
      kind: 'probability-estimated',
      of: p1,
      ask: 'choice',
      source: 'logprobs',
      given: 'prompt',
      samples: null,
      probabilities: { cooperate: 0.83, defect: 0.15 },
      other: 0.02,
    })
    expect(decision).toMatchObject({ value: 'cooperate', status: 'valid', attempts: 1 })
  })

  test('it replays from the record, which need not know that they were offered', async () => {
    const { trail, decision, replayed } = await ask({ say: () => clear, logprobs: true })
    const again = await replayed()
    expect(canonicalJson([again.trail, again.decision])).toBe(canonicalJson([trail, decision]))
  })

  test('a call that was kept while its tick was open gives the same again', async () => {
    const odd = { token: 'x', logprob: -Infinity }
    const { alternatives, ...first } = list('J', { J: 0.6, F: 0.4 })
    const one: Case = {
      say: () => told('J', { ...first, alternatives: [odd, ...alternatives] }),
      logprobs: true,
    }
    const kept: KeptCall[] = []
    const canned = cannedProvider((prompt) => one.say(prompt) as CannedReply, { logprobs: true })
    const tape = () => cassetteOf([], { kept, from: 0, keep: (call) => void kept.push(call()) })
    const live = await askOf(withCassette('canned', canned, tape(), 'record'), one)
    expect(kept).toHaveLength(1)
    const silent = { ...canned, complete: () => Promise.reject(new Error('called again')) }
    const again = await askOf(withCassette('canned', silent, tape(), 'resume'), one)
    expect(canonicalJson(again.trail)).toBe(canonicalJson(live.trail))
    expect(live.trail.at(-1)).toMatchObject({ source: 'logprobs' })
  })

  test('further replies are asked for where the reply brings none, or does not tell enough', async () => {
    for (const first of ['J', told('J', list('J', { J: 0.5 }))]) {
      const { estimate, calls, prompts, replayed, trail } = await ask({
        say: bySample(first, 'F', 'F', 'J', 'J', 'Well'),
        logprobs: true,
      })
      expect(estimate).toMatchObject({
        source: 'samples',
        given: 'prompt',
        samples: 5,
        probabilities: { cooperate: 0.4, defect: 0.4 },
        other: 0.2,
      })
      expect(prompts.map(({ topLogprobs }) => topLogprobs ?? 0)).toEqual([20, 0, 0, 0, 0, 0])
      expect(calls.filter(({ answerTokens }) => answerTokens !== undefined)).toEqual([])
      expect(canonicalJson((await replayed()).trail)).toBe(canonicalJson(trail))
    }
  })

  test('the probabilities are those of the first prompt, whatever is decided at a later attempt', async () => {
    const prose = told('Hm', list('Hm', { Hm: 0.6, J: 0.1, F: 0.3 }))
    const { estimate, calls, decision } = await ask({
      say: ({ address: { attempt } }) => (attempt === 0 ? prose : clear),
      logprobs: true,
    })
    expect(estimate).toMatchObject({ probabilities: { cooperate: 0.1, defect: 0.3 }, other: 0.6 })
    expect(decision).toMatchObject({ value: 'cooperate', status: 'reasked' })
    expect(calls.map(({ answerTokens }) => answerTokens?.length)).toEqual([1, undefined])
  })

  test('nothing is asked, read or kept of them where no probabilities are wanted', async () => {
    const settings = { probabilities: undefined } as unknown as Record<string, Json>
    const { trail, prompts } = await ask({ say: () => clear, logprobs: true, settings })
    expect(trail.map(({ kind }) => kind)).toEqual(['observation-shown', 'model-called'])
    expect(Object.keys(prompts[0] ?? {})).not.toContain('topLogprobs')
    expect(Object.keys(trail[1] ?? {})).not.toContain('answerTokens')
  })
})

describe('samples', () => {
  test('are the same prompt at addresses of their own, and decide nothing', async () => {
    const { calls, prompts, decision, estimate, trail } = await ask({ say: bySample('F') })
    expect(decision).toMatchObject({ value: 'defect', status: 'valid', attempts: 1 })
    expect(estimate).toMatchObject({ probabilities: { cooperate: 1, defect: 0 }, other: 0 })
    expect(calls.map(({ attempt, sample }) => [attempt, sample])).toEqual([
      [0, undefined],
      ...[1, 2, 3, 4, 5].map((sample) => [0, sample]),
    ])
    expect(trail.at(-1)?.kind).toBe('probability-estimated')
    const sent = prompts.map(({ address: _, ...rest }) => canonicalJson(rest))
    expect(new Set(sent).size).toBe(1)
  })

  test('each have a seed of their own where the seat has one, and it is recorded', async () => {
    const { calls, replayed, trail } = await ask({
      say: bySample('J'),
      settings: { seed: 7, temperature: 0.5 },
    })
    expect(calls.map(({ sampling }) => sampling)).toEqual(
      [7, 8, 9, 10, 11, 12].map((seed) => ({ seed, temperature: 0.5 })),
    )
    expect(canonicalJson((await replayed()).trail)).toBe(canonicalJson(trail))
  })

  test('that fail are counted out; where all fail, nothing is estimated', async () => {
    const busy: CannedReply = { kind: 'failed', why: '503', cause: 'passing' }
    const some = await ask({ say: bySample('J', busy, 'J', busy, 'F', 'Hm') })
    expect(some.estimate).toMatchObject({
      samples: 3,
      probabilities: { cooperate: 0.333334, defect: 0.333333 },
      other: 0.333333,
    })
    expect(some.calls).toHaveLength(6)
    expect(canonicalJson((await some.replayed()).trail)).toBe(canonicalJson(some.trail))
    const none = await ask({ say: bySample('J', busy, busy, busy, busy, busy) })
    expect(none.estimate).toBeUndefined()
    expect(none.decision).toMatchObject({ value: 'cooperate' })
    expect(none.calls).toHaveLength(6)
  })

  test('that are withheld leave the ask as it is', async () => {
    const { decision, estimate } = await ask({ say: bySample('J', 'J', 'withhold') })
    expect(decision).toEqual({ kind: 'withheld' })
    expect(estimate).toBeUndefined()
  })

  test.each(['setup', 'unreached'] as const)(
    'that nobody could be asked (%s) leave it too',
    async (cause) => {
      const gone: CannedReply = { kind: 'failed', why: 'gone', cause }
      const { decision, estimate } = await ask({ say: bySample('J', 'J', gone) })
      expect(decision).toEqual({ kind: 'unavailable', why: 'gone' })
      expect(estimate).toBeUndefined()
    },
  )

  test('count a pass apart where one is allowed', async () => {
    const { estimate } = await ask({
      say: bySample('J', 'PASS', 'F', 'PASS', 'J', 'J'),
      form: { ...jf, passable: true },
    })
    expect(estimate).toMatchObject({
      probabilities: { cooperate: 0.4, defect: 0.2 },
      pass: 0.4,
      other: 0,
    })
  })

  test('are asked for too where no answer came and the plan put one in its place', async () => {
    const { estimate, decision } = await ask({ say: bySample('Hm', 'F', 'Hm', 'Hm', 'Hm', 'Hm') })
    expect(decision).toMatchObject({ status: 'forfeited' })
    expect(estimate).toMatchObject({ probabilities: { cooperate: 0, defect: 0.2 }, other: 0.8 })
  })

  test('are not asked for where no reply came at all, where the run is aborted, or of other forms', async () => {
    const busy: CannedReply = { kind: 'failed', why: '503', cause: 'timeout' }
    const amount: AnswerForm = { kind: 'amount', min: 0, max: 10, step: 1 }
    for (const one of [
      { say: () => busy },
      { say: () => 'Hm', invalid: { reask: 0, then: 'abort' as const } },
      { say: () => '7', form: amount, logprobs: true },
    ]) {
      const { estimate, prompts } = await ask(one)
      expect(estimate).toBeUndefined()
      expect(prompts.filter(({ address }) => address.sample !== undefined)).toEqual([])
      expect(prompts.filter(({ topLogprobs }) => topLogprobs !== undefined)).toEqual([])
    }
  })

  test('give shares that sum to 1 whatever is said, in whatever order the replies come, and replay alike', async () => {
    const reply = fc.constantFrom<CannedReply>('J', 'F', 'Hm', 'PASS', {
      kind: 'failed',
      why: '500',
      cause: 'passing',
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(reply, { minLength: 5, maxLength: 5 }),
        fc.boolean(),
        async (replies, passable) => {
          const one: Case = { say: bySample('F', ...replies), form: { ...jf, passable } }
          const { estimate, trail, replayed } = await ask(one)
          expect(canonicalJson((await replayed()).trail)).toBe(canonicalJson(trail))
          if (estimate === undefined) return
          const { probabilities, pass = 0, other } = estimate
          const sum = Object.values(probabilities).reduce((total, share) => total + share, 0)
          expect(Math.abs(sum + pass + other - 1)).toBeLessThan(1e-6)
        },
      ),
      { numRuns: 50 },
    )
  })
})

test('relabelling changes no probability', async () => {
  const swap: Record<string, string> = { J: 'F', F: 'J', Hm: 'Hm' }
  const replies = ['J', 'F', 'J', 'Hm', 'J']
  const other: AnswerForm = { ...jf, labels: ['F', 'J'], order: [0, 1] }
  const plain = await ask({ say: bySample('J', ...replies) })
  const swapped = await ask({
    say: bySample('F', ...replies.map((one) => swap[one] ?? one)),
    form: other,
  })
  expect(swapped.estimate).toEqual(plain.estimate)
})

test('participants know neither an estimate nor a sample', async () => {
  const { trail } = await ask({ say: bySample('J') })
  const seen = trail.filter((entry) => isSeenBy(entry, p1))
  expect(seen.map(({ kind }) => kind)).toEqual(['observation-shown', 'model-called'])
  expect(seen[1]).not.toHaveProperty('sample')
})

test.each<[Record<string, Json>, RegExp]>([
  [{ probabilities: { samples: 0 } }, /probabilities\.samples/],
  [{ probabilities: {} }, /probabilities\.samples/],
  [{ probabilities: { samples: 5, n: 1 } }, /"n"/],
  [{ extras: { top_logprobs: 5 } }, /extras: .*top_logprobs/],
])('settings %j are refused', async (settings, message) => {
  const asking = ask({ say: () => 'J', settings })
  await expect(asking).rejects.toThrow(BadInputError)
  await expect(asking).rejects.toThrow(message)
})
