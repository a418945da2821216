import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BadInputError } from '../../base/errors.ts'
import type { ModelCalled } from '../../record/call-entries.ts'
import { ParticipantId } from '../../record/ids.ts'
import { samplePrompt } from './provider.contract.ts'
import { cannedProvider } from './providers/canned.ts'
import { recordedProvider, recordedProviders } from './recorded-provider.ts'

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
    for (const [reading, transient] of [
      ['failed', true],
      ['failed-for-good', false],
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
        transient,
        mended: ['name-cut'],
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
        transient: false,
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
      transient: false,
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

test('it offers structured output where the record used it, or where the provider within does', () => {
  const structured = { ...entry, schema: { type: 'object' } }
  expect(recordedProvider([{ tick: 0, entry }], null).structuredOutput).toBe(false)
  expect(recordedProvider([{ tick: 0, entry: structured }], null).structuredOutput).toBe(true)
  expect(recordedProvider([{ tick: 0, entry: structured }], live).structuredOutput).toBe(false)
})

test('a record of several providers is dealt out by name', async () => {
  const other = { ...entry, provider: 'other', attempt: 1, completion: 'from the other' }
  const providerOf = recordedProviders(
    [
      { tick: 0, entry },
      { tick: 0, entry: other },
    ],
    null,
  )
  expect(
    await providerOf('other').complete(samplePrompt('some-model', { attempt: 1 })),
  ).toMatchObject({ text: 'from the other' })
  expect(
    await providerOf('local').complete(samplePrompt('some-model', { attempt: 1 })),
  ).toMatchObject({ kind: 'failed' })
  expect(await providerOf('never-called').complete(prompt)).toMatchObject({ kind: 'failed' })
})
