/** Files of a static site have names that every file system takes, one for each answer. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerFile } from './answer-file.ts'

/** What arguments may hold: anything, since some come from records. */
const segment = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }).filter((text) => text.isWellFormed()),
  fc.constantFrom(
    '.',
    '..',
    'con',
    'NUL',
    'aux.js',
    'a b',
    'A',
    'a',
    '~',
    '~0041',
    '',
    '%',
    '/',
    '\\',
  ),
)
const path = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(encodeURIComponent).join('/'))

describe('the file of an answer', () => {
  test('bears the name that is asked for, where that is plain', () => {
    expect(answerFile('records/show-2/runs/run_0a1b/knew/12/p3')).toBe(
      'records/show-2/runs/run_0a1b/knew/12/p3',
    )
  })

  test('stays in its folder, under a name that no system refuses', () => {
    fc.assert(
      fc.property(path, (asked) => {
        for (const part of answerFile(asked).split('/')) {
          expect(part).toMatch(/^[a-z0-9_~-]{1,150}$/)
          expect(part).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/)
        }
      }),
    )
  })

  test('is another for another answer', () => {
    fc.assert(
      fc.property(path, path, (one, other) => {
        expect(answerFile(one) === answerFile(other)).toBe(one === other)
      }),
    )
    const long = 'x'.repeat(400)
    expect(answerFile(`${long}a`)).not.toBe(answerFile(`${long}b`))
    expect(answerFile(`a${long}`)).not.toBe(answerFile(`b${long}`))
  })

  test('is looked for by what was asked, also where it was encoded badly', () => {
    expect(answerFile('a/%zz')).toBe('a/~0025zz')
    expect(answerFile('a/%2E%2e')).toBe('a/~002e~002e')
  })
})
