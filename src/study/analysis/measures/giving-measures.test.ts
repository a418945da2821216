import { describe, expect, test } from 'vitest'
import type { AnswerForm } from '../../../record/ask.ts'
import { giniOf } from './gini.ts'
import { slopeOf } from './slope.ts'
import { amountUpTo, decided, tell, valuesOf } from './told-run.contract.ts'
import fc from 'fast-check'

const ANSWER: AnswerForm = {
  kind: 'choice',
  options: ['accept', 'reject'],
  labels: ['accept', 'reject'],
  order: [0, 1],
}

describe('giving', () => {
  test('a dictator’s mean share; what is put in its place is no gift', () => {
    const store = tell({
      scenario: 'dictator-game',
      roles: ['dictator', 'recipient'],
      ticks: [
        { round: 1, entries: decided(0, 'give', amountUpTo(10), 4) },
        { round: 2, entries: decided(0, 'give', amountUpTo(10), 2, 'reasked') },
        { round: 3, entries: decided(0, 'give', amountUpTo(10), 0, 'defaulted') },
      ],
    })
    expect(valuesOf(store, 'given-share')['p1']).toBeCloseTo(0.3, 12)
  })

  test('offers and their rejection, by the share that was offered', () => {
    const round = (offer: number, answer: string, i: number) => [
      { round: i, entries: decided(0, 'offer', amountUpTo(10), offer) },
      { round: i, entries: decided(1, 'respond', ANSWER, answer) },
    ]
    const store = tell({
      scenario: 'ultimatum-game',
      roles: ['proposer', 'responder'],
      ticks: [...round(1, 'reject', 1), ...round(2, 'accept', 2), ...round(5, 'accept', 3)],
    })
    expect(valuesOf(store, 'offered-share')['p1']).toBeCloseTo(8 / 30, 12)
    expect(valuesOf(store, 'rejection-rate')).toEqual({ p2: 1 / 3 })
    expect(valuesOf(store, 'rejection-rate-by-offer')).toEqual({
      'p2 0–20 %': 0.5,
      'p2 40–60 %': 0,
    })
  })
})

describe('public goods', () => {
  const round = (shares: readonly number[], i: number) => ({
    round: i + 1,
    entries: shares.flatMap((share, place) =>
      decided(place, 'contribution', amountUpTo(20), share),
    ),
  })
  const store = tell({
    scenario: 'public-goods',
    roles: ['member', 'member'],
    ticks: [
      [20, 10],
      [10, 20],
      [20, 10],
      [10, 0],
      [0, 0],
    ].map(round),
  })

  test('shares, free riding and decay, by hand', () => {
    expect(valuesOf(store, 'contribution-share')).toEqual({ p1: 0.6, p2: 0.4 })
    expect(valuesOf(store, 'free-riding-rate')).toEqual({ p1: 0.2, p2: 0.4 })
    expect(valuesOf(store, 'contribution-slope')['p1']).toBeCloseTo(-0.2, 12)
    expect(valuesOf(store, 'contribution-share-by-round')).toMatchObject({ 'p2 2': 1 })
  })

  test('who copies what the other gave last has a slope of 1', () => {
    expect(valuesOf(store, 'conditional-contribution-slope')['p1']).toBeCloseTo(1, 12)
  })

  test('without rules there is no efficiency', () => {
    expect(valuesOf(store, 'goods-efficiency')['run']).toMatch(/^null: the record does not tell/)
  })
})

describe('inequality and slopes', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 9 })

  test('Gini: 0 where all have alike, (n − 1)/n where one has all, null for what has none', () => {
    expect(giniOf([3, 3, 3]).value).toBe(0)
    expect(giniOf([0, 0, 0, 8]).value).toBe(0.75)
    expect(giniOf([1, -1])).toEqual({ value: null, reason: 'a total is negative' })
    expect(giniOf([0, 0])).toEqual({ value: null, reason: 'all totals are 0' })
    expect(giniOf([4])).toMatchObject({ value: null })
  })

  test('Gini is the mean absolute difference over twice the mean, whatever the order and the unit', () => {
    fc.assert(
      fc.property(amounts, (list) => {
        const n = list.length
        const sum = list.reduce((a, b) => a + b, 0)
        fc.pre(sum > 0)
        const differences = list.flatMap((a) => list.map((b) => Math.abs(a - b)))
        const plain = differences.reduce((a, b) => a + b, 0) / (2 * n * sum)
        expect(giniOf(list).value).toBeCloseTo(plain, 12)
        expect(giniOf([...list].reverse().map((one) => 3 * one)).value).toBeCloseTo(plain, 12)
      }),
    )
  })

  test('a slope needs three points and some variation', () => {
    expect(
      slopeOf([
        [0, 1],
        [1, 3],
        [2, 5],
      ]),
    ).toBeCloseTo(2, 12)
    expect(
      slopeOf([
        [0, 1],
        [1, 3],
      ]),
    ).toBeNull()
    expect(
      slopeOf([
        [0.1, 1],
        [0.1, 3],
        [0.1, 4],
      ]),
    ).toBeNull()
  })
})
