/** Names are found where a reader would find them, and nowhere else. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mentionsIn } from '../../record/mentions.ts'
import { nameFinder } from './find-names.ts'

const found = (text: string, ...names: string[]): string[] =>
  nameFinder(names.map((name) => ({ name, of: name })))(text).map(
    ({ start, end, of }) => `${of}: ${text.slice(start, end)}`,
  )

test('case, joints and the form of letters do not matter', () => {
  expect(found('ADA, ada-lovelace and Ada Lovelace', 'Ada Lovelace')).toEqual([
    'Ada Lovelace: ada-lovelace',
    'Ada Lovelace: Ada Lovelace',
  ])
  expect(found('Rene\u0301 and Ren\u00e9', 'Ren\u00e9')).toHaveLength(2)
  expect(found('agent‑a, AGENT-A', 'Agent-A')).toEqual(['Agent-A: agent‑a', 'Agent-A: AGENT-A'])
})

test('of several names that begin at one place, the longest is found', () => {
  expect(found('Kimi K2 Pro and Kimi K2', 'Kimi K2', 'Kimi K2 Pro')).toEqual([
    'Kimi K2 Pro: Kimi K2 Pro',
    'Kimi K2: Kimi K2',
  ])
})

test('a name is a word of its own: neither a part of one nor one with another accent', () => {
  expect(found('Adam, Nevada, Ada\u0301, Ada2, 2Ada', 'Ada')).toEqual([])
  expect(found('Ada’s, (Ada), Ada_, @Ada: "Ada"', 'Ada')).toHaveLength(5)
})

test('an article is no name', () => {
  expect(found('give each agent a task, and a plan', 'Agent-A', 'Agent A', 'A')).toEqual([])
  expect(found('Agent A and A agree', 'Agent A', 'A')).toEqual(['Agent A: Agent A', 'A: A'])
})

test('in scripts without spaces a name stands beside other letters', () => {
  expect(found('我同意张伟的看法', '张伟')).toEqual(['张伟: 张伟'])
})

test('what is special in an expression is plain in a name', () => {
  expect(found('C++ and (x) and a.b, not aXb', 'C++', '(x)', 'a.b')).toEqual([
    'C++: C++',
    '(x): (x)',
    'a.b: a.b',
  ])
})

test('whoever is mentioned is found', () => {
  const names = ['Ada', 'Agent-B', 'Kimi K2', 'Élodie', 'Bo 7', 'Łukasz']
  const words = fc.constantFrom(
    ...names,
    ...names.map((name) => name.toUpperCase()),
    'and',
    'Adam',
    '"Ada"',
    '@Bo 7',
    '🦋',
    'Agent‑B',
    'Kimi\u00a0K2',
  )
  fc.assert(
    fc.property(fc.array(words), fc.constantFrom(' ', ', ', '\n'), (list, joint) => {
      const text = list.join(joint)
      const here = new Set(
        nameFinder(names.map((name) => ({ name, of: name })))(text).map(({ of }) => of),
      )
      for (const name of mentionsIn(text, names)) expect(here).toContain(name)
    }),
  )
})
