import { expect, test } from 'vitest'
import { BadInputError } from '../../../base/errors.ts'
import type { AnswerForm } from '../../../record/ask.ts'
import { seatAlone } from '../seat-alone.ts'
import { moves } from './moves.ts'

const FORM: AnswerForm = { kind: 'amount', min: 0, max: 10, step: 1 }

test('the n-th entry answers the n-th ask, whatever its form', () => {
  const { decide, decided } = seatAlone(moves, { moves: ['F', 7, null, 'words'] })
  for (const value of ['F', 7, null, 'words']) {
    expect(decide(FORM)).toBe(value)
    decided(value)
  }
})

test('seated after decisions were made, it goes on where they end', () => {
  const { decide, decided } = seatAlone(moves, { moves: [1, 2, 3] })
  decided(1)
  decided(9)
  expect(decide(FORM)).toBe(3)
})

test('a list that runs out is an error that names participant, ask and tick', () => {
  const { decide, decided } = seatAlone(moves, { moves: [1] })
  decided(1)
  expect(() => decide(FORM, { name: 'send', tick: 4 })).toThrow(BadInputError)
  expect(() => decide(FORM, { name: 'send', tick: 4 })).toThrow(
    /^p1 has no move left for the ask "send" at tick 4: its list holds 1\./,
  )
})

test('settings without a list are refused', () => {
  expect(() => seatAlone(moves, {})).toThrow(/^p1, policy moves: settings\.moves: /)
  expect(() => seatAlone(moves, { moves: [true] })).toThrow(/settings\.moves\.0/)
})
