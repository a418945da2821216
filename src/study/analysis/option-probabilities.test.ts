/** Means of estimated probabilities, computed by hand. */
import { expect, test } from 'vitest'
import { memoryStore } from '../../io/store/memory-store.ts'
import type { ProbabilityEstimated } from '../../record/probability-entries.ts'
import { runIdOf } from '../../record/plan.ts'
import { contentOf } from '../../record/tick.ts'
import { optionProbabilitiesQuestion } from './option-probabilities.ts'
import { askRecord } from './read-runs.ts'
import { participantAt, planOf } from './testing/told-record.ts'

function estimated(stay: number, other: number): ProbabilityEstimated {
  return {
    kind: 'probability-estimated',
    of: participantAt(0),
    ask: 'choice',
    source: 'samples',
    given: 'prompt',
    samples: 10,
    probabilities: { stay, go: 1 - stay - other },
    other,
  }
}

test('probabilities are averaged within runs, then over finished runs', () => {
  const store = memoryStore()
  const AT = '2026-01-01T00:00:00.000Z'
  const runs = [[0.5, 1], [0.25], [0]]
  runs.forEach((stays, seed) => {
    const plan = planOf({ seed, ticks: [] })
    const runId = runIdOf(plan)
    store.begin(runId, plan, 1, AT)
    stays.forEach((stay, tick) =>
      store.append(
        runId,
        { tick, round: null, content: contentOf('play', [estimated(stay, 0)]) },
        [],
      ),
    )
    if (seed < 2)
      store.end(runId, { kind: 'run-ended', how: 'finished', why: null }, 'ab'.repeat(32), AT)
  })
  store.flush()
  const found = askRecord(store, optionProbabilitiesQuestion)
  expect(found.map(({ outcome, n, probability }) => [outcome, n, probability.mean])).toEqual([
    [{ kind: 'option', value: 'stay' }, 3, 0.5],
    [{ kind: 'option', value: 'go' }, 3, 0.5],
    [{ kind: 'other' }, 3, 0],
  ])
  expect(found[0]).toMatchObject({ role: 'row', source: 'samples', probability: { runs: 2 } })
})
