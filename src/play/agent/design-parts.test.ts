import { describe, expect, test } from 'vitest'
import { edited, ordered, switchedOn } from './design-parts.ts'

const rules = { name: 'rules', text: 'The rules.' }
const told = { name: 'messages', text: 'Hello.', source: 'message:p2@3' }

describe('a part that the experiment changes', () => {
  test.each([
    ['is replaced', 'Other rules.', 'Other rules.'],
    ['is introduced', 'Mind: {text}', 'Mind: The rules.'],
    ['is followed', '{text} Really.', 'The rules. Really.'],
    ['is said twice', '{text} {text}', 'The rules. The rules.'],
    ['has nothing special about $&', '$& {text}', '$& The rules.'],
  ])('%s, and says so', (_, text, expected) => {
    expect(edited(rules, { parts: { rules: { text } } })).toEqual({
      name: 'rules',
      text: expected,
      source: 'experiment',
    })
  })

  test('keeps the source that it had', () => {
    expect(edited(told, { parts: { messages: { text: '> {text}' } } }).source).toBe(
      'experiment:message:p2@3',
    )
  })

  test.each([['on' as const], [{ text: '{text}' }]])('is as it was under %j', (edit) => {
    expect(edited(told, { parts: { messages: edit } })).toBe(told)
  })

  test('stays empty where there is nothing to introduce, but can be replaced', () => {
    const nothing = { name: 'rules', text: '' }
    expect(edited(nothing, { parts: { rules: { text: 'So far: {text}' } } }).text).toBe('')
    expect(edited(nothing, { parts: { rules: { text: 'None.' } } }).text).toBe('None.')
  })
})

test('every part of a name that is off is left out, and the others are not', () => {
  const parts = [rules, told, rules]
  expect(switchedOn(parts, { parts: { rules: 'off', messages: 'on' } })).toEqual([told])
  const inherited = [{ name: 'constructor' }]
  expect(switchedOn(inherited, { parts: { rules: 'off' } })).toEqual(inherited)
  expect(switchedOn(parts)).toEqual(parts)
})

test('parts that the order names come first; the rest stay as they were', () => {
  const names = (order: string[]): string =>
    ordered(
      [...'abcab'].map((name) => ({ name })),
      { order },
    )
      .map(({ name }) => name)
      .join('')
  expect(names(['c', 'b'])).toBe('cbbaa')
  expect(names(['x'])).toBe('abcab')
})
