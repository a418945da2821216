/** UUIDs of words: what the RFC asks of their form, and never two lists of words with one. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uuidOf } from './uuid.ts'

test('the version is 5 and the variant is that of the RFC', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      expect(uuidOf(...words)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      )
    }),
  )
})

test('words that are divided otherwise are other words', () => {
  expect(uuidOf('ab', 'c')).not.toBe(uuidOf('a', 'bc'))
  expect(uuidOf('a', 1)).not.toBe(uuidOf('a', '1'))
})

test('stays what it was: tools that know a project know it again', () => {
  expect(uuidOf('source', 'run_0123456789abcdef', 'public')).toBe(
    '1e1e7c82-88d0-542a-b5e8-f233ad2cc68b',
  )
})
