import { expect, test } from 'vitest'
import { comparedPairs } from './compared-pairs.ts'
import type { ForkedRun } from './fork-tree.ts'

const run = (runId: string, more: Partial<ForkedRun>): ForkedRun => ({
  ...{ runId, parent: 'root', tick: 3, treatment: 't', replicate: 1, status: 'finished', ticks: 9 },
  ...{ kind: 'difference', difference: 'answer.p1=defect', earnings: null },
  ...more,
})

test('each fork is compared with its parent, and with the baseline of its own draws', () => {
  const pairs = comparedPairs([
    run('root', { parent: null, tick: null, kind: 'origin' }),
    run('one', {}),
    run('two', { replicate: 2 }),
    run('base', { replicate: 2, kind: 'baseline' }),
    run('later', { replicate: 2, tick: 4 }),
  ])
  expect([...pairs].map((pair) => `${pair.left} ${pair.fork.runId} ${pair.with}`)).toEqual([
    'root one parent',
    'root two parent',
    'base two baseline',
    'root base parent',
    'root later parent',
  ])
})
