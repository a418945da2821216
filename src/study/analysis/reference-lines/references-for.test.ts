import { describe, expect, test } from 'vitest'
import { measures } from '../measures/measures.ts'
import { referenceLines, referencesFor } from './references-for.ts'

const linesOf = (...played: Parameters<typeof referencesFor>) =>
  referencesFor(...played).map(
    ({ line, differs }) => [line.statistic, line.value, differs] as const,
  )

describe('reference lines', () => {
  test('each is about a measure that exists, and has its citation and grade', () => {
    for (const { measure, citation, grade, statistic } of referenceLines) {
      expect(measure === null || measures.has(measure), statistic).toBe(true)
      expect(citation).toMatch(/\d{4}/)
      expect(['A', 'B', 'C']).toContain(grade)
    }
  })

  test('match on parameters: Berg’s game endows both, and is played once', () => {
    const berg = { scenario: 'trust-game', parameters: {}, seats: 2 }
    expect(linesOf(berg)).toContainEqual(['mean share sent', 0.516, []])
    const other = { ...berg, parameters: { endow: 'trustor', rounds: 7 } }
    expect(linesOf(other)).toContainEqual([
      'mean share sent',
      0.516,
      ['endow: both there, trustor here', 'rounds: 1 there, 7 here'],
    ])
    expect(linesOf(other)).toContainEqual(['mean share sent, meta-analysis', 0.509, []])
  })

  test('of public goods games know the return by multiplier and size', () => {
    const played = {
      scenario: 'public-goods',
      parameters: { groupSize: 4, matching: 'stranger' },
      seats: 24,
    }
    expect(linesOf(played)).toContainEqual(['mean share contributed', 0.242, []])
    expect(linesOf({ ...played, parameters: { ...played.parameters, mpcr: 0.5 } })).toContainEqual([
      'mean share contributed',
      0.242,
      ['mpcr: 0.4 there, 0.5 here'],
    ])
  })

  test('of dilemmas go by payoffs and the chance of another round', () => {
    const payoffs = [
      [
        [40, 40],
        [12, 50],
      ],
      [
        [50, 12],
        [25, 25],
      ],
    ] as const
    const played = {
      scenario: 'matrix-game',
      parameters: { continuation: 0.75 },
      seats: 2,
      payoffs,
    }
    const exact = referencesFor(played).filter(({ differs }) => differs.length === 0)
    expect(exact.map(({ line }) => line.value)).toEqual([0.694, 0.659, 0.979, 0.362, 0.373, 0.044])
  })

  test('what is not confirmed is left out unless it is asked for', () => {
    const played = { scenario: 'dictator-game', parameters: {}, seats: 2 }
    const values = (grades?: readonly ('A' | 'B' | 'C')[]) =>
      referencesFor(played, grades).map(({ line }) => line.value)
    expect(values()).not.toContain(0.2835)
    expect(values(['A', 'B', 'C'])).toContain(0.2835)
  })
})
