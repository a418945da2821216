/** Effects of labels and order, worked out by hand. */
import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../io/store/memory-store.ts'
import type { AnswerForm } from '../../record/ask.ts'
import { presentationQuestion, type PresentationEffect } from './presentation.ts'
import { askRecord } from './read-runs.ts'
import { tellRecord, type ToldRun } from './testing/told-record.ts'

const form = (labels: readonly [string, string], order: readonly [number, number]): AnswerForm => ({
  kind: 'choice',
  options: ['stay', 'go'],
  labels: [...labels],
  order: [...order],
})
const [JF, FJ] = [['J', 'F'] as const, ['F', 'J'] as const]

/** A run of decisions: each with its form and what was chosen. */
function runOf(
  seed: number,
  treatment: string,
  decisions: readonly (readonly [AnswerForm, string])[],
): ToldRun {
  return {
    seed,
    treatment,
    ticks: decisions.map(([how, value]) => [{ form: how, status: 'valid' as const, value }]),
  }
}

const effectsIn = (runs: readonly ToldRun[]): readonly PresentationEffect[] =>
  askRecord(tellRecord(memoryStore(), runs), presentationQuestion)

describe('labels and order', () => {
  test('between runs: shares where an option had one label, less where it had the other', () => {
    const [a, b] = [form(JF, [0, 1]), form(FJ, [0, 1])]
    const effects = effectsIn([
      // stay is J: shares 1 and 1/2. stay is F: 0 and 1/2.
      runOf(1, 't', [
        [a, 'stay'],
        [a, 'stay'],
      ]),
      runOf(2, 't', [
        [a, 'stay'],
        [a, 'go'],
      ]),
      runOf(3, 't', [
        [b, 'go'],
        [b, 'go'],
      ]),
      runOf(4, 't', [
        [b, 'go'],
        [b, 'stay'],
      ]),
    ])
    expect(effects).toHaveLength(1)
    // Pooled variance (1/8 + 1/8)/2, error √(1/8), t(2) = 4.302653.
    const half = 4.302653 * Math.sqrt(1 / 8)
    expect(effects[0]).toMatchObject({
      role: 'row',
      ask: 'choice',
      kind: 'label',
      option: 'stay',
      shown: 'F',
      against: 'J',
      share: 0.25,
      shareAgainst: 0.75,
      runs: 2,
      runsAgainst: 2,
      difference: -0.5,
      method: 'between-runs',
    })
    expect(effects[0]?.interval?.[0]).toBeCloseTo(-0.5 - half, 5)
  })

  test('within runs, where runs saw both orders', () => {
    const [first, later] = [form(JF, [0, 1]), form(JF, [1, 0])]
    const effects = effectsIn([
      runOf(1, 't', [
        [first, 'stay'],
        [later, 'go'],
      ]),
      runOf(2, 't', [
        [first, 'stay'],
        [later, 'stay'],
      ]),
      runOf(3, 't', [
        [first, 'stay'],
        [later, 'go'],
      ]),
    ])
    expect(effects).toMatchObject([
      { kind: 'order', shown: 'first', against: 'later', share: 1, runs: 3, method: 'within-runs' },
    ])
    expect(effects[0]?.difference).toBeCloseTo(2 / 3, 12)
  })

  test('a treatment that only ever saw one way says nothing of ways', () => {
    const [a, b] = [form(JF, [0, 1]), form(FJ, [0, 1])]
    const effects = effectsIn([runOf(1, 't', [[a, 'stay']]), runOf(2, 'u', [[b, 'go']])])
    expect(effects).toMatchObject([
      {
        difference: null,
        share: null,
        runs: 0,
        method: null,
        reason: 'no treatment has runs of both',
      },
    ])
  })

  test('there is nothing to tell where options were always shown in one way', () => {
    const only = form(JF, [1, 0])
    expect(effectsIn([runOf(1, 't', [[only, 'stay']]), runOf(2, 't', [[only, 'go']])])).toEqual([])
  })

  test('runs that did not finish and decisions that were not made are left out', () => {
    const [a, b] = [form(JF, [0, 1]), form(FJ, [0, 1])]
    const [effect] = effectsIn([
      runOf(1, 't', [[a, 'stay']]),
      { ...runOf(2, 't', [[a, 'go']]), status: 'aborted' },
      runOf(3, 't', [[b, 'stay']]),
      { seed: 4, treatment: 't', ticks: [[{ form: b, status: 'forfeited' }]] },
    ])
    expect(effect).toMatchObject({ runs: 1, runsAgainst: 1, share: 1, shareAgainst: 1 })
  })
})
