import { describe, expect, test } from 'vitest'
import { readBreak, readRejection, type CallFacts } from './openai-failure.ts'

const KEY = 'sk-test-SECRET-0123456789'
const facts: CallFacts = {
  secrets: [KEY],
  keyName: 'LOCAL_KEY',
  model: 'm',
  baseUrl: 'http://127.0.0.1:8000/v1',
  maxTokens: undefined,
  isCalledOff: false,
  latencyMs: 1,
}
const rejected = (status: number, error: object = {}, headers = {}) =>
  readRejection({ status, headers }, { error }, facts)

describe('a rejection', () => {
  test.each([
    [400, 'setup'],
    [401, 'setup'],
    [402, 'setup'],
    [403, 'setup'],
    [404, 'setup'],
    [408, 'passing'],
    [409, 'passing'],
    [413, 'prompt'],
    [422, 'setup'],
    [425, 'passing'],
    [429, 'passing'],
    [500, 'passing'],
    [529, 'passing'],
    [301, 'setup'],
    [199, 'setup'],
  ])('of status %i without a word is %s, and costs nothing', (status, cause) => {
    const failed = readRejection({ status, headers: {} }, undefined, facts)
    expect(failed).toMatchObject({ kind: 'failed', cause })
    expect(failed).not.toHaveProperty('mayBeCharged')
  })

  test.each([400, 422, 500])(
    'of status %i for the length of the prompt is of the prompt',
    (status) => {
      expect(rejected(status, { code: 'context_length_exceeded' })).toMatchObject({
        cause: 'prompt',
      })
    },
  )

  test('for more tokens than an account has in a minute is of the prompt, for more requests it passes', () => {
    const message =
      'Request too large for gpt-4 on tokens per min (TPM): Limit 10000, Requested 12000.'
    expect(rejected(429, { message })).toMatchObject({ cause: 'prompt' })
    expect(rejected(429, { message: 'Rate limit reached' })).toMatchObject({
      cause: 'passing',
      isBusy: true,
    })
  })

  test('for want of money is for somebody to mend', () => {
    for (const code of ['insufficient_quota', 'billing_not_active'])
      expect(rejected(429, { code })).toMatchObject({ cause: 'setup' })
    expect(rejected(429, { type: 'insufficient_quota' })).not.toHaveProperty('isBusy')
  })

  test('by a filter is a completion without words, however it is worded', () => {
    const filtered = { kind: 'completed', text: null, finishReason: 'content_filter' }
    expect(rejected(400, { code: 'content_filter' })).toMatchObject(filtered)
    expect(rejected(403, { code: 403, metadata: { reasons: ['violence'] } })).toMatchObject(
      filtered,
    )
    const message =
      'Invalid prompt: your prompt was flagged as potentially violating our usage policy.'
    expect(rejected(400, { code: 'invalid_prompt', message })).toMatchObject(filtered)
    expect(rejected(400, { code: 'invalid_prompt', message: 'no messages' })).toMatchObject({
      cause: 'setup',
    })
  })

  test.each<[string | undefined, number | undefined]>([
    ['2', 2000],
    ['0.5', 500],
    ['-1', undefined],
    ['soon', undefined],
    ['999999999999', 86_400_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    [undefined, undefined],
  ])('with Retry-After %j asks for %j ms', (said, ms) => {
    const failed = rejected(503, {}, said === undefined ? {} : { 'retry-after': said })
    expect('retryAfterMs' in failed ? failed.retryAfterMs : undefined).toBe(ms)
  })

  test('never repeats the key, wherever the server put it', () => {
    for (const status of [302, 400, 401, 403, 404, 413, 429, 500])
      for (const body of [
        { error: { message: `no ${KEY}`, code: KEY, metadata: { raw: KEY } } },
        { error: KEY },
        { detail: [{ msg: KEY }] },
        [{ message: KEY }],
      ])
        expect(JSON.stringify(readRejection({ status, headers: {} }, body, facts))).not.toMatch(
          /SECRET/,
        )
  })
})

describe('a connection', () => {
  test.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'ETIMEDOUT',
    'ECONNRESET',
    'EMFILE',
    'ERR_PROXY_TUNNEL',
  ])('that did not come about (%s) reached nobody', (code) => {
    expect(readBreak({ kind: 'broken', code, progress: 'unconnected' }, facts)).toEqual({
      kind: 'failed',
      cause: 'unreached',
      why: `no connection could be made to http://127.0.0.1:8000/v1 (${code})`,
      latencyMs: 1,
    })
  })

  test.each([
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'EPROTO',
  ])('that is not to be trusted (%s) is for somebody to mend', (code) => {
    expect(readBreak({ kind: 'broken', code, progress: 'unconnected' }, facts)).toMatchObject({
      cause: 'setup',
    })
  })

  test.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'HPE_INVALID_CONSTANT', null])(
    'that broke (%s) may be better next time, and may have cost something',
    (code) => {
      expect(readBreak({ kind: 'broken', code, progress: 'sent' }, facts)).toMatchObject({
        cause: 'passing',
        mayBeCharged: true,
      })
    },
  )

  test('that broke before the request was out cost nothing', () => {
    expect(readBreak({ kind: 'broken', code: 'ECONNRESET', progress: 'connected' }, facts)).toEqual(
      {
        kind: 'failed',
        cause: 'passing',
        why: 'the connection failed (ECONNRESET)',
        latencyMs: 1,
      },
    )
  })

  test.each([
    ['unconnected', 'unreached'],
    ['connected', 'unreached'],
    ['sent', 'passing'],
  ] as const)('that was called off when it was %s: %s', (progress, cause) => {
    const failed = readBreak(
      { kind: 'broken', code: null, progress },
      { ...facts, isCalledOff: true },
    )
    expect(failed).toMatchObject({ why: 'called off', cause })
    expect(failed.mayBeCharged).toBe(progress === 'sent' ? true : undefined)
  })
})
