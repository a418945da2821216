import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastJson } from './last-json.ts'

const value = (reply: string, isForeign = (_: string) => false) => {
  const found = lastJson(reply, isForeign)
  return found.kind === 'object' ? found.value : found.kind
}

test.each([
  ['alone', '{"a": 1}', { a: 1 }],
  ['in a fence of Markdown', 'Here:\n```json\n{"a": 1}\n```\n', { a: 1 }],
  ['after a draft', 'First {"a": 0}, no: {"a": 1}', { a: 1 }],
  ['with brackets in its words', 'x {"a": "} { \\" ]"} y', { a: '} { " ]' }],
  ['after a bracket that nothing closes', 'I {think} so { {"a": {"b": [1]}}', { a: { b: [1] } }],
  ['before prose in brackets', '{"a": 1} {as I said}', { a: 1 }],
])('the last object that is whole counts: %s', (_, reply, expected) => {
  expect(value(reply)).toEqual(expected)
})

test('an object that is somebody else’s is passed over', () => {
  const isForeign = (written: string) => written.includes('theirs')
  expect(value('{"a": "mine"} for {"a": "theirs"}', isForeign)).toEqual({ a: 'mine' })
  expect(value('It says {"a": "theirs"}', isForeign)).toBe('none')
})

test.each(['', 'no', '{', '{"a": 1', '[1]', "{'a': 1}", '{"a": 1,}'])(
  'there is none in %j, and nothing is repaired',
  (reply) => {
    expect(value(reply)).toBe('none')
  },
)

test('a property that stands twice is told, at any depth; two objects may share names', () => {
  expect(value('{"a": 1, "a": 2}')).toBe('repeated')
  expect(value('{"x": {"a": 1, "\\u0061": 2}}')).toBe('repeated')
  expect(value('{"x": [{"a": 1}, {"a": "a"}]}')).toEqual({ x: [{ a: 1 }, { a: 'a' }] })
})

test('any object is found in any prose without brackets', () => {
  const prose = fc.string().map((text) => text.replaceAll(/[{}]/g, ''))
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), prose, prose, (object, a, b) => {
      const written = JSON.stringify(object)
      expect(value(a + written + b)).toEqual(JSON.parse(written))
    }),
  )
})

test('a megabyte of brackets is read in no time', () => {
  expect(value('{'.repeat(1_000_000))).toBe('none')
  expect(value('{"a":'.repeat(200_000))).toBe('none')
})
