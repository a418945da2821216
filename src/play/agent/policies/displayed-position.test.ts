import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { BadInputError } from '../../../base/errors.ts'
import type { AnswerForm } from '../../../record/ask.ts'
import { fitValue } from '../../../record/fit-value.ts'
import type { SeatPolicy } from '../policy.ts'
import { seatAlone } from '../seat-alone.ts'
import { firstOption, lastOption, uniform } from './displayed-position.ts'

const CHOICE: AnswerForm = {
  kind: 'choice',
  options: ['a', 'b', 'c'],
  labels: ['A', 'B', 'C'],
  order: [2, 0, 1],
}
const TEXT: AnswerForm = { kind: 'text', maxLength: 10 }

function asker(policy: SeatPolicy, seed = 1) {
  return seatAlone(policy, {}, seed).decide
}

describe('baselines', () => {
  test('first-option and last-option go by the displayed order, not the canonical one', () => {
    expect(asker(firstOption)(CHOICE)).toBe('c')
    expect(asker(lastOption)(CHOICE)).toBe('b')
  })

  test('a place in a list of options answers no other form', () => {
    const amount: AnswerForm = { kind: 'amount', min: 0, max: 1, step: 1 }
    expect(() => asker(firstOption)(amount)).toThrow(
      /^policy first-option cannot answer the ask "choice" of p1, which is for an amount/,
    )
    expect(() => asker(lastOption)(TEXT)).toThrow(BadInputError)
    expect(() => asker(uniform)(TEXT)).toThrow(BadInputError)
  })

  test('uniform takes every option about equally often', () => {
    const decide = asker(uniform)
    const counts: Record<string, number> = { a: 0, b: 0, c: 0 }
    for (let draw = 0; draw < 3000; draw++) counts[String(decide(CHOICE))]! += 1
    for (const count of Object.values(counts)) expect(Math.abs(count - 1000)).toBeLessThan(120)
  })

  test('uniform reaches both ends of an amount’s grid', () => {
    const decide = asker(uniform)
    const form: AnswerForm = { kind: 'amount', min: 0, max: 0.3, step: 0.1 }
    const amounts = new Set(Array.from({ length: 200 }, () => decide(form)))
    expect([...amounts].sort()).toEqual([0, 0.1, 0.2, 0.3])
  })

  test('every amount that uniform takes fits its ask', () => {
    const forms = fc.record({
      min: fc.integer({ min: -1000, max: 1000 }),
      span: fc.integer({ min: 0, max: 5000 }),
      step: fc.constantFrom(0.01, 0.05, 0.1, 0.25, 1, 3, 7),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(forms, ({ min, span, step, seed }) => {
        const form: AnswerForm = { kind: 'amount', min: min / 10, max: (min + span) / 10, step }
        const decide = asker(uniform, seed)
        for (let draw = 0; draw < 5; draw++) {
          expect(fitValue(form, decide(form) as number)).toBeDefined()
        }
      }),
    )
  })
})
