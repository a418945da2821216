import { describe, expect, test } from 'vitest'
import { knownPrice, knownToReason } from './known-prices.ts'
import { KNOWN_AS_OF, KNOWN_PROVIDERS, knownProvider } from './known-providers.ts'

describe('a known price', () => {
  test('is found under the exact name, with day and place', () => {
    expect(knownPrice('openai', 'gpt-4o')).toMatchObject({
      inputUsd: 2.5,
      outputUsd: 10,
      cachedInputUsd: 1.25,
      asOf: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) as string,
      source: expect.stringContaining('https://') as string,
    })
  })

  test('holds for dated snapshots of a model, however the date is written', () => {
    expect(knownPrice('openai', 'gpt-4o-2024-08-06')).toEqual(knownPrice('openai', 'gpt-4o'))
    expect(knownPrice('anthropic', 'claude-sonnet-4-5-20250929')).toEqual(
      knownPrice('anthropic', 'claude-sonnet-4-5'),
    )
  })

  test('of a snapshot goes before that of its model', () => {
    expect(knownPrice('openai', 'gpt-4o-2024-05-13')).toMatchObject({ inputUsd: 5, outputUsd: 15 })
  })

  test('is not guessed: other sizes, other providers, names that move', () => {
    expect(knownPrice('openai', 'gpt-4o-large')).toBeUndefined()
    expect(knownPrice('openai', 'gpt-4-32k')).toBeUndefined()
    expect(knownPrice('openai', 'gpt-3.5-turbo-0301')).toBeUndefined()
    expect(knownPrice('azure', 'gpt-4o')).toBeUndefined()
    expect(knownPrice('mistral', 'mistral-large-latest')).toBeUndefined()
  })

  test('does not say of a model without a cached price that cached input is free', () => {
    expect(knownPrice('openai', 'gpt-4')).not.toHaveProperty('cachedInputUsd')
  })
})

test('models are known to reason, known not to, or not known', () => {
  expect(knownToReason('openai', 'o3-2025-04-16')).toBe(true)
  expect(knownToReason('openai', 'gpt-4o')).toBe(false)
  expect(knownToReason('openai', 'gpt-99')).toBeUndefined()
})

describe('known providers', () => {
  test.each(KNOWN_PROVIDERS)('$name has a sound address and a source', (provider) => {
    const { protocol, hostname, pathname } = new URL(provider.baseUrl)
    const isLocal = hostname === '127.0.0.1'
    expect(protocol).toBe(isLocal ? 'http:' : 'https:')
    expect(pathname).not.toMatch(/.\/$/)
    expect(provider.keyName === null).toBe(isLocal)
    expect(provider.source).toMatch(/^https:\/\//)
    expect(knownProvider(provider.name)).toBe(provider)
  })

  test('have names and addresses of their own, and a day', () => {
    expect(new Set(KNOWN_PROVIDERS.map(({ name }) => name)).size).toBe(KNOWN_PROVIDERS.length)
    expect(new Set(KNOWN_PROVIDERS.map(({ baseUrl }) => baseUrl)).size).toBe(KNOWN_PROVIDERS.length)
    expect(KNOWN_AS_OF).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(knownProvider('nobody')).toBeUndefined()
  })
})
