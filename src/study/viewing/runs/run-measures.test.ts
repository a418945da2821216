import { expect, test } from 'vitest'
import { designOf } from '../../analysis/design.ts'
import { match, tell } from '../../analysis/measures/told-run.contract.ts'
import { runsRead } from '../../analysis/read-runs.ts'
import { runMeasures } from './run-measures.ts'

test('a grid can be coloured by the first defection, of the run and of each role; runs without one say why', () => {
  const store = tell(match({ rounds: 'CC CD DD' }), match({ rounds: 'CC CC' }))
  const design = designOf(store)
  const { kinds, offered, valuesOf } = runMeasures(store, design)
  const runs = [...runsRead(store, design, kinds)].sort(
    (a, b) => a.plan.replicate - b.plan.replicate,
  )
  const KEYS = [
    'first-defection-round:row',
    'first-defection-round:column',
    'defection-onset',
    'defected-first:column',
    'never-defected',
  ]
  expect(offered(runs).map(({ key }) => key)).toEqual(expect.arrayContaining(KEYS))
  expect(runs.map(valuesOf(KEYS))).toEqual([
    [3, 2, 2, 1, 0],
    ['it never defected', 'it never defected', 'nobody defected', 'nobody defected', 1],
  ])
})
