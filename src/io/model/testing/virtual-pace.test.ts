import fc from 'fast-check'
import { expect, test } from 'vitest'
import { virtualPace } from './virtual-pace.ts'

test('time stands still while promises have anything left to do', async () => {
  const pace = virtualPace()
  const waited = pace.wait(1000)
  for (let i = 0; i < 1000; i++) await Promise.resolve()
  expect(pace.nowMs()).toBe(0)
  await waited
  expect(pace.nowMs()).toBe(1000)
})

test('whoever waits is woken when due, in the order of dues and then of coming', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 50 }), async (waits) => {
      const pace = virtualPace()
      const woken: { ms: number; i: number }[] = []
      await Promise.all(
        waits.map(async (ms, i) => {
          await pace.wait(ms)
          expect(pace.nowMs()).toBe(ms)
          woken.push({ ms, i })
        }),
      )
      expect(woken).toEqual([...woken].sort((a, b) => a.ms - b.ms || a.i - b.i))
      expect(woken).toHaveLength(waits.length)
      expect(pace.waiting).toBe(0)
    }),
  )
})

test('waits that follow each other add up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.nat(9), { maxLength: 9 })), async (chains) => {
      const pace = virtualPace()
      const sums = await Promise.all(
        chains.map(async (chain) => {
          let sum = 0
          for (const ms of chain) {
            await pace.wait(ms)
            expect(pace.nowMs()).toBe((sum += ms))
          }
          return sum
        }),
      )
      expect(pace.nowMs()).toBe(Math.max(0, ...sums))
    }),
  )
})

test('a wait that is called off ends at once and moves no time', async () => {
  const pace = virtualPace()
  const off = new AbortController()
  const waits = Promise.all([pace.wait(60_000, off.signal), pace.wait(5)])
  off.abort()
  await pace.wait(1000, off.signal)
  await waits
  await pace.wait(0)
  expect([pace.nowMs(), pace.waiting]).toEqual([5, 0])
})
