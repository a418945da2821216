/** Staggered talk: what has arrived when somebody begins is heard, and nothing else. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Streams } from '../../../base/random.ts'
import { ParticipantId } from '../../../record/ids.ts'
import type { Floor } from './speaking-order.ts'
import { scheduleOf, staggered, type Stagger } from './staggered.ts'

const seats = (count: number): ParticipantId[] =>
  Array.from({ length: count }, (_, i) => ParticipantId.parse(`p${i + 1}`))

function floorOf(places: ParticipantId[], present = places, seed = 1, round = 1): Floor {
  const streams = new Streams(seed)
  return { places, present, round, draw: (name, index) => streams.draw(name, index), held: [] }
}

const moments = fc.integer({ min: 0, max: 12 })

describe('a schedule', () => {
  test('lets a listener hear exactly what arrives no later than the listener begins', () => {
    const places = seats(6)
    const lists = fc.array(fc.tuple(moments, fc.integer({ min: 1, max: 12 })), {
      minLength: 6,
      maxLength: 6,
    })
    fc.assert(
      fc.property(lists, fc.subarray(places, { minLength: 1 }), (times, present) => {
        const stagger = { launches: times.map(([at]) => at), delays: times.map(([, late]) => late) }
        const { steps, arrivals } = scheduleOf(stagger, floorOf(places, present))
        const at = (one: ParticipantId): [number, number] =>
          times[places.indexOf(one)] as [number, number]
        for (const listener of present) {
          const begins = steps.findIndex(({ who }) => who.includes(listener))
          const heard = arrivals.filter(({ arrived }) => arrived <= begins).map(({ from }) => from)
          const expected = present.filter((one) => at(one)[0] + at(one)[1] <= at(listener)[0])
          expect(heard.sort()).toEqual(expected.sort())
        }
      }),
    )
  })

  test('has a step for each moment at which anybody begins, and one end at which all has arrived', () => {
    const stagger: Stagger = { launches: { min: 0, max: 9 }, delays: { min: 1, max: 20 } }
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 50 }), (seed, round) => {
        const places = seats(8)
        const { steps, arrivals } = scheduleOf(stagger, floorOf(places, places, seed, round))
        expect(steps.flatMap(({ who }) => who).sort()).toEqual([...places].sort())
        expect(steps.map(({ at }) => at)).toEqual(
          [...new Set(steps.map(({ at }) => at))].sort((a, b) => a - b),
        )
        expect(arrivals.map(({ from }) => from).sort()).toEqual([...places].sort())
        for (const { launched, arrived } of arrivals) {
          expect(arrived).toBeGreaterThan(launched)
          expect(arrived).toBeLessThanOrEqual(steps.length)
        }
      }),
    )
  })

  test('keeps the draws of the others where somebody is missing, and closes the gap it leaves', () => {
    const places = seats(4)
    const drawn: Stagger = { launches: { min: 0, max: 99 }, delays: { min: 1, max: 99 } }
    const at = (present: ParticipantId[]) =>
      scheduleOf(drawn, floorOf(places, present)).steps.flatMap(({ at: moment, who }) =>
        who.map((one) => `${one} at ${moment}`),
      )
    const [, ...rest] = places
    expect(at(rest)).toEqual(at(places).filter((one) => !one.startsWith('p1 ')))
    const every: Stagger = { launches: { every: 12 }, delays: { min: 1, max: 2 } }
    expect(scheduleOf(every, floorOf(places, rest)).steps.map(({ at: moment }) => moment)).toEqual([
      0, 12, 24,
    ])
  })

  test('tells a slow early speaker after a fast late one', () => {
    const stagger = { launches: [0, 10, 20], delays: [25, 5, 5] }
    const places = seats(3)
    expect(scheduleOf(stagger, floorOf(places)).arrivals).toEqual([
      { from: 'p2', launched: 1, arrived: 2 },
      { from: 'p1', launched: 0, arrived: 3 },
      { from: 'p3', launched: 2, arrived: 3 },
    ])
  })
})

test.each([
  [{ launches: [0, 1], delays: { min: 1, max: 2 } }, /2 launches for 3 speakers/],
  [{ launches: { every: 1 }, delays: [1] }, /1 delays for 3 speakers/],
  [{ launches: { every: 1 }, delays: [1, 0, 1] }, /a delay of 0/],
  [{ launches: { every: 1 }, delays: { min: 0, max: 3 } }, /a delay of 0.*Give 1 or more/],
] as [Stagger, RegExp][])('%j is refused', (stagger, told) => {
  expect(() => staggered(stagger, seats(3))).toThrow(told)
})
