import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { providerContract, samplePrompt } from './provider.contract.ts'
import type { Completion, Failed, Provider, Withheld } from './provider.ts'
import { cannedProvider, type CannedReply } from './providers/canned.ts'
import { simulatedProvider } from './providers/simulated.ts'
import { withRetry, type RetryOptions, type Sunk } from './with-retry.ts'

const noWait = { wait: () => Promise.resolve() }

providerContract({
  name: 'simulated, with retry',
  open: async () => ({
    provider: withRetry(simulatedProvider(), noWait),
    model: 'reciprocator',
    unknownModel: 'no-such-model',
    close: () => Promise.resolve(),
  }),
})

const busy = (more: Partial<Failed> = {}): CannedReply => ({
  kind: 'failed',
  why: '429: Slow down',
  cause: 'passing',
  latencyMs: 10,
  ...more,
})
const answered: CannedReply = { kind: 'completed', text: 'ANSWER: J', latencyMs: 10 }

interface Told {
  readonly completion: Exclude<Completion, Withheld>
  /** Each wait, in milliseconds. */
  readonly waits: readonly number[]
}

/** Makes one call of a provider that says these lines. */
async function call(
  lines: readonly CannedReply[],
  options: Omit<RetryOptions, 'wait'> = {},
  tick = 0,
): Promise<Told> {
  const waits: number[] = []
  const wait = async (ms: number): Promise<void> => void waits.push(ms)
  const provider = withRetry(cannedProvider({ '*': lines }), { ...options, wait })
  const completion = await provider.complete(samplePrompt('m', { tick }))
  if (completion.kind === 'withheld') throw new Error('nothing withholds calls here')
  return { completion, waits }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

describe('a call that comes through at once', () => {
  test('comes back exactly as it was, and nothing was waited for', async () => {
    const prompt = samplePrompt('m')
    const bare = await cannedProvider({ '*': [answered] }).complete(prompt)
    const { completion, waits } = await call([answered])
    expect(completion).toStrictEqual(bare)
    expect(waits).toEqual([])
  })
})

describe('a call that fails in passing', () => {
  test('is made again, and the completion says how often and why', async () => {
    const reset = busy({ why: 'the connection failed (ECONNRESET)' })
    const { completion, waits } = await call([busy(), reset, answered])
    expect(completion).toMatchObject({
      kind: 'completed',
      text: 'ANSWER: J',
      tries: 3,
      retried: ['429: Slow down', 'the connection failed (ECONNRESET)'],
    })
    expect(waits).toHaveLength(2)
  })

  test('has a latency that includes every try and all the waiting', async () => {
    const { completion, waits } = await call([busy(), busy(), answered])
    expect(completion.latencyMs).toBe(30 + sum(waits))
  })

  test('is made five times at most, and then the failure says so', async () => {
    const { completion, waits } = await call(Array.from({ length: 9 }, () => busy()))
    expect(completion).toMatchObject({
      kind: 'failed',
      cause: 'passing',
      why: '429: Slow down (given up after 5 tries)',
      tries: 5,
      retried: Array.from({ length: 4 }, () => '429: Slow down'),
    })
    expect(waits).toHaveLength(4)
  })

  test('is made once where one try is all there may be', async () => {
    const { completion, waits } = await call([busy(), answered], { mostTries: 1 })
    expect(completion).toMatchObject({ why: '429: Slow down (given up after 1 try)' })
    expect(completion).not.toHaveProperty('tries')
    expect(waits).toEqual([])
  })

  test('waits between half and all of a back-off that doubles up to its limit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(10_000), async (tick) => {
        const many = Array.from({ length: 9 }, () => busy())
        const { waits } = await call(many, { mostTries: 8, budgetMs: Infinity }, tick)
        const wholes = [500, 1000, 2000, 4000, 8000, 16_000, 20_000]
        expect(waits).toHaveLength(wholes.length)
        for (const [i, whole] of wholes.entries()) {
          expect(waits[i]).toBeGreaterThanOrEqual(whole / 2)
          expect(waits[i]).toBeLessThanOrEqual(whole)
        }
      }),
      { numRuns: 50 },
    )
  })

  test('waits alike at the same address, and otherwise at another', async () => {
    const lines = [busy(), busy(), answered]
    const { waits } = await call(lines)
    expect((await call(lines)).waits).toEqual(waits)
    expect((await call(lines, {}, 1)).waits).not.toEqual(waits)
  })

  test('never waits longer in all than its budget, and says that this was why', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 20_000 }), async (budgetMs) => {
        const many = Array.from({ length: 9 }, () => busy({ retryAfterMs: 3000 }))
        const { completion, waits } = await call(many, { budgetMs })
        expect(sum(waits)).toBeLessThanOrEqual(budgetMs)
        const why = (completion as Failed).why
        if (waits.length < 4) expect(why).toContain(`at most ${budgetMs / 1000} s`)
        else expect(why).toContain('given up after 5 tries')
      }),
      { numRuns: 50 },
    )
  })
})

describe('a server that says when to come back', () => {
  test('is left alone for at least so long, and hardly longer', async () => {
    const { completion, waits } = await call([busy({ retryAfterMs: 7000 }), answered])
    expect(completion).toMatchObject({ kind: 'completed', tries: 2 })
    expect(waits[0]).toBeGreaterThanOrEqual(7250)
    expect(waits[0]).toBeLessThanOrEqual(7500)
  })

  test('is not waited for where it asks for more than a minute; the failure says what it asked', async () => {
    const { completion, waits } = await call([busy({ retryAfterMs: 3_600_000 }), answered])
    expect(completion).toEqual({
      kind: 'failed',
      why: '429: Slow down (the server asks to be left alone for 3600 s, longer than 60 s)',
      cause: 'setup',
      retryAfterMs: 3_600_000,
      latencyMs: 10,
    })
    expect(waits).toEqual([])
    const patient = { longestRetryAfterMs: 4_000_000, budgetMs: 4_000_000 }
    const { completion: later } = await call([busy({ retryAfterMs: 3_600_000 }), answered], patient)
    expect(later.kind).toBe('completed')
  })
})

describe('a call that fails for good', () => {
  const refused = busy({ why: '401: the server refuses the key', cause: 'setup' })

  test('is not made again', async () => {
    const { completion, waits } = await call([refused, answered])
    expect(completion).toEqual({ ...(refused as object), latencyMs: 10 })
    expect(waits).toEqual([])
  })

  test('after others that did not, comes back with its own reason and theirs', async () => {
    const { completion } = await call([busy(), refused, answered])
    expect(completion).toMatchObject({
      kind: 'failed',
      cause: 'setup',
      why: '401: the server refuses the key',
      tries: 2,
      retried: ['429: Slow down'],
    })
  })
})

test('what was mended in the reason of an earlier try says nothing of the completion', async () => {
  const { completion } = await call([busy({ mended: ['cut', 'key-removed'] }), answered])
  expect(completion.mended).toBeUndefined()
})

test('tries are told as they sink, and taken back when the call that comes of them tells them itself', async () => {
  const told: [string, number, number][] = []
  const sunk: Sunk = {
    add: ({ calls, uncertainUsd }) => void told.push(['add', calls, uncertainUsd]),
    takeBack: ({ calls, uncertainUsd }) => void told.push(['take back', calls, uncertainUsd]),
  }
  await call([busy({ uncertainUsd: 0.5 }), busy(), answered], { sunk })
  expect(told).toEqual([
    ['add', 1, 0.5],
    ['add', 1, 0],
    ['take back', 2, 0.5],
  ])
})

test('calls that are made at once wait each for itself', async () => {
  const open: (() => void)[] = []
  const lines = { p1: [busy(), answered], p2: [answered] }
  const provider: Provider = withRetry(cannedProvider(lines), {
    wait: () => new Promise((resolve) => open.push(resolve)),
  })
  const { participant: p1 } = samplePrompt('m').address
  const waiting = provider.complete(samplePrompt('m'))
  const other = await provider.complete(
    samplePrompt('m', { participant: p1.replace('1', '2') as typeof p1 }),
  )
  expect(other).not.toHaveProperty('tries')
  expect(open).toHaveLength(1)
  open[0]?.()
  expect(await waiting).toMatchObject({ kind: 'completed', tries: 2 })
})

describe('a call that gets no reply in time', () => {
  const late = busy({ cause: 'timeout', why: 'no reply within 60 s' })

  test('is made twice, not five times: such tries are long', async () => {
    const { completion, waits } = await call([late, late, answered])
    expect(completion).toMatchObject({
      kind: 'failed',
      cause: 'timeout',
      why: 'no reply within 60 s (given up after 2 tries)',
    })
    expect(waits).toHaveLength(1)
  })

  test('nor is a server asked five times that is silent before it takes the prompt', async () => {
    const silent = busy({ cause: 'unreached', why: 'no connection within 60 s', latencyMs: 60_000 })
    const { waits } = await call([silent, silent, answered])
    expect(waits).toHaveLength(1)
    const refused = busy({ cause: 'unreached', why: 'ECONNREFUSED', latencyMs: 1 })
    expect((await call([refused, refused, answered])).waits).toHaveLength(2)
  })

  test('counts apart from busy servers', async () => {
    const { completion } = await call([busy(), late, busy(), answered])
    expect(completion).toMatchObject({ kind: 'completed', tries: 4 })
  })
})

describe('what tries that broke off may have cost', () => {
  test('is summed up over all of them', async () => {
    const { completion } = await call([
      busy({ uncertainUsd: 0.5 }),
      busy(),
      busy({ uncertainUsd: 0.25 }),
      answered,
    ])
    expect(completion).toMatchObject({ kind: 'completed', uncertainUsd: 0.75 })
  })

  test('is not told where there is none', async () => {
    expect((await call([busy(), answered])).completion).not.toHaveProperty('uncertainUsd')
  })
})

test('a try that is withheld gives the whole call back as withheld: it is made again, from the beginning', async () => {
  let calls = 0
  const inner: Provider = {
    ...cannedProvider({}),
    complete: async () =>
      calls++ === 0
        ? { kind: 'failed', why: '503: oh', cause: 'passing', latencyMs: 1 }
        : { kind: 'withheld' },
  }
  expect(await withRetry(inner, noWait).complete(samplePrompt('m'))).toEqual({ kind: 'withheld' })
})
