import { describe, expect, test } from 'vitest'
import { toldAlready } from './told-already.ts'

const notes = (text: string) => ({ name: 'notes', text })

describe('of a text there is told', () => {
  test.each([
    ['all of it, where nothing of the kind was', [], 'A', 'A'],
    ['nothing, where it stands there', ['A'], 'A', ''],
    ['its rest, where it begins with what stands there', ['A'], 'A\nB', 'B'],
    ['its rest, where it grew several times', ['A', 'B'], 'A\nB\nC', 'C'],
    ['nothing, where it was told bit by bit', ['A', 'B'], 'A\nB', ''],
    ['its rest, where its beginning was dropped', ['A', 'B'], 'B\nC', 'C'],
    ['all of it, where it is another', ['A'], 'B\nA', 'B\nA'],
    ['all of it, where only a line of what stands there is the same', ['A\nB'], 'A\nC', 'A\nC'],
    ['all of it, where a line goes on otherwise', ['Round 1'], 'Round 10', 'Round 10'],
    ['all of it, where it stands in the midst of more', ['A\nB\nC'], 'B', 'B'],
    ['the rest, with its blank lines', ['A'], 'A\n\nB', '\nB'],
  ])('%s', (_, told, text, rest) => {
    expect(toldAlready(told.map(notes)).restOf(notes(text))).toBe(rest)
  })

  test('what stands there once is found once: who says the same again is heard', () => {
    const told = toldAlready([notes('Hello.')])
    expect([told.restOf(notes('Hello.')), told.restOf(notes('Hello.'))]).toEqual(['', 'Hello.'])
  })

  test('the same words under another name or from elsewhere are other words', () => {
    const told = toldAlready([{ ...notes('Hello.'), source: 'message:p1@1' }])
    expect(told.restOf(notes('Hello.'))).toBe('Hello.')
    expect(told.restOf({ ...notes('Hello.'), source: 'message:p1@2' })).toBe('Hello.')
    expect(told.restOf({ ...notes('Hello.'), source: 'experiment:message:p1@1' })).toBe('')
  })
})

test('whole lines are held in the midst of others, each once', () => {
  const told = toldAlready([notes('A\nB\nA')])
  expect(['A', 'A', 'A', 'B\nA', 'B'].map((text) => told.holds(notes(text)))).toEqual([
    true,
    true,
    false,
    false,
    true,
  ])
})
