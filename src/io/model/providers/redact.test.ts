import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quotable, secretsOf, withoutKey } from './redact.ts'

const KEY = 'sk-proj-7f3a9c41b2d8e6f0-zebra-crossing-at-noon'

test('the key is struck out wherever it stands, as often as it does', () => {
  expect(withoutKey(`${KEY}, and "${KEY}"!`, [KEY])).toBe('[key], and "[key]"!')
})

test('whatever stands around it, neither a long key nor a half of it is left', () => {
  const half = Math.floor(KEY.length / 2)
  const halves = Array.from({ length: KEY.length - half + 1 }, (_, from) =>
    KEY.slice(from, from + half),
  )
  const part = fc
    .tuple(fc.nat(KEY.length), fc.nat(KEY.length))
    .map(([a, b]) => KEY.slice(Math.min(a, b), Math.max(a, b)))
  const words = fc.array(fc.oneof(part, fc.string()), { maxLength: 6 }).map((all) => all.join(''))
  fc.assert(
    fc.property(words, (text) => {
      const plain = withoutKey(text, [KEY])
      expect(halves.filter((one) => plain.includes(one))).toEqual([])
      expect(withoutKey(plain, [KEY])).toBe(plain)
    }),
  )
})

test('less than half of a key is left as it is: so servers mask it', () => {
  const masked = `${KEY.slice(0, 8)}****${KEY.slice(-4)}`
  expect(withoutKey(masked, [KEY])).toBe(masked)
})

test.each([['none of these', 'none']])('in "%s" nothing is secret', (text, key) => {
  expect(secretsOf(key, {})).toEqual([])
  expect(withoutKey(text, [key])).toBe(text)
})

test('a quotation holds no part of a key that its end would have cut', () => {
  const told = quotable(`${'x'.repeat(290)} ${KEY}`, [KEY])
  expect(told).toBe(`${'x'.repeat(290)} [key]`)
})

describe('the values of headers', () => {
  test('are secrets like the key, with and without their scheme; short ones are ordinary words', () => {
    const headers = {
      'api-key': ' azure-secret-0123 ',
      Authorization: 'Bearer gateway-secret-0123',
      'X-Title': 'Coterie',
    }
    const secrets = secretsOf(KEY, headers)
    const echoed = `azure-secret-0123 gateway-secret-0123 ${KEY} Coterie`
    expect(withoutKey(echoed, secrets)).toBe('[key] [key] [key] Coterie')
    expect(secretsOf(null, {})).toEqual([])
  })

  test('that hold another secret leave nothing of themselves', () => {
    const secrets = secretsOf('inner-secret', { 'x-token': 'outer:inner-secret:outer' })
    expect(withoutKey('outer:inner-secret:outer, inner-secret', secrets)).toBe('[key], [key]')
  })
})
