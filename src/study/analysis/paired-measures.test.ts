import { describe, expect, test } from 'vitest'
import type { TickEntry } from '../../record/entry.ts'
import { ParticipantId } from '../../record/ids.ts'
import type { Seat } from '../../record/seat.ts'
import { measuresOf, plantedIn, type MeasuredTick, type PairedMeasure } from './paired-measures.ts'

const [p1, p2, p3] = ['p1', 'p2', 'p3'].map((id) => ParticipantId.parse(id)) as [
  ParticipantId,
  ParticipantId,
  ParticipantId,
]
const seat = (participant: ParticipantId, role: string): Seat => ({
  participant,
  role,
  agent: 'x',
  policy: 'x',
  settings: {},
  persona: null,
})
const SEATS = [seat(p1, 'speaker'), seat(p2, 'speaker'), seat(p3, 'judge')]

const asked = (of: ParticipantId): TickEntry => ({
  kind: 'decision-asked',
  of,
  ask: 'vote',
  form: { kind: 'choice', options: ['yes', 'no'], labels: ['Yes', 'No'], order: [0, 1] },
})
const took = (
  of: ParticipantId,
  value: string | null,
  status: 'valid' | 'planted' | 'passed' = 'valid',
): TickEntry => ({
  kind: 'decision-taken',
  of,
  ask: 'vote',
  value,
  displayed: value,
  status,
  attempts: status === 'planted' ? 0 : 1,
})
const paid = (to: ParticipantId, points: number): TickEntry => ({
  kind: 'payoff-awarded',
  to,
  points,
})
const said = (from: ParticipantId | null, text: string, more: object = {}): TickEntry => ({
  kind: 'message-sent',
  from,
  channel: 'public',
  audience: [p1, p2, p3],
  text,
  onRecord: true,
  ...more,
})

/** `kind role participant value` → amount. */
const told = (
  ticks: readonly (readonly TickEntry[])[],
  from = 0,
  skipped: readonly string[] = [],
): Record<string, number> => {
  const numbered: MeasuredTick[] = ticks.map((entries, tick) => ({ tick, entries }))
  const name = ({ kind, role, participant, value }: PairedMeasure): string =>
    [kind, role, participant, value].filter((part) => part !== null).join(' ')
  return Object.fromEntries(
    measuresOf(numbered, SEATS, { from, skipped: new Set(skipped) }).map((one) => [
      name(one.measure),
      one.amount,
    ]),
  )
}

describe('measures of a run', () => {
  test('earnings are those of a seat of the role, and of each where there are several', () => {
    expect(told([[paid(p1, 4), paid(p2, 1)], [paid(p1, 2)]])).toEqual({
      'earnings speaker': 3.5,
      'earnings speaker p1': 6,
      'earnings speaker p2': 1,
      'earnings judge': 0,
      ticks: 2,
    })
  })

  test('what came before the fork is left out, except of the number of ticks', () => {
    const { ticks, 'earnings judge': judge } = told([[paid(p3, 4)], [paid(p3, 1)]], 1)
    expect({ ticks, judge }).toEqual({ ticks: 2, judge: 1 })
  })

  test('shares are of decisions that participants made, options that nobody took among them', () => {
    expect(
      told([
        [asked(p3), took(p3, 'yes')],
        [asked(p3), took(p3, null, 'passed')],
      ]),
    ).toEqual({
      'share judge yes': 0.5,
      'share judge no': 0,
      'share judge': 0.5,
      ticks: 2,
    })
  })

  test('messages and words are their own: nothing planted, no notices, no news', () => {
    const measured = told([
      [said(p3, 'One two  three.'), said(p3, 'Mine?', { planted: true }), said(null, 'Rain.')],
      [said(p1, 'I have crashed.', { notice: true })],
    ])
    expect(measured).toMatchObject({ 'messages judge': 1, 'words judge': 3 })
    expect(measured).toMatchObject({ 'messages speaker': 0, 'words speaker p1': 0 })
  })

  test('an answer that was given on one side counts on neither', () => {
    const given = [
      [asked(p3), took(p3, 'no', 'planted')],
      [asked(p3), took(p3, 'yes')],
    ]
    const decided = [
      [asked(p3), took(p3, 'no')],
      [asked(p3), took(p3, 'yes')],
    ]
    const skipped = plantedIn(given.map((entries, tick) => ({ tick, entries })))
    expect(told(decided)).toMatchObject({ 'share judge yes': 0.5 })
    expect(told(decided, 0, skipped)).toEqual(told(given, 0, skipped))
    expect(told(decided, 0, skipped)).toMatchObject({ 'share judge yes': 1 })
  })
})
