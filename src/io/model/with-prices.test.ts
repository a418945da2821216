/** What calls cost, and what is said where nobody can know. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ParticipantId, RunId } from '../../record/ids.ts'
import type { Usage } from '../../record/prompt.ts'
import { mostUsdOf, type Price } from './price.ts'
import type { Completed, Completion, Failed, Prompt, Provider } from './provider.ts'
import { ASSUMED_OUTPUT_TOKENS, withPrices } from './with-prices.ts'

const PRICE: Price = {
  inputUsd: 2,
  outputUsd: 10,
  cachedInputUsd: 0.5,
  asOf: '2026-01-01',
  source: 'a test',
}
const FREE: Price = { inputUsd: 0, outputUsd: 0, asOf: '2026-01-01', source: 'a test' }

function promptOf(maxTokens?: number): Prompt {
  return {
    model: 'm',
    messages: [{ role: 'user', text: 'Which of these do you choose?' }],
    sampling: maxTokens === undefined ? {} : { maxTokens },
    schema: null,
    address: {
      run: RunId.parse('run_0123456789abcdef'),
      tick: 0,
      participant: ParticipantId.parse('p1'),
      ask: 'choice',
      attempt: 0,
    },
  }
}

function completedWith(usage: Usage, changes: Partial<Completed> = {}): Completed {
  return {
    kind: 'completed',
    text: 'J',
    servedModel: 'm',
    fingerprint: null,
    finishReason: 'stop',
    usage,
    costUsd: null,
    latencyMs: 1,
    ...changes,
  }
}

const FAILED: Failed = { kind: 'failed', why: 'the line broke', cause: 'passing', latencyMs: 1 }

/** What comes out where the provider says `said`. */
async function told(
  said: Completion,
  prompt = promptOf(),
  price: Price | undefined = PRICE,
): Promise<Completion> {
  const inner: Provider = {
    name: 'p',
    structuredOutput: false,
    complete: () => Promise.resolve(said),
  }
  return withPrices(inner, (model) => (model === 'm' ? price : undefined)).complete(prompt)
}

async function reply(said: Completed, prompt?: Prompt, price?: Price): Promise<Completed> {
  const completion = await told(said, prompt, price)
  if (completion.kind !== 'completed') throw new Error(`it is ${completion.kind}`)
  return completion
}

describe('a reply that says what it used', () => {
  test('costs its tokens, those that were read before at their own price', async () => {
    const usage = { inputTokens: 30, outputTokens: 5, cachedInputTokens: 10 }
    const { costUsd, ...rest } = await reply(completedWith(usage))
    expect(costUsd).toBeCloseTo((20 * 2 + 10 * 0.5 + 5 * 10) / 1e6, 15)
    expect(rest).not.toHaveProperty('uncertainUsd')
    expect(rest).not.toHaveProperty('mended')
  })

  test('may have reasoned unseen, far beyond its words and its limit', async () => {
    const said = completedWith({ inputTokens: 30, outputTokens: 60_000 })
    expect((await reply(said, promptOf(16))).costUsd).toBeCloseTo((60 + 600_000) / 1e6, 12)
  })

  test('keeps a cost that the provider worked out itself', async () => {
    const said = completedWith({ inputTokens: 30, outputTokens: 5 }, { costUsd: 0.25 })
    expect(await told(said)).toEqual(said)
  })
})

describe('a reply that says what cannot be', () => {
  test.each<[string, Usage]>([
    ['no token for a prompt', { inputTokens: 0, outputTokens: 5 }],
    ['no token for words', { inputTokens: 30, outputTokens: 0 }],
    ['a million tokens for a line', { inputTokens: 1_000_000, outputTokens: 5 }],
    ['a million tokens for a letter', { inputTokens: 30, outputTokens: 1_000_000 }],
    ['more read before than read', { inputTokens: 30, outputTokens: 5, cachedInputTokens: 31 }],
  ])('%s: its cost is unknown, and it is marked', async (_, usage) => {
    const completion = await reply(completedWith(usage, { mended: ['cut'] }))
    expect(completion).toMatchObject({ costUsd: null, usage, mended: ['cut', 'usage-doubted'] })
    expect(completion.uncertainUsd).toBe(mostUsdOf(promptOf(), PRICE, ASSUMED_OUTPUT_TOKENS))
  })

  test('no token for no words is believed', async () => {
    const said = completedWith({ inputTokens: 30, outputTokens: 0 }, { text: null })
    expect((await reply(said)).costUsd).toBeCloseTo(60 / 1e6, 15)
  })
})

describe('a reply that does not say what it used', () => {
  test.each<[string, Usage]>([
    ['neither', { inputTokens: null, outputTokens: null }],
    ['half of it', { inputTokens: 30, outputTokens: null }],
  ])('%s: it may have cost as much as its limit allows, and is not marked', async (_, usage) => {
    const completion = await reply(completedWith(usage), promptOf(100))
    expect(completion).toMatchObject({ costUsd: null })
    expect(completion.uncertainUsd).toBe(mostUsdOf(promptOf(100), PRICE, 100))
    expect(completion).not.toHaveProperty('mended')
  })

  test('may have cost a token for every byte that it shows beyond its limit', async () => {
    const said = completedWith({ inputTokens: null, outputTokens: null }, { text: 'é'.repeat(90) })
    expect((await reply(said, promptOf(1))).uncertainUsd).toBe(mostUsdOf(promptOf(1), PRICE, 180))
  })

  test('cannot have cost more than the longest reply that is sold, whatever it shows', async () => {
    const said = completedWith(
      { inputTokens: null, outputTokens: null },
      { text: 'J'.repeat(8_000_000) },
    )
    expect((await reply(said, promptOf(1))).uncertainUsd).toBe(
      mostUsdOf(promptOf(1), PRICE, 131_072),
    )
  })

  test('adds to what is in doubt already', async () => {
    const usage = { inputTokens: null, outputTokens: null }
    const { uncertainUsd } = await reply(completedWith(usage, { uncertainUsd: 1 }), promptOf(100))
    expect(uncertainUsd).toBe(1 + mostUsdOf(promptOf(100), PRICE, 100))
  })
})

describe('what failed', () => {
  test('and may be charged is in doubt, as much as it can have cost', async () => {
    const failed: Failed = { ...FAILED, mayBeCharged: true }
    expect(await told(failed, promptOf(7))).toEqual({
      ...failed,
      uncertainUsd: mostUsdOf(promptOf(7), PRICE, 7),
    })
    expect(await told(failed)).toMatchObject({
      uncertainUsd: mostUsdOf(promptOf(), PRICE, ASSUMED_OUTPUT_TOKENS),
    })
  })

  test('and was never worked on costs nothing', async () => {
    expect(await told(FAILED)).toEqual(FAILED)
  })
})

describe('nothing is touched', () => {
  const ALL: readonly Completion[] = [
    completedWith({ inputTokens: 30, outputTokens: 5 }),
    completedWith({ inputTokens: null, outputTokens: null }),
    { ...FAILED, mayBeCharged: true },
    { kind: 'withheld' },
  ]

  test.each(ALL)('where no price is known: %j', async (said) => {
    const inner: Provider = {
      name: 'p',
      structuredOutput: false,
      complete: () => Promise.resolve(said),
    }
    const completion = await withPrices(inner, () => undefined).complete(promptOf())
    expect(completion).toEqual(said)
  })

  test('in a call that was withheld', async () => {
    expect(await told({ kind: 'withheld' })).toEqual({ kind: 'withheld' })
  })

  test('by doubt where calls are free', async () => {
    const said = completedWith({ inputTokens: null, outputTokens: null })
    expect(await told(said, promptOf(), FREE)).toEqual(said)
    const failed: Failed = { ...FAILED, mayBeCharged: true }
    expect(await told(failed, promptOf(), FREE)).toEqual(failed)
  })
})

test('whatever a server says, its reply has a cost, or a doubt that covers every honest cost', async () => {
  const tokens = fc.option(fc.nat(3_000_000))
  await fc.assert(
    fc.asyncProperty(tokens, tokens, fc.option(fc.nat(4_000)), async (input, output, limit) => {
      const prompt = promptOf(limit === null || limit === 0 ? undefined : limit)
      const usage = { inputTokens: input, outputTokens: output }
      const { costUsd, uncertainUsd } = await reply(completedWith(usage), prompt)
      expect((costUsd === null) === (uncertainUsd !== undefined)).toBe(true)
      expect(costUsd ?? uncertainUsd).toBeGreaterThan(0)
      const honest = mostUsdOf(prompt, PRICE, prompt.sampling.maxTokens ?? 1)
      if (uncertainUsd !== undefined) expect(uncertainUsd).toBeGreaterThanOrEqual(honest)
    }),
  )
})
