import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concurrencyWindow, type ConcurrencyWindow } from './concurrency-window.ts'

/** A round trip: as many replies as the limit has places, all of them kept waiting by it. */
function roundTrip(window: ConcurrencyWindow): number {
  for (let replies = window.limit; replies > 0; replies--) window.succeeded(window.cuts, true)
  return window.limit
}

/** Grows by time until it is as large as it may become. */
function grown(most: number): ConcurrencyWindow {
  const window = concurrencyWindow(32, most)
  while (window.growsEveryMs < Infinity) window.grow()
  return window
}

describe('before the first refusal', () => {
  test('the limit doubles every 200 ms, whatever replies say', () => {
    const window = concurrencyWindow(32, 1024)
    const limits: number[] = []
    for (let ms = 0; ms <= 1000; ms += 50) {
      if (ms % 200 === 0) limits.push(window.limit)
      if (ms < 1000) expect(window.growsEveryMs).toBe(50)
      roundTrip(window)
      window.grow()
    }
    expect(window.growsEveryMs).toBe(Infinity)
    expect(limits).toEqual([32, 64, 128, 256, 512, 1024])
  })
})

describe('a refusal', () => {
  test('cuts the limit to 0.8 of what was in flight, though the limit be far above that', () => {
    const window = grown(1024)
    window.refused(window.cuts, 100)
    expect(window.limit).toBe(80)
  })

  test('of a call begun before a cut does not cut again, until more are refused than the cut took away', () => {
    const window = grown(100)
    const limits = Array.from({ length: 30 }, (_, i) => {
      window.refused(0, 100 - i)
      return window.limit
    })
    expect(window.cuts).toBe(1)
    expect(limits.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 80))
    expect(limits.slice(20)).toEqual([79, 78, 77, 76, 75, 74, 73, 72, 71, 70])
  })

  test('of everything that was begun leaves one at a time', () => {
    const window = concurrencyWindow(32, 1024)
    for (let inFlight = 32; inFlight > 0; inFlight--) window.refused(0, inFlight)
    expect([window.limit, window.cuts]).toEqual([1, 1])
  })

  test('slows the growth by time fourfold, and the fifth ends it', () => {
    const window = concurrencyWindow(1000, 1024)
    const everyMs: number[] = []
    for (let i = 0; i < 6; i++) {
      everyMs.push(window.growsEveryMs)
      for (let calls = 3 * window.limit; calls > 0; calls--) window.begun()
      window.refused(window.cuts, window.limit)
    }
    expect(everyMs).toEqual([50, 200, 800, 3200, 12_800, Infinity])
  })
})

describe('after a refusal', () => {
  test('replies bring the limit back near that point in eight round trips, and past it by one in each', () => {
    for (const most of [40, 200, 1000]) {
      const window = grown(most)
      window.refused(0, most)
      for (let i = 0; i < 8; i++) roundTrip(window)
      expect(window.limit).toBeGreaterThanOrEqual(0.95 * most)
      expect(window.limit).toBeLessThanOrEqual(most + 2)
    }
    const window = concurrencyWindow(10, 1024)
    window.refused(0, 10)
    expect([roundTrip(window), roundTrip(window), roundTrip(window)]).toEqual([8, 9, 10])
  })

  test('a limit that the server has outgrown is left behind within forty round trips', () => {
    const window = concurrencyWindow(32, 1024)
    window.refused(0, 32)
    for (let i = 0; i < 40; i++) roundTrip(window)
    expect(window.limit).toBe(1024)
  })

  test('replies to calls begun before it, and replies that kept nobody waiting, raise nothing', () => {
    const window = grown(100)
    window.refused(0, 100)
    for (let i = 0; i < 1000; i++) window.succeeded(0, true)
    for (let i = 0; i < 1000; i++) window.succeeded(1, false)
    expect(window.limit).toBe(80)
  })

  test('where one at a time is too much, beginnings are spaced ever further, and replies bring them together again', () => {
    const window = concurrencyWindow(1, 1024)
    const spacings = Array.from({ length: 9 }, () => {
      window.refused(window.cuts, 1)
      return window.spacingMs
    })
    expect(spacings).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000, 4000, 4000])
    let replies = 0
    for (; window.spacingMs > 0; replies++) window.succeeded(window.cuts, true)
    expect([window.limit, window.growsEveryMs]).toEqual([1, Infinity])
    expect(replies).toBe(11)
    window.succeeded(window.cuts, true)
    expect(window.limit).toBe(2)
  })
})

test('the limit is a whole number from 1 to the most, whatever happens', () => {
  const happening = fc.oneof(
    fc.constant({ kind: 'grow' as const }),
    fc.record({ kind: fc.constant('reply' as const), ago: fc.nat(2), isFull: fc.boolean() }),
    fc.record({
      kind: fc.constant('refusal' as const),
      ago: fc.nat(2),
      inFlight: fc.integer({ min: 1, max: 2000 }),
    }),
  )
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1024 }),
      fc.array(happening, { maxLength: 300 }),
      (most, happenings) => {
        const window = concurrencyWindow(Math.min(32, most), most)
        for (const one of happenings) {
          const cutsBefore = Math.max(0, window.cuts - ('ago' in one ? one.ago : 0))
          if (one.kind === 'grow') window.grow()
          else if (one.kind === 'reply') window.succeeded(cutsBefore, one.isFull)
          else window.refused(cutsBefore, one.inFlight)
          expect(Number.isInteger(window.limit)).toBe(true)
          expect(window.limit).toBeGreaterThanOrEqual(1)
          expect(window.limit).toBeLessThanOrEqual(most)
          expect(window.spacingMs).toBeLessThanOrEqual(4000)
        }
      },
    ),
  )
})
