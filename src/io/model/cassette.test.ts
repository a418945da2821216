import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BadInputError } from '../../base/errors.ts'
import type { ModelCalled, RecordedCall } from '../../record/call-entries.ts'
import { ParticipantId } from '../../record/ids.ts'
import type { KeptCall } from '../../record/kept-call.ts'
import { samplePrompt } from './provider.contract.ts'
import type { Completion, Provider } from './provider.ts'
import { cannedProvider } from './providers/canned.ts'
import { cassetteOf, withCassette, type CassetteMode } from './cassette.ts'

const prompt = samplePrompt('some-model')

const entry: ModelCalled = {
  kind: 'model-called',
  of: ParticipantId.parse('p1'),
  ask: 'choice',
  attempt: 0,
  provider: 'local',
  model: 'some-model',
  sampling: { maxTokens: 50, temperature: 0 },
  schema: null,
  further: [],
  completion: 'ANSWER: J',
  servedModel: 'served',
  fingerprint: 'fp',
  finishReason: 'stop',
  usage: { inputTokens: 5, outputTokens: null },
  costUsd: 0.25,
  error: null,
  reading: 'valid',
}
const live = cannedProvider(() => 'live')

const recordedProvider = (calls: readonly RecordedCall[], inner: Provider | null): Provider =>
  withCassette('local', inner, cassetteOf(calls, null), inner === null ? 'replay' : 'resume')

describe('a call that the record holds', () => {
  test('comes back as it was', async () => {
    const { completion: text, servedModel, fingerprint, finishReason, usage, costUsd } = entry
    expect(await recordedProvider([{ tick: 0, entry }], null).complete(prompt)).toEqual({
      kind: 'completed',
      text,
      servedModel,
      fingerprint,
      finishReason,
      usage,
      costUsd,
      mended: [],
      latencyMs: 0,
    })
  })

  test('comes back as a failure where it was one, lasting where it was lasting', async () => {
    for (const [reading, cause] of [
      ['failed', 'passing'],
      ['timed-out', 'timeout'],
      ['failed-for-prompt', 'prompt'],
      ['failed-for-good', 'setup'],
    ] as const) {
      const failed = {
        ...entry,
        completion: null,
        error: '500: oh',
        reading: `${reading} name-cut`,
      }
      const completion = await recordedProvider([{ tick: 0, entry: failed }], live).complete(prompt)
      expect(completion).toEqual({
        kind: 'failed',
        why: '500: oh',
        cause,
        mended: ['name-cut'],
        // A tick that is closed holds no other lasting failure.
        ...(cause === 'setup' ? { isGone: true } : {}),
        latencyMs: 0,
      })
    }
  })

  test('comes back with its tries and their reasons, and without any where it was made once', async () => {
    const tried = { tries: 3, retried: ['429: Slow down', '503: oh'] }
    for (const call of [
      entry,
      { ...entry, completion: null, error: '503: oh', reading: 'failed' },
    ]) {
      const once = await recordedProvider([{ tick: 0, entry: call }], null).complete(prompt)
      expect(Object.keys(once)).not.toContain('tries')
      expect(Object.keys(once)).not.toContain('retried')
      const more = { ...call, ...tried }
      expect(await recordedProvider([{ tick: 0, entry: more }], null).complete(prompt)).toEqual({
        ...once,
        ...tried,
      })
    }
  })

  test('is found by tick, participant, ask and attempt alone, in any order', async () => {
    const address = fc.record({
      tick: fc.nat(3),
      participant: fc.constantFrom('p1', 'p2').map((id) => ParticipantId.parse(id)),
      ask: fc.constantFrom('choice', 'talk', 'a","b'),
      attempt: fc.nat(2),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(address, { selector: (one) => JSON.stringify(one), minLength: 1 }),
        async (addresses) => {
          const calls = addresses.map(({ tick, participant: of, ask, attempt }, i) => ({
            tick,
            entry: { ...entry, of, ask, attempt, completion: `reply ${i}` },
          }))
          const provider = recordedProvider(calls, null)
          for (const i of addresses.keys()) {
            const completion = await provider.complete(samplePrompt('some-model', addresses[i]))
            expect(completion).toMatchObject({ text: `reply ${i}` })
          }
        },
      ),
      { numRuns: 30 },
    )
  })

  test.each([
    ['model', { model: 'other' }],
    ['sampling', { sampling: { temperature: 1 } }],
    ['schema', { schema: { type: 'object' } }],
    [
      'earlier replies',
      {
        further: [
          { role: 'assistant' as const, text: 'no' },
          { role: 'user' as const, text: 'again' },
        ],
      },
    ],
  ])(
    'for another %s is not passed off as the answer, nor asked for anew',
    async (what, changes) => {
      const completion = await recordedProvider(
        [{ tick: 0, entry: { ...entry, ...changes } }],
        live,
      ).complete(prompt)
      expect(completion).toMatchObject({
        kind: 'failed',
        cause: 'setup',
        why: expect.stringContaining(what),
      })
    },
  )
})

describe('a call that the record does not hold', () => {
  test('fails for good where there is only the record, and says which it is', async () => {
    const completion = await recordedProvider([{ tick: 1, entry }], null).complete(prompt)
    expect(completion).toMatchObject({
      kind: 'failed',
      cause: 'setup',
      why: 'the record holds no call for tick 0, p1, ask "choice", attempt 0',
    })
  })

  test('goes on to the provider within', async () => {
    expect(await recordedProvider([{ tick: 1, entry }], live).complete(prompt)).toMatchObject({
      text: 'live',
    })
  })
})

test('the same call twice is the record of two runs, and refused', () => {
  expect(() =>
    recordedProvider(
      [
        { tick: 0, entry },
        { tick: 0, entry },
      ],
      null,
    ),
  ).toThrow(BadInputError)
})

describe('calls of an open tick', () => {
  const counted = () => {
    const calls: string[] = []
    const inner = cannedProvider(({ address }) => {
      calls.push(`${address.participant} ${address.attempt}`)
      return `reply ${calls.length}`
    })
    return { calls, inner }
  }
  const tape = () => {
    const kept: KeptCall[] = []
    return { kept, keep: (call: () => KeptCall) => void kept.push(call()) }
  }
  const sitting = (inner: Provider, mode: CassetteMode, open: ReturnType<typeof tape>) =>
    withCassette(
      'local',
      inner,
      cassetteOf([], { kept: [...open.kept], from: 0, keep: open.keep }),
      mode,
    )

  test('are given back at the next sitting as they were, and not made again', async () => {
    const { calls, inner } = counted()
    const open = tape()
    const first = await sitting(inner, 'resume', open).complete(prompt)
    const second = await sitting(inner, 'resume', open).complete(prompt)
    expect(second).toEqual(first)
    expect(calls).toHaveLength(1)
  })

  test('are never shared between participants, attempts or samples, however equal the prompts', async () => {
    const { calls, inner } = counted()
    const provider = sitting(inner, 'resume', tape())
    const p2 = ParticipantId.parse('p2')
    for (const address of [{}, { participant: p2 }, { attempt: 1 }, { sample: 1 }, { tick: 1 }])
      await provider.complete(samplePrompt('some-model', address))
    expect(calls).toHaveLength(5)
  })

  test('are not given back for another prompt, nor made anew', async () => {
    const { calls, inner } = counted()
    const open = tape()
    await sitting(inner, 'resume', open).complete(prompt)
    const other = { ...prompt, messages: [{ role: 'user' as const, text: 'another' }] }
    expect(await sitting(inner, 'resume', open).complete(other)).toMatchObject({
      kind: 'failed',
      cause: 'setup',
      why: expect.stringContaining('to another prompt'),
    })
    expect(calls).toHaveLength(1)
  })

  test.each<[Completion, number]>([
    [{ kind: 'failed', why: 'busy', cause: 'passing', latencyMs: 1 }, 1],
    [{ kind: 'failed', why: 'late', cause: 'timeout', latencyMs: 1 }, 1],
    [{ kind: 'failed', why: 'too long', cause: 'prompt', latencyMs: 1 }, 1],
    [{ kind: 'failed', why: 'no key', cause: 'setup', latencyMs: 1 }, 0],
    [{ kind: 'failed', why: 'no network', cause: 'unreached', latencyMs: 1 }, 0],
    [{ kind: 'withheld' }, 0],
  ])('keep what led on, and ask again after what was mended: %j', async (completion, kept) => {
    const open = tape()
    const inner: Provider = { ...live, complete: async () => completion }
    expect(await sitting(inner, 'resume', open).complete(prompt)).toEqual(completion)
    expect(open.kept).toHaveLength(kept)
  })

  test('of which one is missing although its tick is closed are not made up for: the record was played otherwise', async () => {
    const { calls, inner } = counted()
    const cassette = cassetteOf([], { kept: [], from: 1, keep: () => undefined })
    const provider = withCassette('local', inner, cassette, 'resume')
    expect(await provider.complete(prompt)).toMatchObject({
      cause: 'setup',
      why: expect.stringContaining('its tick is closed'),
    })
    await provider.complete(samplePrompt('some-model', { tick: 1 }))
    expect(calls).toHaveLength(1)
  })

  test('in the mode record are refused where they are there already; in passthrough they are neither kept nor given back', async () => {
    const { calls, inner } = counted()
    const open = tape()
    expect(await sitting(inner, 'record', open).complete(prompt)).toMatchObject({ text: 'reply 1' })
    expect(await sitting(inner, 'record', open).complete(prompt)).toMatchObject({ cause: 'setup' })
    expect(await sitting(inner, 'passthrough', open).complete(prompt)).toMatchObject({
      text: 'reply 2',
    })
    expect(open.kept).toHaveLength(1)
    expect(await sitting(inner, 'replay', open).complete(prompt)).toMatchObject({ text: 'reply 1' })
    expect(await sitting(inner, 'replay', tape()).complete(prompt)).toMatchObject({
      cause: 'setup',
    })
    expect(calls).toHaveLength(2)
  })
})

test('it offers structured output where the record used it, or where the provider within does', () => {
  const structured = { ...entry, schema: { type: 'object' } }
  expect(recordedProvider([{ tick: 0, entry }], null).structuredOutput).toBe(false)
  expect(recordedProvider([{ tick: 0, entry: structured }], null).structuredOutput).toBe(true)
  expect(recordedProvider([{ tick: 0, entry: structured }], live).structuredOutput).toBe(false)
})

test('a provider offers what its own calls show, whatever another was sent', () => {
  const other = { ...entry, provider: 'other', attempt: 1, schema: { type: 'object' } }
  const cassette = cassetteOf(
    [
      { tick: 0, entry },
      { tick: 0, entry: other },
    ],
    null,
  )
  expect(withCassette('local', null, cassette, 'replay').structuredOutput).toBe(false)
  expect(withCassette('other', null, cassette, 'replay').structuredOutput).toBe(true)
})
