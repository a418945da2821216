import { expect, test } from 'vitest'
import { alarm } from './alarm.ts'
import { virtualPace } from './testing/virtual-pace.ts'

function ringing() {
  const pace = virtualPace()
  const rungAtMs: number[] = []
  return { pace, rungAtMs, bell: alarm(pace, () => void rungAtMs.push(pace.nowMs())) }
}

test('an alarm rings once, when it was set for, and holds one timer', async () => {
  const { pace, rungAtMs, bell } = ringing()
  bell.set(700)
  bell.set(500)
  bell.set(900)
  expect(pace.waiting).toBe(1)
  await pace.wait(1000)
  expect(rungAtMs).toEqual([500])
})

test('an alarm that is cleared does not ring and lets its timer go, and can be set again', async () => {
  const { pace, rungAtMs, bell } = ringing()
  bell.set(500)
  bell.clear()
  expect(pace.waiting).toBe(0)
  bell.set(600)
  await pace.wait(1000)
  expect(rungAtMs).toEqual([600])
})

test('an alarm for never holds no timer', () => {
  const { pace, bell } = ringing()
  bell.set(Infinity)
  expect(pace.waiting).toBe(0)
})

test('an alarm for a moment that numbers cannot tell from the present rings when time has moved', async () => {
  const { pace, rungAtMs, bell } = ringing()
  await pace.wait(2 ** 40)
  bell.set(pace.nowMs() + 1e-9)
  await pace.wait(5)
  expect(rungAtMs).toEqual([2 ** 40 + 1])
})
