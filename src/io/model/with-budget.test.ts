import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { budgetOf, type Caps } from './budget.ts'
import { mostUsdOf, type Price } from './price.ts'
import { providerContract, samplePrompt } from './provider.contract.ts'
import type { Completion, Provider } from './provider.ts'
import { cannedProvider } from './providers/canned.ts'
import { simulatedProvider } from './providers/simulated.ts'
import { withBudget } from './with-budget.ts'
import { withPrices } from './with-prices.ts'

providerContract({
  name: 'simulated, with a budget',
  open: async () => ({
    provider: withBudget(simulatedProvider(), budgetOf({}), () => undefined),
    model: 'reciprocator',
    unknownModel: 'no-such-model',
    close: () => Promise.resolve(),
  }),
})

const price: Price = { inputUsd: 100, outputUsd: 1_000, asOf: '2026-01-01', source: 'a test' }
const prompt = { ...samplePrompt('m'), sampling: { maxTokens: 50 } }
const MOST_USD = mostUsdOf(prompt, price, 50)

/** A server whose calls come home when they are told to, and cost what they are told to. */
function openServer() {
  const onTheirWay: ((completion: Completion) => void)[] = []
  const inner: Provider = {
    ...cannedProvider({}),
    complete: () => new Promise((resolve) => onTheirWay.push(resolve)),
  }
  const answered = (costUsd: number): Completion => ({
    kind: 'completed',
    text: 'ANSWER: J',
    servedModel: 'm',
    fingerprint: null,
    finishReason: 'stop',
    usage: { inputTokens: 1, outputTokens: 1 },
    costUsd,
    latencyMs: 1,
  })
  return { inner, onTheirWay, answered }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a cap on money', () => {
  test('withholds the call that it does not leave room for, and says what it could have cost', async () => {
    const { inner, onTheirWay, answered } = openServer()
    const budget = budgetOf({ usd: MOST_USD * 1.5 })
    const provider = withBudget(inner, budget, () => price)
    const first = provider.complete(prompt)
    await turn()
    expect(budget.reservedUsd).toBeCloseTo(MOST_USD)
    onTheirWay[0]?.(answered(MOST_USD))
    expect(await first).toMatchObject({ kind: 'completed' })
    expect(await provider.complete(prompt)).toEqual({ kind: 'withheld' })
    expect(onTheirWay).toHaveLength(1)
    expect(budget.reached).toMatch(
      /budget\.usd is .* are spent, and the next call could cost up to \$/,
    )
  })

  test('waits for calls on their way, which may turn out cheaper than feared', async () => {
    const { inner, onTheirWay, answered } = openServer()
    const budget = budgetOf({ usd: MOST_USD * 1.5 })
    const provider = withBudget(inner, budget, () => price)
    const first = provider.complete(prompt)
    const second = provider.complete(prompt)
    await turn()
    expect(onTheirWay).toHaveLength(1)
    onTheirWay[0]?.(answered(MOST_USD / 10))
    await first
    await turn()
    expect(onTheirWay).toHaveLength(2)
    onTheirWay[1]?.(answered(MOST_USD / 10))
    expect(await second).toMatchObject({ kind: 'completed' })
    expect(budget.reached).toBeNull()
  })

  test('counts what was spent at other times', async () => {
    const { inner } = openServer()
    const budget = budgetOf({ usd: 5 })
    budget.book({ calls: 10, usd: 4, uncertainUsd: 1 })
    expect(await withBudget(inner, budget, () => price).complete(prompt)).toEqual({
      kind: 'withheld',
    })
  })
})

describe('a cap on calls', () => {
  test('counts every try, and lets no more begin', async () => {
    const budget = budgetOf({ calls: 3 })
    const provider = withBudget(
      cannedProvider(() => 'ANSWER: J'),
      budget,
      () => undefined,
    )
    const came = await Promise.all(Array.from({ length: 5 }, () => provider.complete(prompt)))
    expect(came.map(({ kind }) => kind).sort()).toEqual([
      'completed',
      'completed',
      'completed',
      'withheld',
      'withheld',
    ])
    expect(budget.spend.calls).toBe(3)
    expect(budget.reached).toMatch(/budget\.calls is 3/)
  })

  test('gives a call back that was withheld further in', async () => {
    const budget = budgetOf({ calls: 1 })
    const inner: Provider = { ...cannedProvider({}), complete: async () => ({ kind: 'withheld' }) }
    const provider = withBudget(inner, budget, () => undefined)
    await provider.complete(prompt)
    await provider.complete(prompt)
    expect(budget).toMatchObject({ reached: null, spend: { calls: 0 } })
  })
})

test('a call that throws leaves nothing set aside', async () => {
  const budget = budgetOf({ usd: 100 })
  const inner: Provider = {
    ...cannedProvider({}),
    complete: () => Promise.reject(new Error('a fault of ours')),
  }
  await expect(withBudget(inner, budget, () => price).complete(prompt)).rejects.toThrow('ours')
  expect(budget.reservedUsd).toBe(0)
})

test('whatever calls cost and in whatever order they come home, the cap is never passed, and nobody waits for ever', async () => {
  const used = fc.record({
    inputTokens: fc.nat(60),
    outputTokens: fc.nat(50),
    homeAfter: fc.nat(5),
    how: fc.constantFrom('said', 'unsaid', 'failed', 'broken'),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(used, { minLength: 1, maxLength: 40 }),
      fc.record({ usd: fc.double({ min: 0, max: 2, noNaN: true }), calls: fc.nat(40) }),
      fc.constantFrom<(keyof Caps)[]>(['usd'], ['calls'], ['usd', 'calls']),
      async (calls, caps, held) => {
        const budget = budgetOf(Object.fromEntries(held.map((key) => [key, caps[key]])))
        let made = 0
        let charged = 0
        const server: Provider = {
          ...cannedProvider({}),
          async complete({ address: { tick } }) {
            const call = calls[tick]
            if (call === undefined) throw new Error('no such call')
            made++
            for (let i = 0; i < call.homeAfter; i++) await turn()
            const { inputTokens, outputTokens, how } = call
            if (how !== 'failed')
              charged += (inputTokens * price.inputUsd + outputTokens * price.outputUsd) / 1e6
            if (how === 'failed' || how === 'broken') {
              const failed = { kind: 'failed', why: 'oh', cause: 'passing', latencyMs: 1 } as const
              return how === 'broken' ? { ...failed, mayBeCharged: true } : failed
            }
            const { answered } = openServer()
            const usage =
              how === 'said'
                ? { inputTokens, outputTokens }
                : { inputTokens: null, outputTokens: null }
            return { ...answered(0), kind: 'completed', costUsd: null, usage } as Completion
          },
        }
        const provider = withBudget(
          withPrices(server, () => price),
          budget,
          () => price,
        )
        const came = await Promise.all(
          calls.map((_, tick) =>
            provider.complete({ ...prompt, address: { ...prompt.address, tick } }),
          ),
        )
        expect(budget.reservedUsd).toBe(0)
        expect(came.filter(({ kind }) => kind === 'withheld')).toHaveLength(calls.length - made)
        expect(made === calls.length || budget.reached !== null).toBe(true)
        const { spend } = budget
        if (held.includes('calls')) expect(made).toBeLessThanOrEqual(caps.calls)
        if (held.includes('usd')) {
          expect(charged).toBeLessThanOrEqual(spend.usd + spend.uncertainUsd + 1e-9)
          expect(spend.usd + spend.uncertainUsd).toBeLessThanOrEqual(caps.usd + 1e-9)
        }
      },
    ),
    { numRuns: 100 },
  )
})
