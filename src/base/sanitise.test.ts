/** Words of others cannot steer a terminal. */
import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sanitise, sanitiseLine } from './sanitise.ts'

const anything = fc.string({ unit: 'binary' }).chain((a) =>
  fc
    .string({
      unit: fc.constantFrom(
        '\u001b',
        '[31m',
        '\u009b',
        '\u202e',
        '\r',
        '\n',
        '\t',
        '\u007f',
        '\ud800',
        'a',
      ),
    })
    .map((b) => a + b),
)

describe('sanitising', () => {
  test.each([
    ['\u001b[2J', '␛[2J'],
    ['a\rb', 'a␍b'],
    ['\u0000\u0007\u0008', '␀␇␈'],
    ['\u007f', '␡'],
    ['\u009b31m', '\\u{9b}31m'],
    ['user\u202etxt.exe', 'user\\u{202e}txt.exe'],
    ['\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud83e', '\\u{d83e}'],
  ])('%j is shown as %j', (text, shown) => {
    expect(sanitise(text)).toBe(shown)
  })

  test.each(['two\nlines\tand a tab', 'naïve Ünïcode 漢字', '🦋 👩‍👩‍👧 ❤️', 'می‌خواهم', ''])(
    '%j stays as it is',
    (text) => {
      expect(sanitise(text)).toBe(text)
    },
  )

  test('on one line, line feeds and tabs are shown too', () => {
    expect(sanitiseLine('a\nb\tc\r\n')).toBe('a␊b␉c␍␊')
  })

  test('nothing is left that steers a terminal, and doing it again changes nothing', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const safe = sanitise(text)

        expect(safe).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
        )
        expect(stripVTControlCharacters(safe)).toBe(safe)
        expect(safe.isWellFormed()).toBe(true)
        expect(sanitise(safe)).toBe(safe)
        expect(sanitiseLine(text)).not.toMatch(/[\n\t]/)
      }),
    )
  })
})
