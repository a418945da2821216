import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { plainComplaint } from './plain-complaint.ts'

function complaints(schema: z.ZodType, value: unknown): string[] {
  return (schema.safeParse(value).error?.issues ?? []).map(plainComplaint)
}

describe('a complaint about a file', () => {
  test.each([
    ['what is missing', z.strictObject({ name: z.string() }), {}, 'it is missing: give words.'],
    ['a number in words', z.number(), 'three', 'give a number, in place of words.'],
    ['a half', z.int(), 0.5, 'give a whole number.'],
    ['a list of nothing', z.array(z.string()), null, 'give a list, in place of nothing.'],
    ['too little', z.int().min(1), -2, 'give at least 1.'],
    ['what has to be positive', z.number().positive(), 0, 'give more than 0.'],
    ['too much', z.number().max(9), 10, 'give at most 9.'],
    ['what has to be below', z.number().lt(1), 1, 'give less than 1.'],
    ['a choice', z.enum(['on', 'off']), 'onn', 'give one of on, off.'],
    ['the one choice', z.literal('all'), 'al', 'give all.'],
  ])('says what to give in place of %s', (_, schema, value, said) => {
    expect(complaints(schema, value)).toEqual([said])
  })

  test('leaves the words of a schema as they are', () => {
    expect(complaints(z.number('a share from 0 to 1'), 'x')).toEqual(['a share from 0 to 1'])
    expect(complaints(z.string().min(1, 'name it'), '')).toEqual(['name it'])
  })
})
