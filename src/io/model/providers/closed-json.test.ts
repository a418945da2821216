import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closedJson } from './closed-json.ts'

/** As JSON.stringify, with every sign written as an escape. */
const escaped = (text: string): string =>
  `"${[...Array(text.length).keys()].map((i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"`

describe('JSON that was cut off', () => {
  test.each([
    ['as usual', JSON.stringify],
    ['in escapes', escaped],
  ])('within words written %s reads as their beginning', (_, write) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (words, at) => {
        const before = '{"a":[1,{"b":"}]\\"","choices":[{"message":{"content":'
        const body = write(words)
        const cut = before + body.slice(0, 1 + (at % body.length))
        const read = JSON.parse(closedJson(cut)) as {
          a: [1, { choices: { message: { content: string } }[] }]
        }
        expect(words.startsWith(read.a[1].choices[0]?.message.content ?? 'nothing')).toBe(true)
      }),
    )
  })

  test('anywhere gives JSON or nothing, and never hangs', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, at) => {
        expect(closedJson(json)).toBe(json)
        expect(() => closedJson(json.slice(0, at % (json.length + 1)))).not.toThrow()
      }),
    )
  })
})
