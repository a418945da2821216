import { describe, expect, test } from 'vitest'
import { ParticipantId } from '../../../record/ids.ts'
import { completedOf, providerContract, samplePrompt } from '../provider.contract.ts'
import { cannedProvider } from './canned.ts'

providerContract({
  name: 'canned',
  open: async () => ({
    provider: cannedProvider({ '*': Array.from({ length: 20 }, () => 'ANSWER: J') }),
    model: 'any',
    unknownModel: { skip: 'it says its lines under any name' },
    close: async () => undefined,
  }),
})

describe('a script of lists', () => {
  const p2 = ParticipantId.parse('p2')

  test('is read by participant and ask before participant, and by participant before everybody', async () => {
    const provider = cannedProvider({ 'p1/choice': ['narrow'], p1: ['wide'], '*': ['widest'] })
    const say = async (changes: object) =>
      completedOf(await provider.complete(samplePrompt('m', changes))).text
    expect(await say({})).toBe('narrow')
    expect(await say({ ask: 'talk' })).toBe('wide')
    expect(await say({ participant: p2 })).toBe('widest')
  })

  test('is read from its beginning by every participant, whoever speaks first', async () => {
    const provider = cannedProvider({ '*': ['first', 'second'] })
    const say = async (changes: object) =>
      completedOf(await provider.complete(samplePrompt('m', changes))).text
    expect([await say({ participant: p2 }), await say({}), await say({ participant: p2 })]).toEqual(
      ['first', 'first', 'second'],
    )
  })

  test('fails for good at its end and where it has no lines', async () => {
    const provider = cannedProvider({ p1: [] })
    expect(await provider.complete(samplePrompt('m'))).toMatchObject({
      kind: 'failed',
      cause: 'setup',
      why: expect.stringMatching(/at its end/),
    })
    expect(await provider.complete(samplePrompt('m', { participant: p2 }))).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/no lines for p2/),
    })
  })
})

test('a reply may be a failure, or a completion with unusual fields', async () => {
  const failing = cannedProvider(() => ({ kind: 'failed', why: 'busy', cause: 'passing' }))
  expect(await failing.complete(samplePrompt('m'))).toEqual({
    kind: 'failed',
    why: 'busy',
    cause: 'passing',
    latencyMs: 0,
  })
  const refusing = cannedProvider(() => ({ kind: 'completed', finishReason: 'refusal' }))
  expect(await refusing.complete(samplePrompt('m'))).toMatchObject({
    text: null,
    finishReason: 'refusal',
    servedModel: 'm',
  })
})
