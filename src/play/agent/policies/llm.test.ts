import { describe, expect, test } from 'vitest'
import { canonicalJson, type Json } from '../../../base/canonical-json.ts'
import { BadInputError } from '../../../base/errors.ts'
import { Streams } from '../../../base/random.ts'
import { cannedProvider, type CannedScript } from '../../../io/model/providers/canned.ts'
import type { Prompt } from '../../../io/model/provider.ts'
import type { AnswerForm } from '../../../record/ask.ts'
import { ModelCalled } from '../../../record/call-entries.ts'
import { ParticipantId, RunId } from '../../../record/ids.ts'
import type { InvalidPolicy } from '../../../record/plan.ts'
import { Seen } from '../../../record/seen.ts'
import { answerSchema } from '../answer-schema.ts'
import type { Considered } from '../policy.ts'
import { llmPolicy } from './llm.ts'

const p1 = ParticipantId.parse('p1')
const jf: AnswerForm = {
  kind: 'choice',
  options: ['cooperate', 'defect'],
  labels: ['J', 'F'],
  order: [0, 1],
}

interface Case {
  readonly script: CannedScript
  readonly form?: AnswerForm
  readonly invalid?: InvalidPolicy
  readonly settings?: Record<string, Json>
  readonly structuredOutput?: boolean
}

/** Seats a model that says its lines, and asks it once. */
async function ask({
  script,
  form = jf,
  invalid = { reask: 2, then: 'forfeit' },
  settings = {},
  structuredOutput = false,
}: Case) {
  const prompts: Prompt[] = []
  const inner = cannedProvider(script, { structuredOutput })
  const provider = {
    ...inner,
    complete: (prompt: Prompt) => {
      prompts.push(prompt)
      return inner.complete(prompt)
    },
  }
  const policy = llmPolicy(() => provider)({
    run: RunId.parse('run_0123456789abcdef'),
    seat: {
      participant: p1,
      role: 'row',
      agent: 'inline',
      policy: 'llm',
      settings: { model: 'canned/some/model', ...settings },
      persona: 'You are Ada.',
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
  const considered = (await policy.decide(situation)) as Considered
  const calls = considered.trail.filter((entry) => entry.kind === 'model-called')
  return { ...considered, calls, prompts }
}

describe('a model that answers', () => {
  test('decides at its first attempt, and all that led there is in the trail', async () => {
    const { trail, decision, latenciesMs, prompts } = await ask({
      script: { p1: ['I trust.\nANSWER: J'] },
    })
    expect(decision).toEqual({
      kind: 'decision-taken',
      of: p1,
      ask: 'choice',
      value: 'cooperate',
      displayed: 'J',
      status: 'valid',
      attempts: 1,
    })
    expect(trail.map(({ kind }) => kind)).toEqual(['observation-shown', 'model-called'])
    expect(trail[1]).toMatchObject({
      provider: 'canned',
      model: 'some/model',
      attempt: 0,
      completion: 'I trust.\nANSWER: J',
      reading: 'valid',
      error: null,
    })
    expect(latenciesMs).toEqual([0])
    expect(prompts[0]?.address).toEqual({
      run: 'run_0123456789abcdef',
      tick: 4,
      participant: 'p1',
      ask: 'choice',
      attempt: 0,
    })
  })

  test('is sampled as its seat says, and told nothing that the seat does not say', async () => {
    const { prompts, calls } = await ask({
      script: { p1: ['J'] },
      settings: { temperature: 0, maxTokens: 1, answer: 'bare' },
    })
    expect(prompts[0]?.sampling).toEqual({ temperature: 0, maxTokens: 1 })
    expect(calls[0]?.sampling).toEqual({ temperature: 0, maxTokens: 1 })
  })

  test('may pass where the ask allows it', async () => {
    const { decision } = await ask({
      script: { p1: ['ANSWER: PASS'] },
      form: { ...jf, passable: true },
    })
    expect(decision).toMatchObject({ value: null, displayed: null, status: 'passed', attempts: 1 })
  })
})

describe('a reply that is no answer', () => {
  test('is kept, shown to the model again with the reason, and the form is repeated', async () => {
    const { decision, calls, prompts } = await ask({ script: { p1: ['Hm.', 'ANSWER: X', 'F'] } })
    expect(decision).toMatchObject({
      kind: 'decision-taken',
      value: 'defect',
      status: 'reasked',
      attempts: 3,
    })
    expect(calls.map(({ attempt, reading, completion }) => [attempt, reading, completion])).toEqual(
      [
        [0, 'no-answer', 'Hm.'],
        [1, 'no-such-label', 'ANSWER: X'],
        [2, 'valid', 'F'],
      ],
    )
    expect(calls[2]?.further.map(({ role }) => role)).toEqual([
      'assistant',
      'user',
      'assistant',
      'user',
    ])
    expect(calls[2]?.further[3]?.text).toMatch(
      /not one of the options\.\n\nHow to answer:[^]*ANSWER: J\nANSWER: F$/,
    )
    expect(prompts[2]?.messages.slice(2)).toEqual(calls[2]?.further)
  })

  test('does not swell the next prompt without bound', async () => {
    const { prompts } = await ask({ script: { p1: ['x'.repeat(500_000), 'J'] } })
    expect(prompts[1]?.messages[2]?.text.length).toBeLessThan(10_000)
  })

  test('that has no words is answered by asking the same again', async () => {
    const { calls, decision } = await ask({
      script: { p1: [{ kind: 'completed', finishReason: 'refusal' }, 'J'] },
    })
    expect(calls.map(({ reading, further }) => [reading, further.length])).toEqual([
      ['refused', 0],
      ['valid', 0],
    ])
    expect(decision).toMatchObject({ status: 'reasked', attempts: 2 })
  })

  test.each<[InvalidPolicy['then'], object]>([
    [
      'forfeit',
      {
        kind: 'decision-defaulted',
        value: null,
        displayed: null,
        status: 'forfeited',
        attempts: 2,
        why: 'ambiguous',
      },
    ],
    [
      { default: 'defect' },
      {
        kind: 'decision-defaulted',
        value: 'defect',
        displayed: 'F',
        status: 'defaulted',
        attempts: 2,
        why: 'ambiguous',
      },
    ],
    ['abort', { kind: 'aborted', why: 'no answer after 2 attempts: ambiguous' }],
  ])('at last leads to what the plan says: %j', async (then, expected) => {
    const { decision, calls } = await ask({
      script: { p1: ['no', 'ANSWER: J\nANSWER: F'] },
      invalid: { reask: 1, then },
    })
    expect(decision).toMatchObject(expected)
    expect(calls).toHaveLength(2)
  })
})

describe('a call that fails', () => {
  test('counts as an attempt where it may succeed later, and leaves no trace in the prompt', async () => {
    const busy = { kind: 'failed' as const, why: '429: slow down', cause: 'passing' as const }
    const { decision, calls } = await ask({ script: { p1: [busy, 'J'] } })
    expect(calls[0]).toMatchObject({
      completion: null,
      error: '429: slow down',
      reading: 'failed',
      servedModel: null,
    })
    expect(calls[1]?.further).toEqual([])
    expect(decision).toMatchObject({ value: 'cooperate', status: 'reasked', attempts: 2 })
  })

  test.each<InvalidPolicy['then']>(['forfeit', 'abort', { default: 'defect' }])(
    'for good leaves the run at once, whatever the plan says of invalid answers: %j',
    async (then) => {
      const lost = {
        kind: 'failed' as const,
        why: '401: the server refuses the key',
        cause: 'setup' as const,
      }
      const { decision, calls } = await ask({
        script: { p1: [lost, 'J'] },
        invalid: { reask: 5, then },
      })
      expect(decision).toEqual({ kind: 'unavailable', why: '401: the server refuses the key' })
      expect(calls).toHaveLength(1)
      expect(calls[0]).toMatchObject({ reading: 'failed-for-good' })
    },
  )
})

describe('hostile words', () => {
  test('that no record can hold are replaced, and that is said', async () => {
    const { calls, decision } = await ask({ script: { p1: ['\ud800 hm\nANSWER: J'] } })
    expect(calls[0]).toMatchObject({
      completion: '\ufffd hm\nANSWER: J',
      reading: 'valid surrogates-replaced',
    })
    expect(decision).toMatchObject({ value: 'cooperate' })
  })

  test('without end are cut, and are then no answer', async () => {
    const { calls, decision } = await ask({
      script: { p1: [`${'z'.repeat(2_000_000)}\nANSWER: J`] },
      invalid: { reask: 0, then: 'forfeit' },
    })
    expect(calls[0]?.completion).toHaveLength(1_000_000)
    expect(calls[0]?.reading).toBe('truncated cut')
    expect(decision).toMatchObject({ status: 'forfeited', value: null })
  })

  test('in names and errors are bounded too, and every entry can be recorded', async () => {
    const odd = {
      kind: 'completed' as const,
      text: 'J',
      servedModel: `\udfff${'m'.repeat(5000)}`,
      fingerprint: '\ud800',
      finishReason: 'stop',
    }
    const failed = {
      kind: 'failed' as const,
      why: '\ud800'.repeat(5000),
      cause: 'passing' as const,
    }
    const { calls, trail } = await ask({ script: { p1: [failed, odd] } })
    expect(calls.map(({ reading }) => reading)).toEqual([
      'failed surrogates-replaced name-cut',
      'valid surrogates-replaced name-cut',
    ])
    expect(calls[1]?.servedModel).toHaveLength(1000)
    for (const entry of trail) expect(() => canonicalJson(entry)).not.toThrow()
    for (const call of calls) expect(ModelCalled.safeParse(call).success).toBe(true)
  })
})

describe('a call that had to be made several times', () => {
  const tried = { tries: 2, retried: ['429: Slow down'] }

  test('is one attempt, whose entry says how often and why', async () => {
    const { calls, decision } = await ask({
      script: { p1: [{ kind: 'completed', text: 'ANSWER: J', ...tried }] },
    })
    expect(calls).toEqual([expect.objectContaining({ attempt: 0, reading: 'valid', ...tried })])
    expect(decision).toMatchObject({ status: 'valid', attempts: 1 })
    expect(ModelCalled.safeParse(calls[0]).success).toBe(true)
  })

  test('says so too where it failed in the end', async () => {
    const { calls } = await ask({
      script: { p1: [{ kind: 'failed', why: '503: oh', cause: 'passing', ...tried }] },
      invalid: { reask: 0, then: 'forfeit' },
    })
    expect(calls).toEqual([expect.objectContaining({ error: '503: oh', ...tried })])
  })

  test('has reasons that can be recorded, and a reading that knows nothing of them', async () => {
    const retried = ['x'.repeat(5000), '\ud800']
    const { calls, decision } = await ask({
      script: { p1: [{ kind: 'completed', text: 'ANSWER: J', tries: 3, retried }] },
    })
    expect(calls[0]?.retried).toEqual(['x'.repeat(1000), '\ufffd'])
    expect(calls[0]?.reading).toBe('valid')
    expect(decision).toMatchObject({ value: 'cooperate' })
  })

  test('is told from one that was made once by keys that the other does not have', async () => {
    const { calls } = await ask({ script: { p1: ['ANSWER: J'] } })
    expect(Object.keys(calls[0] ?? {})).not.toContain('tries')
    expect(Object.keys(calls[0] ?? {})).not.toContain('retried')
  })
})

describe('structured output', () => {
  test('is used where the provider enforces it', async () => {
    const { calls, decision } = await ask({
      script: { p1: ['ANSWER: J', '{"reasoning":"","answer":"F"}'] },
      structuredOutput: true,
    })
    expect(calls[0]?.schema).toEqual(answerSchema(jf))
    expect(calls.map(({ reading }) => reading)).toEqual(['not-json', 'valid'])
    expect(decision).toMatchObject({ value: 'defect' })
  })

  test.each<Record<string, Json>>([{ structured: 'never' }, { answer: 'bare' }])(
    'is not used with %j',
    async (settings) => {
      const { calls } = await ask({ script: { p1: ['J'] }, settings, structuredOutput: true })
      expect(calls[0]).toMatchObject({ schema: null, reading: 'valid' })
    },
  )
})

describe('settings', () => {
  test.each<[Record<string, Json>, RegExp]>([
    [{ model: 'gpt-4o' }, /provider\/model/],
    [{ temprature: 0 }, /temprature/],
    [{ temperature: '0' }, /temperature/],
    [{ answer: 'lines' }, /answer/],
    [{ extras: { stream: true } }, /stream/],
  ])('%j is an error that names the participant and the field', async (settings, message) => {
    const asking = ask({ script: { p1: ['J'] }, settings })
    await expect(asking).rejects.toThrow(BadInputError)
    await expect(asking).rejects.toThrow(message)
    await expect(asking).rejects.toThrow(/p1, policy llm/)
  })

  test.each<[InvalidPolicy['then'], AnswerForm]>([
    [{ default: 'cooperat' }, jf],
    [{ default: null }, jf],
    [{ default: 11 }, { kind: 'amount', min: 0, max: 10, step: 1 }],
  ])('a default that does not fit is found before anything is spent: %j', async (then, form) => {
    let calls = 0
    const script = () => {
      calls++
      return 'J'
    }
    await expect(ask({ script, form, invalid: { reask: 0, then } })).rejects.toThrow(
      /does not fit the ask "choice"/,
    )
    expect(calls).toBe(0)
  })
})
