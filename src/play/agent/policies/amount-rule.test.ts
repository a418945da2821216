import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BadInputError } from '../../../base/errors.ts'
import type { AmountForm } from '../../../record/ask.ts'
import { fitValue } from '../../../record/fit-value.ts'
import { seatAlone } from '../seat-alone.ts'
import { amountRule } from './amount-rule.ts'

const upTo = (max: number, step: number): AmountForm => ({ kind: 'amount', min: 0, max, step })

describe('the scripted trustees that return 1, 3 or 5, or all that was received if that is less', () => {
  test.each([
    [1, 1, 1],
    [1, 3, 3],
    [1, 5, 3],
    [5, 1, 1],
    [5, 3, 3],
    [5, 5, 5],
    [0, 1, 0],
    [0, 3, 0],
    [0, 5, 0],
    [0.25, 1, 0.75],
    [1.5, 5, 4.5],
    [0.1, 1, 0.3],
  ])('sent %d, M%d returns %d', (sent, amount, returned) => {
    const { decide } = seatAlone(amountRule, { rule: 'constant', amount })
    const received = Number((3 * sent).toPrecision(12))
    expect(decide(upTo(received, 0.01))).toBe(returned)
  })
})

test('a share is taken of all that may be given, and rounded down to whole steps', () => {
  const half = seatAlone(amountRule, { rule: 'share', share: 0.5 })
  expect(half.decide(upTo(15, 1))).toBe(7)
  expect(half.decide(upTo(15, 0.5))).toBe(7.5)
  expect(half.decide({ kind: 'amount', min: 2, max: 4, step: 1 })).toBe(3)
  const third = seatAlone(amountRule, { rule: 'share', share: 1 / 3 })
  expect(third.decide(upTo(30, 1))).toBe(10)
  const all = seatAlone(amountRule, { rule: 'share', share: 1 })
  expect(all.decide(upTo(0.3, 0.1))).toBe(0.3)
})

test('asks of some names can have a rule of their own', () => {
  const { decide } = seatAlone(amountRule, {
    rule: 'constant',
    amount: 5,
    asks: { expect: { rule: 'share', share: 0.5 } },
  })
  expect(decide(upTo(10, 1), { name: 'send' })).toBe(5)
  expect(decide(upTo(30, 1), { name: 'expect' })).toBe(15)
})

test('whatever the rule and the form, the answer fits the form and is no more than the rule says', () =>
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.integer({ min: 0, max: 3000 }),
      fc.constantFrom(1, 0.5, 0.25, 0.1, 0.01),
      (amount, units, step) => {
        const form = upTo(units / 100, step)
        for (const settings of [
          { rule: 'constant', amount },
          { rule: 'share', share: amount / 50 },
        ]) {
          const value = seatAlone(amountRule, settings).decide(form) as number
          expect(fitValue(form, value)).toEqual({ value, displayed: null })
          const most = settings.rule === 'constant' ? amount : (amount / 50) * form.max
          expect(value).toBeLessThanOrEqual(most + 1e-9)
        }
      },
    ),
  ))

test('what it cannot answer is an error that names the ask', () => {
  const { decide } = seatAlone(amountRule, { rule: 'constant', amount: 2 })
  const choice = { kind: 'choice', options: ['a'], labels: ['A'], order: [0] } as const
  expect(() => decide({ ...choice, options: ['a'], labels: ['A'], order: [0] })).toThrow(
    BadInputError,
  )
  expect(() => decide({ kind: 'text', maxLength: 9 }, { name: 'talk' })).toThrow(
    /the ask "talk" of p1 is for words/,
  )
  expect(() => decide({ kind: 'amount', min: 3, max: 9, step: 1 }, { name: 'bid' })).toThrow(
    /at least 3, and its rule comes to 2/,
  )
})

test.each([
  [{}, /settings\.rule/],
  [{ rule: 'constant' }, /settings\.amount/],
  [{ rule: 'share', share: 1.2 }, /settings\.share/],
  [{ rule: 'constant', amount: 1, share: 1 }, /[Uu]nrecognized/],
])('settings %j are refused', (settings, message) => {
  expect(() => seatAlone(amountRule, settings)).toThrow(message)
})
