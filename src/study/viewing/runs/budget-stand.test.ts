import { expect, test } from 'vitest'
import { reachedCap } from './budget-stand.ts'

const SPEND = { calls: 10, usd: 0.5, uncertainUsd: 0 }

test.each([
  ['no budget', null, SPEND, null],
  ['calls are left', { usd: null, calls: 11 }, SPEND, null],
  ['as many calls were made', { usd: 9, calls: 10 }, SPEND, 'calls'],
  ['dollars are left', { usd: 0.51, calls: 11 }, SPEND, null],
  ['the dollars are spent', { usd: 0.5, calls: null }, SPEND, 'usd'],
  [
    'the dollars may have been charged',
    { usd: 0.6, calls: null },
    { ...SPEND, uncertainUsd: 0.1 },
    'usd',
  ],
] as const)('%s', (_, budget, spend, cap) => expect(reachedCap(budget, spend)).toBe(cap))
