/** What a machine refuses at its start is told as a problem, with a field; what is no bad input is thrown on. */
import { expect, test } from 'vitest'
import { BadInputError } from '../../base/errors.ts'
import { participantsFor, refusalOf } from './cast-problems.ts'
import { assertRoundsLeft } from './rounds-left.ts'

const refuse = (message: string) => () => {
  throw new BadInputError(message)
}

test('participants are numbered through the roles', () => {
  expect(participantsFor({ buyer: 1, seller: 2, judge: 0 })).toEqual({
    buyer: ['p1'],
    seller: ['p2', 'p3'],
    judge: [],
  })
})

test('a refusal is headed by the field, unless it names one itself', () => {
  expect(refusalOf(() => 'fine', 'cast')).toEqual([])
  expect(refusalOf(refuse('3 are too few.'), 'cast')).toEqual(['cast: 3 are too few.'])
  expect(refusalOf(refuse('order.fixed: names place 4.'), 'cast')).toEqual([
    'order.fixed: names place 4.',
  ])
})

test('an error of another kind is no refusal', () => {
  expect(() =>
    refusalOf(() => {
      throw new TypeError('a fault of ours')
    }, 'cast'),
  ).toThrow(TypeError)
})

test('a game cannot be made shorter than it has been', () => {
  expect(() => assertRoundsLeft(3, 3)).not.toThrow()
  expect(() => assertRoundsLeft(3, 2)).toThrow(BadInputError)
})
