/** What a static site's scripts hand over is what was answered, to the letter. */
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerScript } from './answer-script.ts'

function handedOver(script: string): [string, unknown][] {
  const handed: [string, unknown][] = []
  runInNewContext(script, {
    coterieAnswer: (path: string, json: string) => handed.push([path, JSON.parse(json)]),
  })
  return handed
}

describe('the script of an answer', () => {
  test('hands over any answer as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.jsonValue(), (path, answer) => {
        const plain: unknown = JSON.parse(JSON.stringify(answer))
        expect(handedOver(answerScript(path, answer))).toEqual([[path, plain]])
      }),
    )
  })

  test.each([
    '</script><script>alert(1)</script>',
    "');alert(1);('",
    "\\');alert(1);//",
    '<!--',
    ']]>',
    '\u2028alert(1)\u2029',
    '\ud800',
    '${alert(1)}',
    '\r\n\0',
  ])('keeps %j a text', (text) => {
    const script = answerScript('a', { text })
    expect(handedOver(script)).toEqual([['a', { text }]])
    expect(script.trimEnd()).not.toMatch(/[<>\u2028\u2029\r\n]/)
  })

  test('keeps __proto__ a key', () => {
    const [[, answer] = []] = handedOver(answerScript('a', JSON.parse('{"__proto__":{"x":1}}')))
    expect(JSON.stringify(answer)).toBe('{"__proto__":{"x":1}}')
    expect((answer as { x?: number }).x).toBeUndefined()
  })
})
