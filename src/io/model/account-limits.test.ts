/** All wrappers of one account together, in virtual time, against servers that refuse what is too much for them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Streams } from '../../base/random.ts'
import { RunId } from '../../record/ids.ts'
import { openGate, type ServerLimits } from './practice/server-limits.ts'
import { samplePrompt } from './provider.contract.ts'
import type { Completion, Provider } from './provider.ts'
import { cannedProvider } from './providers/canned.ts'
import { virtualPace, type VirtualPace } from './testing/virtual-pace.ts'
import { adaptiveConcurrency, withAdaptiveConcurrency } from './with-adaptive-concurrency.ts'
import { rateLimit, withRateLimit, type RateLimitOptions } from './with-rate-limit.ts'
import { withRetry } from './with-retry.ts'
import { withTimeout } from './with-timeout.ts'

/** What the server says to those whom it refuses: nothing, when it will take one more, or that in whole seconds. */
type Manners = 'silent' | 'exact' | 'whole-seconds'

interface World {
  readonly server: ServerLimits
  /** Lognormal, with a standard deviation of the logarithm of `sigma`. */
  readonly medianMs: number
  readonly sigma: number
  readonly manners: Manners
  readonly declared?: RateLimitOptions
  readonly runs: number
  readonly callsPerRun: number
  readonly seed: number
}

const WORLD: World = {
  server: {},
  medianMs: 1000,
  sigma: 0.5,
  manners: 'silent',
  runs: 200,
  callsPerRun: 5,
  seed: 1,
}

interface Story {
  /** When the server took each call, in order. */
  readonly takenAtMs: readonly number[]
  readonly refused: number
  /** Of each call of each run. */
  readonly completions: readonly Completion[]
  /** When the first run was at its end, and the last. */
  readonly firstEndMs: number
  readonly lastEndMs: number
  /** What a call took at the longest, its wait in the line and its tries included. */
  readonly longestMs: number
}

const canned = cannedProvider(() => ({
  kind: 'completed',
  text: 'ANSWER: J',
  usage: { inputTokens: 60, outputTokens: 20 },
}))

/** Plays runs whose calls follow each other, all runs at once. */
async function play(changes: Partial<World>): Promise<Story> {
  const world: World = { ...WORLD, ...changes }
  const pace = virtualPace()
  const server = limitedServer(world, pace)
  const rate = rateLimit(world.declared ?? {}, pace)
  const concurrency = adaptiveConcurrency({}, pace)
  const provider = withRetry(
    withRateLimit(
      withAdaptiveConcurrency(withTimeout(server.provider, 60_000, pace), concurrency),
      rate,
    ),
    { wait: (ms, signal) => pace.wait(ms, signal) },
  )
  const completions: Completion[] = []
  const endsMs: number[] = []
  let longestMs = 0
  await Promise.all(
    Array.from({ length: world.runs }, async (_, i) => {
      const run = RunId.parse(`run_${i.toString(16).padStart(16, '0')}`)
      for (let tick = 0; tick < world.callsPerRun; tick++) {
        const startedMs = pace.nowMs()
        completions.push(await provider.complete(samplePrompt('m', { run, tick })))
        longestMs = Math.max(longestMs, pace.nowMs() - startedMs)
      }
      endsMs.push(pace.nowMs())
    }),
  )
  expect([concurrency.inFlight, concurrency.queued, rate.queued, pace.waiting]).toEqual([
    0, 0, 0, 0,
  ])
  return {
    takenAtMs: server.takenAtMs,
    refused: server.refusals(),
    completions,
    firstEndMs: Math.min(...endsMs),
    lastEndMs: Math.max(...endsMs),
    longestMs,
  }
}

const WAY_MS = 10

/** Takes calls as its limits allow, and refuses the others at once. */
function limitedServer({ server, medianMs, sigma, manners, seed }: World, pace: VirtualPace) {
  const gate = openGate(server, 0)
  const random = new Streams(seed).stream('latency')
  const takenAtMs: number[] = []
  let refusals = 0
  let inFlight = 0
  const provider: Provider = {
    ...canned,
    complete: async (prompt, signal) => {
      await pace.wait(WAY_MS)
      const admission = gate.admit(80, inFlight, pace.nowMs())
      if (admission.kind === 'refused') {
        refusals++
        await pace.wait(WAY_MS)
        return refusal(admission.retryAfterMs, manners)
      }
      takenAtMs.push(pace.nowMs())
      inFlight++
      // Box and Muller 1958.
      const radius = Math.sqrt(-2 * Math.log(1 - random.next()))
      await pace.wait(
        medianMs * Math.exp(sigma * radius * Math.cos(2 * Math.PI * random.next())),
        signal,
      )
      inFlight--
      return canned.complete(prompt)
    },
  }
  return { provider, takenAtMs, refusals: () => refusals }
}

function refusal(freeInMs: number | null, manners: Manners): Completion {
  const failed = {
    kind: 'failed',
    why: '429: Slow down',
    cause: 'passing',
    isBusy: true,
    latencyMs: 2 * WAY_MS,
  } as const
  if (manners === 'silent' || freeInMs === null) return failed
  const retryAfterMs = manners === 'exact' ? freeInMs : Math.ceil(freeInMs / 1000) * 1000
  return { ...failed, retryAfterMs }
}

/** The part of the server's rate that was used from `fromMs` until runs came to their end. */
function shareUsed({ takenAtMs, firstEndMs }: Story, fromMs: number, perSecond: number): number {
  const taken = takenAtMs.filter((ms) => ms >= fromMs && ms < firstEndMs).length
  return taken / (((firstEndMs - fromMs) / 1000) * perSecond)
}

function refusedShare({ refused, takenAtMs }: Story): number {
  return refused / (refused + takenAtMs.length)
}

/** A server that takes so many in a second, and as many at one moment unless told. */
const perSecond = (rate: number, burstSeconds = 1): ServerLimits => ({
  requestsPerMinute: rate * 60,
  burstSeconds,
})

function allCompleted({ completions }: Story): boolean {
  return completions.every(({ kind }) => kind === 'completed')
}

/** As many runs as make calls wait, and as many calls as keep such a server busy for 45 s. */
function loadFor(rate: number): Pick<World, 'runs' | 'callsPerRun'> {
  const runs = Math.min(200, Math.ceil(rate * 10))
  return { runs, callsPerRun: Math.ceil((45 * rate) / runs) }
}

describe('a server whose rate nobody declared', () => {
  const rates = [20, 40, 80]
  const latencies = [300, 1000, 2000]
  const manners: Manners[] = ['silent', 'exact', 'whole-seconds']
  const worlds = rates.flatMap((rate) =>
    latencies.flatMap((medianMs) => manners.map((manner) => ({ rate, medianMs, manner }))),
  )

  test.each(worlds)(
    'of $rate calls a second, of $medianMs ms each, $manner when it refuses: is used to 90 %, refuses few, forgets nobody',
    async ({ rate, medianMs, manner }) => {
      const story = await play({
        server: perSecond(rate),
        medianMs,
        manners: manner,
        ...loadFor(rate),
      })
      expect(shareUsed(story, 8000, rate)).toBeGreaterThan(0.9)
      // At six calls at once, which is where such a server is found, little tells load from chance.
      expect(refusedShare(story)).toBeLessThan(rate * medianMs > 6000 ? 0.09 : 0.12)
      expect(allCompleted(story)).toBe(true)
      // Whoever is refused stands in line anew: three times through the whole line is the worst.
      expect(story.longestMs).toBeLessThan((3 * WORLD.runs * 1000) / rate + 10_000)
    },
  )

  test('that gives a minute of it at once is used up to it, and then at its rate', async () => {
    const story = await play({ server: perSecond(10, 60), callsPerRun: 10 })
    const idealMs = ((2000 - 600) / 10) * 1000
    expect(story.lastEndMs).toBeLessThan(1.1 * idealMs)
    expect(refusedShare(story)).toBeLessThan(0.09)
    expect(allCompleted(story)).toBe(true)
  })

  test.each([0.2, 0.5, 2])(
    'of %d calls a second, far less than one call at a time would be: is not stormed, and every call comes through',
    async (rate) => {
      const story = await play({
        server: perSecond(rate, 10),
        medianMs: 300,
        runs: 30,
        callsPerRun: 3,
      })
      expect(allCompleted(story)).toBe(true)
      expect(refusedShare(story)).toBeLessThan(0.45)
    },
  )
})

describe('a server that takes so many at once', () => {
  test.each([5, 20, 100])(
    '%d: has as many, nearly, and every call comes through',
    async (inFlight) => {
      const rate = inFlight / Math.exp(WORLD.sigma ** 2 / 2)
      const story = await play({ server: { inFlight }, ...loadFor(rate) })
      expect(shareUsed(story, 8000, rate)).toBeGreaterThan(0.85)
      // The first 32 calls aside, which begin before anything is known.
      expect(story.refused - 32).toBeLessThan(0.1 * story.takenAtMs.length)
      expect(allCompleted(story)).toBe(true)
    },
  )
})

describe('a server whose limits are declared', () => {
  test('refuses nothing and is used to 98 %, though it takes hardly more than its share at one moment', async () => {
    for (const rate of [1, 20, 80]) {
      const story = await play({
        server: perSecond(rate, 0.2),
        declared: { requestsPerMinute: rate * 60 },
        ...loadFor(rate),
      })
      expect(story.refused).toBe(0)
      expect(shareUsed(story, 3000, rate)).toBeGreaterThan(0.98)
    }
  })
})

describe('a server without limits', () => {
  test('brings a thousand runs of ten calls to their end in 1.08 of the time of one', async () => {
    const story = await play({ medianMs: 2000, sigma: 0, runs: 1000, callsPerRun: 10 })
    expect(story.lastEndMs).toBeLessThan(1.08 * 20_000)
    expect(story.refused).toBe(0)
    expect(story.takenAtMs).toHaveLength(10_000)
  })
})

test('every call is answered once, whatever the server, and nothing is left behind', async () => {
  const anywhere = fc.record({
    server: fc.record(
      {
        requestsPerMinute: fc.integer({ min: 30, max: 5000 }),
        inFlight: fc.integer({ min: 1, max: 100 }),
        burstSeconds: fc.constantFrom(0.1, 1, 60),
      },
      { requiredKeys: [] },
    ),
    declared: fc.record(
      {
        requestsPerMinute: fc.integer({ min: 30, max: 5000 }),
        tokensPerMinute: fc.integer({ min: 3000, max: 500_000 }),
      },
      { requiredKeys: [] },
    ),
    medianMs: fc.integer({ min: 1, max: 100_000 }),
    manners: fc.constantFrom<Manners>('silent', 'exact', 'whole-seconds'),
    runs: fc.integer({ min: 1, max: 100 }),
    callsPerRun: fc.integer({ min: 1, max: 3 }),
    seed: fc.nat(),
  })
  await fc.assert(
    fc.asyncProperty(anywhere, async (world) => {
      const { completions } = await play(world)
      expect(completions).toHaveLength(world.runs * world.callsPerRun)
      expect(completions.map(({ kind }) => kind)).not.toContain('withheld')
    }),
    { numRuns: 50 },
  )
})
