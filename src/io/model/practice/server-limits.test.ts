import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openGate } from './server-limits.ts'

test('whoever waits as long as told is let in', () => {
  const waits = fc.record({
    requestsPerMinute: fc.integer({ min: 1, max: 100_000 }),
    tokensPerMinute: fc.integer({ min: 1, max: 10_000_000 }),
    burstSeconds: fc.double({ min: 0.01, max: 60, noNaN: true }),
  })
  fc.assert(
    fc.property(waits, fc.array(fc.nat(20_000), { maxLength: 30 }), (limits, prompts) => {
      let nowMs = 0
      const gate = openGate(limits, nowMs)
      for (const tokens of prompts) {
        const first = gate.admit(tokens, 0, nowMs)
        if (first.kind === 'admitted') continue
        nowMs += first.retryAfterMs ?? 0
        expect(gate.admit(tokens, 0, nowMs)).toEqual({ kind: 'admitted' })
        gate.take(tokens)
      }
    }),
  )
})

test('no more pass in a time than the bucket held and what flowed into it', () => {
  const gate = openGate({ requestsPerMinute: 60, burstSeconds: 10 }, 0)
  let admitted = 0
  for (let nowMs = 0; nowMs < 30_000; nowMs += 10)
    if (gate.admit(0, 0, nowMs).kind === 'admitted') admitted++
  expect(admitted).toBe(10 + 29)
})

test('a gate without limits lets everybody in', () => {
  expect(openGate({}, 0).admit(1e9, 1e9, 0)).toEqual({ kind: 'admitted' })
})
