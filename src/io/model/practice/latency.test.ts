import { expect, test } from 'vitest'
import { Streams } from '../../../base/random.ts'
import { latencyMsOf, type Latency } from './latency.ts'

const streams = new Streams(1)
const requestAt = (number: number, times = 1) => ({
  number,
  path: '/',
  headers: {},
  body: {},
  hash: String(number),
  times,
})
const latenciesOf = (latency: Latency): number[] =>
  Array.from({ length: 2000 }, (_, i) => latencyMsOf(latency, requestAt(i), streams)).sort(
    (a, b) => a - b,
  )

test('even latencies lie evenly between their ends', () => {
  const sorted = latenciesOf({ fromMs: 100, toMs: 300 })
  expect(sorted[0]).toBeGreaterThanOrEqual(100)
  expect(sorted.at(-1)).toBeLessThan(300)
  expect(Math.abs((sorted[1000] ?? 0) - 200)).toBeLessThan(10)
})

test('lognormal latencies have their median and their spread', () => {
  const logs = latenciesOf({ medianMs: 200, sigma: 0.5 }).map(Math.log)
  expect(Math.exp(logs[1000] ?? 0)).toBeGreaterThan(190)
  expect(Math.exp(logs[1000] ?? 0)).toBeLessThan(210)
  const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length
  const variance = logs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / logs.length
  expect(Math.sqrt(variance)).toBeCloseTo(0.5, 1)
})

test('the same request takes as long whenever it comes, and another time when it comes again', () => {
  const latency = { fromMs: 0, toMs: 1000 }
  const first = latencyMsOf(latency, requestAt(7), streams)
  expect(latencyMsOf(latency, { ...requestAt(7), headers: { a: 'b' } }, streams)).toBe(first)
  expect(latencyMsOf(latency, requestAt(7, 2), streams)).not.toBe(first)
  expect(latencyMsOf(latency, requestAt(7), new Streams(2))).not.toBe(first)
})

test('no latency is negative, none is endless', () => {
  expect(latencyMsOf(() => -1, requestAt(1), streams)).toBe(0)
  expect(latencyMsOf(1e12, requestAt(1), streams)).toBe(600_000)
})
