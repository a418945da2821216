import { expect, test } from 'vitest'
import { spendText, standingText } from './spend-text.ts'

test('spend is told in calls, and in money where any was spent', () => {
  expect(spendText({ calls: 1240, usd: 0, uncertainUsd: 0 })).toBe('1,240 calls')
  expect(spendText({ calls: 2, usd: 3.117, uncertainUsd: 0 })).toBe('2 calls · $3.12')
  expect(spendText({ calls: 2, usd: 0.0012, uncertainUsd: 0.5 })).toBe(
    '2 calls · $0.0012 (and up to $0.50 more)',
  )
})

test('a server that refuses much is told of, one that refuses little is not', () => {
  const spend = { calls: 3, usd: 0, uncertainUsd: 0 }
  expect(standingText({ spend, refusedShare: 0.02 })).toBe('3 calls')
  expect(standingText({ spend, refusedShare: 0.123 })).toBe('3 calls · the server refuses 12 %')
  expect(standingText({ spend: { ...spend, calls: 0 }, refusedShare: 1 })).toBe('')
})

test('a sitting that is paused says so first, whether it calls models or not', () => {
  const spend = { calls: 3, usd: 0, uncertainUsd: 0 }
  const paused = { refusedShare: 0, isPaused: true }
  expect(standingText({ spend, ...paused })).toBe('paused · 3 calls')
  expect(standingText({ spend: { ...spend, calls: 0 }, ...paused })).toBe('paused')
})
