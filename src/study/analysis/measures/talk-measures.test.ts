import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TickEntry } from '../../../record/entry.ts'
import { measureRows } from './measure-rows.ts'
import { seatAt, shown, tell, valuesOf, type ToldRun } from './told-run.contract.ts'

const NAMES = ['Alpha', 'Bravo', 'Charlie']
const SEATS = NAMES.map((_, place) => seatAt(place))

const said = (place: number | null, text: string, more: object = {}): TickEntry => ({
  kind: 'message-sent',
  from: place === null ? null : seatAt(place),
  channel: 'public',
  audience: SEATS,
  text,
  onRecord: true,
  ...more,
})
const names = SEATS.map((_, place) =>
  shown(place, 'setting', { names: Object.fromEntries(SEATS.map((id, i) => [id, NAMES[i]])) }),
)

/** A tick for each message; rounds are given beside. */
const talk = (
  messages: readonly TickEntry[],
  rounds: readonly number[] = messages.map(() => 1),
  changes: Partial<ToldRun> = {},
): ToldRun => ({
  scenario: 'group-discussion',
  roles: ['speaker', 'speaker', 'speaker'],
  ticks: messages.map((entry, i) => ({
    round: rounds[i] ?? null,
    entries: i === 0 ? [...names, entry] : [entry],
  })),
  ...changes,
})

describe('talk', () => {
  const store = tell(
    talk([
      said(null, 'The brief.'),
      said(0, 'one two three'),
      said(0, 'and four'),
      said(1, 'I agree with alpha.'),
      said(2, 'planted words here', { planted: true }),
      said(1, 'It has crashed.', { notice: true }),
      said(0, '@all decide'),
    ]),
  )

  test('messages, words and turns are one’s own: no brief, no notice, nothing planted', () => {
    expect(valuesOf(store, 'messages')).toEqual({ p1: 3, p2: 1, p3: 0 })
    expect(valuesOf(store, 'words')).toEqual({ p1: 7, p2: 4, p3: 0 })
    expect(valuesOf(store, 'turns')).toEqual({ p1: 2, p2: 1, p3: 0 })
    expect(valuesOf(store, 'words-per-message')).toMatchObject({
      p2: 4,
      p3: expect.stringMatching(/^null/) as string,
    })
    expect(valuesOf(store, 'floor-share')).toEqual({ p1: 7 / 11, p2: 4 / 11, p3: 0 })
    expect(valuesOf(store, 'floor-gini')['run']).toBeCloseTo(14 / 33, 12)
  })

  test('who answers whom: those who are named, else whoever was heard last', () => {
    expect(valuesOf(store, 'answers-to')).toEqual({
      'p1 p2': 1,
      'p1 p3': 1,
      'p2 p1': 1,
      'p2 p3': 0,
      'p3 p1': 0,
      'p3 p2': 0,
    })
    expect(valuesOf(store, 'network-density')).toEqual({ run: 3 / 6 })
    expect(valuesOf(store, 'network-reciprocity')).toEqual({ run: 2 / 3 })
    expect(valuesOf(store, 'cross-reference-share')).toMatchObject({ p1: 1 / 3, p2: 1 })
  })

  test('what was not heard yet is not answered', () => {
    const staggered = tell(
      talk([
        said(0, 'first', { launched: 0, arrived: 5 }),
        said(1, 'second', { launched: 1, arrived: 6 }),
        said(2, 'third', { launched: 5, arrived: 9 }),
      ]),
    )
    expect(valuesOf(staggered, 'answers-to')).toMatchObject({ 'p2 p1': 0, 'p3 p1': 1, 'p3 p2': 0 })
  })

  test('without names nobody can be named, and that is no zero', () => {
    const nameless = tell({
      ...talk([said(0, 'hello')]),
      ticks: [{ round: 1, entries: [said(0, 'hello Bravo')] }],
    })
    expect(valuesOf(nameless, 'cross-reference-share')['p1']).toMatch(
      /^null: the record does not tell/,
    )
  })

  test('shares of the floor sum to 1, shares of ties are shares, whatever is said', () => {
    const texts = fc.constantFrom('yes', 'Alpha and bravo', 'two words', '', '@everyone now')
    const messages = fc.array(fc.tuple(fc.nat({ max: 2 }), texts), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(messages, (list) => {
        const store = tell(talk(list.map(([place, text]) => said(place, text))))
        const shares = Object.values(valuesOf(store, 'floor-share'))
        if (typeof shares[0] === 'number')
          expect((shares as number[]).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
        for (const { value } of measureRows(store, ['network-density', 'network-reciprocity'])) {
          if (typeof value !== 'number') continue
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('the response to a crash', () => {
  const crash: TickEntry = {
    kind: 'participant-crashed',
    of: seatAt(2),
    lasting: 'permanent',
    notice: null,
    told: 'never',
  }
  const interventions = [
    {
      at: { round: 4 },
      deed: {
        do: 'crash' as const,
        who: seatAt(2),
        lasting: 'permanent' as const,
        notice: null,
        told: 'never' as const,
        audience: SEATS,
      },
    },
  ]
  /** Alpha says one word a round before round 4, and three, naming Charlie, from then on. */
  const rounds = [1, 2, 3, 4, 5, 6]
  const crashed: ToldRun = {
    ...talk([]),
    ticks: rounds.map((round) => ({
      round,
      entries: [
        ...(round === 1 ? names : []),
        ...(round === 4 ? [crash] : []),
        said(0, round < 4 ? 'on' : 'where is Charlie'),
        ...(round < 4 ? [said(2, 'mine do not count')] : []),
      ],
    })),
    interventions,
  }
  const calm: ToldRun = {
    ...talk([]),
    ticks: rounds.map((round) => ({
      round,
      entries: [
        ...(round === 1 ? names : []),
        said(0, round < 4 ? 'on' : 'on and'),
        said(2, 'Yes'),
      ],
    })),
  }

  test('is the difference of the others’ talk per round, against the same rounds where nobody crashed', () => {
    const rows = [...measureRows(tell(crashed, calm), ['crash-response', 'crash-placebo'])]
    const of = (measure: string, replicate: number) =>
      Object.fromEntries(
        rows
          .filter((row) => row.measure === measure && row.replicate === replicate)
          .map(({ about, value, reason }) => [about, value ?? reason]),
      )
    expect(of('crash-response', 1)).toEqual({ messages: 0, words: 2, mentions: 1 })
    expect(of('crash-placebo', 2)).toEqual({ messages: 0, words: 1, mentions: 0 })
    expect(of('crash-response', 2)).toMatchObject({ words: 'nobody crashes' })
    expect(of('crash-placebo', 1)).toMatchObject({ words: 'too few rounds before the crash' })
  })
})
