/** Lines are the same however the text comes in. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from './lines-of.ts'

const text = fc.string({ unit: fc.constantFrom('a', 'é', '🦋', '\n', '\r', ' '), maxLength: 40 })

test('pieces make no difference, and each line knows its byte', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), (pieces) => {
      const whole = pieces.join('')
      const lines = [...linesOf(pieces)]
      expect(lines).toEqual([...linesOf([whole])])
      const bytes = Buffer.from(whole)
      for (const { text: words, line, byte } of lines) {
        expect(bytes.toString('utf8', byte).startsWith(words)).toBe(true)
        expect(bytes.toString('utf8', 0, byte).split('\n')).toHaveLength(line)
      }
      expect(lines.map((line) => line.text)).toEqual(
        whole
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => line.replace(/\r$/, ''))
          .slice(0, lines.length),
      )
    }),
  )
})

test('a text that begins behind a byte order mark counts it', () => {
  expect([...linesOf(['a\nb'], '', 3)].map(({ byte }) => byte)).toEqual([3, 5])
})
