import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Json } from '../../../base/canonical-json.ts'
import { BadInputError } from '../../../base/errors.ts'
import type { AnswerForm } from '../../../record/ask.ts'
import { defineStrategy, type AnyStrategy, type GameFacts, type Move } from '../define-strategy.ts'
import { seatAlone } from '../seat-alone.ts'
import { scripted } from './scripted.ts'

const DILEMMA = {
  options: { own: ['cooperate', 'defect'], other: ['cooperate', 'defect'] },
  payoffs: [
    [8, 0],
    [10, 5],
  ],
  rounds: 10,
}
const FORM: AnswerForm = {
  kind: 'choice',
  options: ['cooperate', 'defect'],
  labels: ['J', 'F'],
  order: [1, 0],
}

const echo = defineStrategy({
  name: 'echo',
  summary: 'Copies the last move.',
  citation: 'This test 2025',
  facts: { memoryDepth: 1, stochastic: false, usesHorizon: false },
  move: (_state, { lastOther }) => lastOther ?? 'C',
})

/** Notes what it is handed, and changes its move at every call. */
function witness() {
  const notes: { games: GameFacts[]; calls: string[] } = { games: [], calls: [] }
  const strategy = defineStrategy({
    name: 'witness',
    summary: 'Alternates by call.',
    citation: 'This test 2025',
    facts: { memoryDepth: 0, stochastic: false, usesHorizon: false },
    parameters: z.strictObject({ first: z.enum(['C', 'D']).default('C') }),
    start({ first }, game): { next: Move } {
      notes.games.push(game)
      return { next: first }
    },
    move(state, { own, other }) {
      notes.calls.push(`${own.join('')}/${other.join('')}`)
      const move = state.next
      state.next = move === 'C' ? 'D' : 'C'
      return move
    },
  })
  return { notes, strategy }
}

function seatedWith(
  strategy: AnyStrategy,
  rules: Json = DILEMMA,
  settings: Record<string, Json> = {},
) {
  const { decide, show } = seatAlone(scripted(strategy), settings)
  if (rules !== null) show('rules', rules)
  return {
    decide: (form: AnswerForm = FORM) => decide(form),
    round: (own: string | null, other: string | null) => {
      show('outcome', { own, other, ownPoints: 0, otherPoints: 0 })
    },
  }
}

describe('a seated strategy', () => {
  test('answers with the canonical option in the place of its move', () => {
    const seat = seatedWith(echo)
    expect(seat.decide()).toBe('cooperate')
    seat.round('cooperate', 'defect')
    expect(seat.decide()).toBe('defect')
    seat.round('defect', 'cooperate')
    expect(seat.decide()).toBe('cooperate')
  })

  test('is told the payoffs and the announced horizon of the rules', () => {
    const { notes, strategy } = witness()
    expect(seatedWith(strategy).decide()).toBe('cooperate')
    expect(notes.games).toEqual([{ R: 8, S: 0, T: 10, P: 5, rounds: 10 }])
  })

  test('matches sides with different names by place', () => {
    const rules = { ...DILEMMA, options: { own: ['up', 'down'], other: ['left', 'right'] } }
    const form: AnswerForm = { ...FORM, options: ['up', 'down'], labels: ['A', 'B'] }
    const seat = seatedWith(echo, rules)
    expect(seat.decide(form)).toBe('up')
    seat.round('up', 'right')
    expect(seat.decide(form)).toBe('down')
  })

  test('moves once for each played round: a void round leaves its move standing', () => {
    const { notes, strategy } = witness()
    const seat = seatedWith(strategy)
    expect(seat.decide()).toBe('cooperate')
    seat.round('cooperate', null)
    expect(seat.decide()).toBe('cooperate')
    seat.round(null, 'defect')
    expect(seat.decide()).toBe('cooperate')
    seat.round('cooperate', 'defect')
    expect(seat.decide()).toBe('defect')
    expect(notes.calls).toEqual(['/', 'C/D'])
  })

  test('names the option in the place of its own move when asked for a prediction', () => {
    const { notes, strategy } = witness()
    const seat = seatedWith(strategy)
    expect(seat.decide({ ...FORM, options: ['left', 'right'] })).toBe('left')
    expect(seat.decide()).toBe('cooperate')
    expect(notes.calls).toEqual(['/'])
  })

  test('seated late, goes through the rounds that were played before', () => {
    const { notes, strategy } = witness()
    const seat = seatedWith(strategy)
    seat.round('defect', 'defect')
    seat.round('cooperate', 'defect')
    expect(seat.decide()).toBe('cooperate')
    expect(notes.calls).toEqual(['/', 'D/D', 'DC/DD'])
  })

  test('takes its parameters from the settings of the seat', () => {
    expect(seatedWith(witness().strategy, DILEMMA, { first: 'D' }).decide()).toBe('defect')
    expect(() => seatedWith(witness().strategy, DILEMMA, { first: 'E' })).toThrow(
      /p1, policy witness: settings\.first: /,
    )
    expect(() => seatedWith(witness().strategy, DILEMMA, { last: 'C' })).toThrow(BadInputError)
  })

  test('refuses games that are not of two options a side', () => {
    const three: AnswerForm = { ...FORM, options: ['a', 'b', 'c'], labels: ['a', 'b', 'c'] }
    const message = 'strategy echo plays games of two options; this one has 3'
    expect(() => seatedWith(echo).decide(three)).toThrow(message)
    const lopsided = { ...DILEMMA, options: { own: ['a', 'b'], other: ['a', 'b', 'c'] } }
    expect(() => seatedWith(echo, lopsided).decide()).toThrow(message)
    const amount: AnswerForm = { kind: 'amount', min: 0, max: 10, step: 1 }
    expect(() => seatedWith(echo).decide(amount)).toThrow(/this ask is for an amount/)
  })

  test('says which facts it misses', () => {
    expect(() => seatedWith(echo, null).decide()).toThrow(/p1 was shown no "rules"/)
  })
})
