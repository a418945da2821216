import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../io/store/memory-store.ts'
import type { ModelCalled } from '../../record/call-entries.ts'
import { askRecord } from './read-runs.ts'
import { servedModelsQuestion, type ServedModels } from './served-models.ts'
import { tellRecord } from './testing/told-record.ts'

/** One run for each treatment, with these calls. */
function servedIn(treatments: Record<string, readonly Partial<ModelCalled>[]>): ServedModels {
  return askRecord(
    tellRecord(
      memoryStore(),
      Object.entries(treatments).map(([treatment, calls], seed) => ({
        seed,
        treatment,
        ticks: calls.map((call) => [{ status: 'valid', value: 'go', calls: [call] }]),
      })),
    ),
    servedModelsQuestion,
  )
}

describe('served models', () => {
  test('are counted by name, and a treatment that was answered by two of them straddles', () => {
    const { treatments, experiment } = servedIn({
      a: [
        { servedModel: 'one-may' },
        { servedModel: 'one-june' },
        { servedModel: 'one-june' },
        { servedModel: null },
      ],
      b: [{ servedModel: 'one-june' }],
    })
    expect(treatments).toMatchObject([
      {
        treatment: 'a',
        model: 'lab/one',
        replies: 4,
        served: [
          { name: 'one-june', replies: 2 },
          { name: null, replies: 1 },
          { name: 'one-may', replies: 1 },
        ],
        straddles: true,
      },
      { treatment: 'b', replies: 1, straddles: false },
    ])
    expect(experiment).toMatchObject([{ model: 'lab/one', replies: 5, straddles: true }])
  })

  test('that differ only between treatments straddle over the whole experiment, and in none of them', () => {
    const { treatments, experiment } = servedIn({
      a: [{ servedModel: 'one-may' }],
      b: [{ servedModel: 'one-june' }],
    })
    expect(treatments.map(({ straddles }) => straddles)).toEqual([false, false])
    expect(experiment.map(({ straddles }) => straddles)).toEqual([true])
  })

  test('are no change where somebody did not say who answered, or did not answer at all', () => {
    const failed = { error: 'late', completion: null, servedModel: null, reading: 'timed-out' }
    const { treatments } = servedIn({ a: [{ servedModel: null }, { servedModel: 'one' }, failed] })
    expect(treatments).toMatchObject([{ replies: 2, straddles: false }])
  })

  test('with several fingerprints vary, which is no straddling', () => {
    const { treatments } = servedIn({
      a: [{ fingerprint: 'fp1' }, { fingerprint: 'fp2' }, { fingerprint: null }],
      b: [{ fingerprint: 'fp1' }, { fingerprint: null }],
    })
    expect(
      treatments.map(({ straddles, fingerprintsVary }) => [straddles, fingerprintsVary]),
    ).toEqual([
      [false, true],
      [false, false],
    ])
    expect(treatments[0]?.fingerprints).toHaveLength(3)
  })

  test('of different models are told apart: asking two models straddles nothing', () => {
    const { experiment } = servedIn({
      a: [{ servedModel: 'one-may' }, { model: 'two', servedModel: 'two-may' }],
    })
    expect(experiment.map(({ model, straddles }) => [model, straddles])).toEqual([
      ['lab/one', false],
      ['lab/two', false],
    ])
  })
})
