import { describe, expect, test } from 'vitest'
import { BadInputError } from '../../../base/errors.ts'
import type { AnswerForm } from '../../../record/ask.ts'
import { seatAlone } from '../seat-alone.ts'
import { lookup } from './lookup.ts'

const FORM: AnswerForm = {
  kind: 'choice',
  options: ['cooperate', 'defect'],
  labels: ['J', 'F'],
  order: [0, 1],
}

function seatedWith(table: Record<string, string>) {
  const { decide, show } = seatAlone(lookup, { table })
  return { show, decide: () => decide(FORM, { tick: 3 }) }
}

describe('a policy that looks its moves up', () => {
  test('finds them under the labels of the other’s past moves', () => {
    const { decide, show } = seatedWith({ '': 'J', F: 'F', FJ: 'J' })
    expect(decide()).toBe('J')
    show('outcome', { own: 'cooperate', other: 'defect' })
    expect(decide()).toBe('F')
    show('outcome', { own: 'defect', other: 'cooperate' })
    expect(decide()).toBe('J')
  })

  test('uses the other’s own labels where the rules tell them', () => {
    const { decide, show } = seatedWith({ X: 'F' })
    show('rules', {
      options: { own: ['cooperate', 'defect'], other: ['left', 'right'] },
      labels: { own: ['J', 'F'], other: ['X', 'Y'] },
    })
    show('outcome', { own: 'cooperate', other: 'left' })
    expect(decide()).toBe('F')
  })

  test('falls back to canonical names', () => {
    const { decide, show } = seatedWith({ defectdefect: 'F' })
    show('outcome', { own: 'cooperate', other: 'defect' })
    show('outcome', { own: 'cooperate', other: 'defect' })
    expect(decide()).toBe('F')
  })

  test('passes over rounds in which the other did not answer', () => {
    const { decide, show } = seatedWith({ J: 'F' })
    show('outcome', { own: 'cooperate', other: null })
    show('outcome', { own: null, other: 'cooperate' })
    expect(decide()).toBe('F')
  })

  test('says which key is missing, for whom and when', () => {
    const { decide, show } = seatedWith({ '': 'J' })
    show('outcome', { own: 'cooperate', other: 'defect' })
    expect(decide).toThrow(BadInputError)
    expect(decide).toThrow(
      /^p1 finds no entry "F" or "defect" in its table for the ask "choice" at tick 3\./,
    )
  })

  test('does not take the names of an object’s own methods for entries', () => {
    const { decide, show } = seatedWith({ '': 'J' })
    show('rules', { options: { other: ['constructor'] }, labels: { other: ['constructor'] } })
    show('outcome', { own: 'cooperate', other: 'constructor' })
    expect(decide).toThrow(BadInputError)
  })
})
