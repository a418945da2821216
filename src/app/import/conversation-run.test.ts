/** What was said becomes a run: who speaks is seated, rounds are numbered, nothing is put into another order. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conversationRun, roundNumbers, type Utterance } from './conversation-run.ts'

const said = (
  speaker: string,
  round: string | null = null,
  more: Partial<Utterance> = {},
): Utterance => ({
  speaker,
  text: `${speaker} speaks`,
  round,
  channel: null,
  time: null,
  place: 'talk.csv:2',
  ...more,
})
const runOf = (utterances: readonly Utterance[]) =>
  conversationRun({ name: null, treatment: 'all', replicate: 1, utterances })

describe('rounds', () => {
  test.each([
    ['from 1 stay as they are', ['1', '2', '5'], [1, 2, 5], false],
    ['from 0 go up by one', ['0', '1', '3'], [1, 2, 4], true],
    ['with names are numbered as they come', ['warm-up', 'main', '3'], [1, 2, 3], true],
  ])('%s', (_what, given, numbers, isRenamed) => {
    const rounds = roundNumbers(given.map((round) => ({ round, place: '' })))
    expect(given.map((round) => rounds.numbers.get(round))).toEqual(numbers)
    expect(rounds.isRenamed).toBe(isRenamed)
    for (const round of given) expect(rounds.names[rounds.numbers.get(round)! - 1]).toBe(round)
  })

  test('that go back are refused with the row', () => {
    expect(() => runOf([said('a', '2'), said('b', '1')])).toThrow(
      /talk\.csv:2: round 1 comes after round 2/,
    )
    expect(() => runOf([said('a', 'x'), said('b', 'y'), said('a', 'x')])).toThrow(
      /round x comes after round y/,
    )
  })

  test('are numbers from 1 in the order of the talk, whatever they are called', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(fc.string({ maxLength: 3 }), fc.nat(9).map(String)), {
          minLength: 1,
        }),
        (given) => {
          const isWhole = given.every((round) => /^\d+$/.test(round))
          const inOrder = isWhole ? given.toSorted((a, b) => Number(a) - Number(b)) : given
          const rounds = roundNumbers(inOrder.map((round) => ({ round, place: '' })))
          const numbers = inOrder.map((round) => rounds.numbers.get(round)!)
          expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
          expect(numbers[0]).toBeGreaterThan(0)
        },
      ),
    )
  })
})

test('participants are numbered as they first speak; a name can be anything', () => {
  const { plan, ticks } = runOf([said('__proto__'), said('../../x'), said('__proto__')])
  expect(plan.seats.map(({ participant, agent }) => [participant, agent])).toEqual([
    ['p1', '__proto__'],
    ['p2', '../../x'],
  ])
  expect(ticks.map(({ entries: [entry] }) => entry)).toMatchObject([
    { from: 'p1' },
    { from: 'p2' },
    { from: 'p1' },
  ])
})

test('everybody hears what is public, and a channel is heard by those who speak on it', () => {
  const { ticks } = runOf([
    said('a', null, { channel: 'team:red' }),
    said('b'),
    said('c', null, { channel: 'team:red' }),
  ])
  expect(
    ticks.map(({ entries: [entry] }) => (entry?.kind === 'message-sent' ? entry.audience : [])),
  ).toEqual([
    ['p1', 'p3'],
    ['p1', 'p2', 'p3'],
    ['p1', 'p3'],
  ])
})

test('times and the names of runs stand in the parameters, where the source has them', () => {
  const { plan } = conversationRun({
    name: 'g7',
    treatment: 'red',
    replicate: 3,
    utterances: [said('a', null, { time: '12:30' }), said('b')],
  })
  expect(plan).toMatchObject({
    treatment: 'red',
    replicate: 3,
    parameters: { run: 'g7', sourceTimes: ['12:30', null], names: ['a', 'b'] },
  })
  expect(Object.keys(runOf([said('a')]).plan.parameters)).toEqual(['names'])
})
