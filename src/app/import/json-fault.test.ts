/** Broken JSON is broken at a place, and whole JSON nowhere. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonFault } from './json-fault.ts'
import { readJson } from './read-json.ts'

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const scraps = fc.string({
  unit: fc.constantFrom(
    ...'{}[]:,"\\/ntu0123456789abcdefE+-. \n\t\u0000é'.split(''),
    'true',
    'null',
    '"a":',
    '1,',
  ),
  maxLength: 20,
})

describe('a fault', () => {
  test('is found exactly where JSON.parse finds one', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          scraps,
          fc.json(),
          fc.json().map((text) => text.slice(0, -1)),
        ),
        (text) => {
          expect(jsonFault(text) === undefined).toBe(parses(text))
        },
      ),
      { numRuns: 2_000 },
    )
  })

  test('stands where the text before it could still become JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, n) => {
        const at = n % text.length
        const broken = `${text.slice(0, at)}\u0001${text.slice(at)}`
        const fault = jsonFault(broken)
        // What comes before the wrong character is whole: the fault is there or at the end of the word it cuts.
        expect(fault?.at).toBeLessThanOrEqual(at)
      }),
    )
  })

  test.each([
    ['', 0, 'a value'],
    ['{"a":1,}', 7, 'a key in double quotes'],
    ['[1 2]', 3, 'a comma or "]"'],
    ['{"a" 1}', 5, 'a colon'],
    ['nope', 0, 'a value'],
    ['[01]', 2, 'a comma or "]"'],
    ['"a\nb"', 2, 'no control character within quotes'],
    ['"a\\x"', 2, 'an escape of JSON'],
    ['"abc', 4, 'the closing quote'],
    ['{} {}', 3, 'the end of the text'],
    ['[1,2', 4, 'a comma or "]"'],
  ])('of %j is at %i: there should be %s', (text, at, expected) => {
    expect(jsonFault(text)).toMatchObject({
      at,
      expected: expect.stringContaining(expected) as string,
    })
  })
})

test('it is told with line, column and byte', () => {
  const place = { path: 'a.json', line: 1, byte: 3 }
  expect(() => readJson('{\n  "é": 1,\n  "b" 2\n}', place)).toThrow(
    'a.json:3:7: this is not JSON: here is "2", and there should be a colon (byte 22)',
  )
  expect(() => readJson('[1', place)).toThrow(/a\.json:1:3: .*the text ends here.*\(byte 5\)/)
})

test('what is nested without end is no transcript', () => {
  const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`
  expect(() => readJson(deep, { path: 'a.json', line: 1, byte: 0 })).toThrow(/more than 200 levels/)
})
