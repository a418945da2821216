/** Refusals that have nothing to do with load, in virtual time: how much of a server they leave. */
import { describe, expect, test } from 'vitest'
import { Streams } from '../../base/random.ts'
import { chanceRefusals } from './chance-refusals.ts'
import { samplePrompt } from './provider.contract.ts'
import type { Provider } from './provider.ts'
import { cannedProvider } from './providers/canned.ts'
import { virtualPace } from './testing/virtual-pace.ts'
import {
  adaptiveConcurrency,
  withAdaptiveConcurrency,
  type AdaptiveConcurrencyOptions,
} from './with-adaptive-concurrency.ts'

interface World {
  /** How often a call is refused for no reason. */
  readonly chance: number
  /** How long a refusal takes. */
  readonly refusalMs: number
  readonly options: AdaptiveConcurrencyOptions
  readonly runs: number
  readonly callsPerRun: number
  readonly seed: number
  /** How many calls at once the server takes. */
  readonly most?: number
  /** Before that it refuses everything. */
  readonly opensAtMs?: number
}

const busy = {
  kind: 'failed',
  why: '429: Upstream',
  cause: 'passing',
  isBusy: true,
  latencyMs: 0,
} as const

/** Milliseconds until all calls of a second each are replied to, where whoever is refused comes back after a second at most. */
async function durationMs(world: World): Promise<number> {
  const { chance, refusalMs, options, runs, callsPerRun, most = Infinity, opensAtMs = 0 } = world
  const pace = virtualPace()
  const random = new Streams(world.seed).stream('refusals')
  const canned = cannedProvider(() => ({ kind: 'completed', text: 'ANSWER: J' }))
  let inFlight = 0
  const server: Provider = {
    ...canned,
    complete: async (prompt) => {
      if (random.chance(chance) || inFlight >= most || pace.nowMs() < opensAtMs) {
        await pace.wait(refusalMs)
        return busy
      }
      inFlight++
      await pace.wait(500 + 1000 * random.next())
      inFlight--
      return canned.complete(prompt)
    },
  }
  const provider = withAdaptiveConcurrency(server, adaptiveConcurrency(options, pace))
  await Promise.all(
    Array.from({ length: runs }, async () => {
      for (let tick = 0; tick < callsPerRun; tick++)
        while ((await provider.complete(samplePrompt('m', { tick }))).kind !== 'completed')
          await pace.wait(500 + 500 * random.next())
    }),
  )
  return pace.nowMs()
}

const SEEDS = [1, 2, 3, 4]

describe('a server that refuses calls at random', () => {
  const sorts: Pick<World, 'options' | 'runs' | 'callsPerRun'>[] = [
    { options: {}, runs: 200, callsPerRun: 20 },
    { options: { start: 32, most: 32 }, runs: 50, callsPerRun: 40 },
  ]
  const worlds = [0.05, 0.1, 0.15, 0.2, 0.3].flatMap((chance) =>
    [20, 100, 1000].flatMap((refusalMs) => sorts.map((sort) => ({ chance, refusalMs, ...sort }))),
  )

  test.each(worlds)(
    'a share of $chance, each in $refusalMs ms, gives a third of what it would without, and a fifth at the worst, with $options for $runs runs',
    async (world) => {
      const freeMs = await durationMs({ ...world, chance: 0, seed: 1 })
      const parts: number[] = []
      for (const seed of SEEDS) parts.push(freeMs / (await durationMs({ ...world, seed })))
      expect(parts.reduce((sum, part) => sum + part) / SEEDS.length).toBeGreaterThan(1 / 3)
      expect(Math.min(...parts)).toBeGreaterThan(1 / 5)
    },
  )

  test.each([0.05, 0.1, 0.15, 0.2, 0.3])(
    'a share of %d brings 1,500 calls of a second home in less than a minute',
    async (chance) => {
      for (const seed of SEEDS) {
        const world = { chance, refusalMs: 100, options: {}, runs: 1500, callsPerRun: 1, seed }
        expect(await durationMs(world)).toBeLessThan(60_000)
      }
    },
  )

  test.each([0, 0.1, 0.2])(
    'a share of %d after an outage gets going again, though one call at a time was left',
    async (chance) => {
      for (const seed of SEEDS) {
        const world = { chance, refusalMs: 50, options: {}, runs: 100, callsPerRun: 20, seed }
        expect(await durationMs({ ...world, opensAtMs: 30_000 })).toBeLessThan(330_000)
      }
    },
  )

  test.each([0.1, 0.2])(
    'a share of %d and whatever is more than a hundred at once is still used to a half',
    async (chance) => {
      for (const seed of SEEDS) {
        const world = { chance, refusalMs: 20, options: {}, runs: 200, callsPerRun: 40, seed }
        const idealMs = (200 * 40 * 1000) / 100
        expect(await durationMs({ ...world, most: 100 })).toBeLessThan(2 * idealMs)
      }
    },
  )
})

describe('what is refused', () => {
  /** Two cuts that followed each other at once, and a test of so many calls of which every `nth` is refused. */
  function tested(calls: number, nth: number) {
    const chance = chanceRefusals()
    chance.lightened(20, true)
    chance.lightened(16, true)
    for (let i = 1; i <= calls; i++) {
      chance.begun()
      if (i % nth === 0) chance.refused()
      else chance.replied()
    }
    return chance
  }

  test('is load until a smaller load was in vain twice', () => {
    const chance = chanceRefusals()
    for (let i = 0; i < 100; i++) chance.begun()
    expect(chance.refused()).toBe(false)
    chance.lightened(80, true)
    expect([chance.isTesting, chance.refused()]).toEqual([false, false])
    chance.lightened(64, true)
    expect([chance.isTesting, chance.refused()]).toEqual([true, true])
  })

  test('is load where a smaller load helped for more than two round trips', () => {
    const chance = chanceRefusals()
    chance.lightened(20, true)
    for (let i = 0; i < 41; i++) chance.begun()
    chance.lightened(16, true)
    expect(chance.isTesting).toBe(false)
  })

  test('is chance after a test, as often as in it, and load where it is twice as often', () => {
    const chance = tested(25, 5)
    expect(chance.isTesting).toBe(false)
    const refusedOfEvery = (nth: number): boolean[] =>
      Array.from({ length: 200 }, (_, i) => i).flatMap((i) => {
        chance.begun()
        return i % nth === nth - 1 ? [chance.refused()] : []
      })
    expect(refusedOfEvery(5)).not.toContain(false)
    expect(refusedOfEvery(2).filter((isChance) => !isChance).length).toBeGreaterThan(20)
  })

  test('is load after a test in which one was refused', () => {
    const chance = tested(21, 21)
    expect([chance.isTesting, chance.refused()]).toEqual([false, false])
  })

  test('is load during a test where it is more than two in five', () => {
    const chance = tested(0, 1)
    const isChance = Array.from({ length: 40 }, () => {
      chance.begun()
      return chance.refused()
    })
    expect(isChance.slice(0, 1)).toEqual([true])
    expect(isChance.slice(2)).not.toContain(true)
  })
})
