/** Trees of forks hold each run once, however they were forked. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meanEarnings, treesOf, type ForkedRun, type ForkNode } from './fork-tree.ts'

const run = (n: number, parent: number | null, more: Partial<ForkedRun> = {}): ForkedRun => ({
  runId: `run_${n}`,
  parent: parent === null ? null : `run_${parent}`,
  tick: parent === null ? null : 1,
  treatment: 'all',
  replicate: 1,
  status: 'finished',
  ticks: 4,
  kind: parent === null ? 'origin' : 'difference',
  difference: parent === null ? '' : 'answer.p1=defect',
  earnings: null,
  ...more,
})

/** Each run is a fork of one before it, of one that is not there, or of none; in any order. */
const families = fc
  .array(fc.record({ of: fc.integer({ min: -2, max: 30 }), tick: fc.nat(3), kind: fc.boolean() }), {
    maxLength: 30,
  })
  .map((drawn) =>
    drawn.map(({ of, tick, kind }, n) =>
      of < 0
        ? run(n, of === -1 ? null : 99)
        : run(n, n === 0 ? null : of % n, kind ? { tick } : { tick, kind: 'baseline' }),
    ),
  )
  .chain((runs) => fc.shuffledSubarray(runs, { minLength: runs.length }))

const everyRun = (nodes: readonly ForkNode[]): string[] =>
  nodes.flatMap(({ run: { runId }, groups }) => [
    runId,
    ...groups.flatMap(({ forks }) => everyRun(forks)),
  ])

describe('trees of forks', () => {
  test('hold every run once, beneath its parent', () =>
    fc.assert(
      fc.property(families, (runs) => {
        const trees = treesOf(runs)
        expect(everyRun(trees).sort()).toEqual(runs.map(({ runId }) => runId).sort())
        const check = ({ run: parent, groups, beneath }: ForkNode): void => {
          expect(groups.flatMap(({ forks }) => everyRun(forks))).toHaveLength(beneath)
          for (const { forks, tick, kind } of groups)
            for (const fork of forks) {
              expect(fork.run).toMatchObject({ parent: parent.runId, tick, kind })
              check(fork)
            }
        }
        trees.forEach(check)
      }),
    ))

  test('of a thousand forks of forks stand on no stack', () => {
    const runs = Array.from({ length: 20_000 }, (_, n) => run(n, n === 0 ? null : n - 1))
    const [tree] = treesOf(runs)
    expect(tree?.beneath).toBe(19_999)
  })

  test('put forks of one difference together, by replicate, and differences before baselines', () => {
    const runs = [
      run(0, null),
      run(1, 0, { replicate: 2, kind: 'baseline', difference: 'nothing but its draws' }),
      run(2, 0, { replicate: 2, earnings: { p1: 4 } }),
      run(3, 0, { replicate: 1, earnings: { p1: 2, p2: 6 } }),
    ]
    const groups = treesOf(runs)[0]?.groups ?? []
    expect(groups.map(({ kind, forks }) => [kind, everyRun(forks)])).toEqual([
      ['difference', ['run_3', 'run_2']],
      ['baseline', ['run_1']],
    ])
    expect(meanEarnings(groups[0]?.forks ?? [])).toEqual({ p1: 3, p2: 3 })
    expect(meanEarnings(groups[1]?.forks ?? [])).toBeUndefined()
  })
})
