/** What a static site's scripts hand over is what was written, to the letter, and nothing in them can be taken for markup or for code. */
import { runInNewContext } from 'node:vm'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packedScript } from './packed-script.ts'

function handedOver(script: string): [string, string][] {
  const handed: [string, string][] = []
  runInNewContext(script, {
    coterieHands: (name: string, packed: string) =>
      handed.push([name, gunzipSync(Buffer.from(packed, 'base64')).toString('utf8')]),
  })
  return handed
}

describe('the script of a file', () => {
  test('hands over any JSON as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.stringify(value)
        expect(handedOver(packedScript('answers/3', json))).toEqual([['answers/3', json]])
      }),
    )
  })

  test.each([
    '</script><script>alert(1)</script>',
    "');alert(1);('",
    '<!--',
    '\u2028alert(1)\u2029',
    '\ud800',
    '${alert(1)}',
    '\r\n\0',
  ])('keeps %j a text', (text) => {
    const script = packedScript('answers/0', JSON.stringify({ text }))
    expect(script).toMatch(/^coterieHands\('answers\/0','[A-Za-z0-9+/=]+'\)\n$/)
    expect(handedOver(script)).toEqual([['answers/0', JSON.stringify({ text })]])
  })
})
