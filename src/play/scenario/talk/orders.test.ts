/** Speaking orders: who is asked when, of a table whose members come and go. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Streams } from '../../../base/random.ts'
import type { Value } from '../../../record/ask.ts'
import { ParticipantId } from '../../../record/ids.ts'
import { moderated } from './moderated.ts'
import { fixedOrder, rotatingOrder, shuffledOrder } from './one-by-one.ts'
import { raiseHand } from './raise-hand.ts'
import { simultaneous } from './simultaneous.ts'
import type { Held, SpeakingOrder, Turn } from './speaking-order.ts'

const seats = (count: number): ParticipantId[] =>
  Array.from({ length: count }, (_, i) => ParticipantId.parse(`p${i + 1}`))
const FOUR = seats(4)
const STRANGER = ParticipantId.parse('p9')

interface Setting {
  readonly places?: readonly ParticipantId[]
  readonly present?: readonly ParticipantId[]
  readonly round?: number
  readonly seed?: number
}

/** All turns of a round; `answer` says what somebody answers. */
function roundOf(
  order: SpeakingOrder,
  { places = FOUR, present = places, round = 1, seed = 1 }: Setting = {},
  answer: (one: ParticipantId, turn: Turn) => Value = () => 'words',
): Held[] {
  const streams = new Streams(seed)
  const draw = (stream: string, index: number): number => streams.draw(stream, index)
  const held: Held[] = []
  for (let i = 0; i < 100; i++) {
    const turn = order({ places, present, round, draw, held: [...held] })
    if (turn === null) return held
    const decisions = Object.fromEntries(turn.who.map((one) => [one, answer(one, turn)]))
    held.push({ ...turn, decisions })
  }
  throw new Error('the round does not end')
}

const speakers = (held: readonly Held[]): string =>
  held.flatMap(({ wanted, who }) => (wanted === 'words' ? [who.join('+')] : [])).join(' ')

describe('orders in which all speak once', () => {
  test('are as they are listed, whatever the round', () => {
    const order = fixedOrder([...FOUR].reverse(), FOUR)
    expect(speakers(roundOf(order))).toBe('p4 p3 p2 p1')
    expect(speakers(roundOf(order, { round: 7 }))).toBe('p4 p3 p2 p1')
  })

  test('rotate by one place a round, also where somebody is missing', () => {
    expect(speakers(roundOf(rotatingOrder))).toBe('p1 p2 p3 p4')
    expect(speakers(roundOf(rotatingOrder, { round: 2 }))).toBe('p2 p3 p4 p1')
    expect(speakers(roundOf(rotatingOrder, { round: 6, present: seats(3) }))).toBe('p2 p3 p1')
  })

  test('are drawn anew for each round, the same again from the same seed', () => {
    const drawn = [1, 2, 3, 4, 5, 6].map((round) => speakers(roundOf(shuffledOrder, { round })))
    expect(new Set(drawn).size).toBeGreaterThan(3)
    expect([1, 2, 3, 4, 5, 6].map((round) => speakers(roundOf(shuffledOrder, { round })))).toEqual(
      drawn,
    )
  })

  test('are one turn where all speak at once', () => {
    expect(speakers(roundOf(simultaneous))).toBe('p1+p2+p3+p4')
    expect(roundOf(simultaneous, { present: [] })).toEqual([])
  })

  test.each([
    ['fixed', fixedOrder(FOUR, FOUR)],
    ['rotating', rotatingOrder],
    ['shuffled', shuffledOrder],
    ['simultaneous', simultaneous],
    ['raise-hand', raiseHand()],
  ])('%s: everybody who is there speaks exactly once, and nobody else', (name, order) => {
    fc.assert(
      fc.property(
        fc.subarray(seats(7)),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(),
        (present, round, seed) => {
          const held = roundOf(order, { places: seats(7), present, round, seed })
          const spoken = held.flatMap(({ wanted, who }) => (wanted === 'words' ? [...who] : []))
          const listed = name === 'fixed' ? FOUR : seats(7)
          expect(spoken.sort()).toEqual(present.filter((one) => listed.includes(one)).sort())
        },
      ),
    )
  })

  test('that name a stranger are refused', () => {
    expect(() => fixedOrder([STRANGER], FOUR)).toThrow(
      'the speaking order names p9, who is not seated. Name some of p1, p2, p3, p4.',
    )
    expect(() => moderated(STRANGER, 3, FOUR)).toThrow(/names p9/)
  })
})

describe('raised hands', () => {
  const wants =
    (...willing: string[]) =>
    (one: ParticipantId, { wanted }: Turn): Value =>
      wanted === 'hand' ? (willing.includes(one) ? 'speak' : null) : 'words'

  test('are asked for first, of all at once; then the willing speak', () => {
    const [hands, ...turns] = roundOf(raiseHand(), {}, wants('p2', 'p4'))
    expect(hands).toMatchObject({ who: FOUR, wanted: 'hand' })
    expect(speakers(turns).split(' ').sort()).toEqual(['p2', 'p4'])
    expect(roundOf(raiseHand(), {}, wants())).toHaveLength(1)
  })

  test('give the floor to at most so many', () => {
    expect(roundOf(raiseHand(2), {}, wants('p1', 'p2', 'p3'))).toHaveLength(1 + 2)
  })

  test('are taken in an order that is drawn, and no other hand changes the order of two', () => {
    fc.assert(
      fc.property(fc.subarray(seats(6)), fc.subarray(seats(6)), fc.nat(), (one, more, seed) => {
        const setting = { places: seats(6), seed }
        const few = speakers(roundOf(raiseHand(), setting, wants(...one)))
        const many = speakers(roundOf(raiseHand(), setting, wants(...one, ...more)))
        const common = many.split(' ').filter((name) => (one as string[]).includes(name))
        expect(common.join(' ')).toBe(few)
      }),
    )
    const firsts = Array.from({ length: 30 }, (_, seed) =>
      speakers(roundOf(raiseHand(), { seed }, wants('p1', 'p2'))),
    )
    expect(new Set(firsts).size).toBe(2)
  })
})

describe('a moderator', () => {
  const CHAIR = ParticipantId.parse('p5')
  const order = moderated(CHAIR, 3, [...FOUR, CHAIR])
  const chooses =
    (...names: (string | null)[]) =>
    (_: ParticipantId, { wanted }: Turn): Value =>
      wanted === 'next' ? (names.shift() ?? null) : 'words'

  test('gives the floor to whom it names, also again, as often as it may', () => {
    const held = roundOf(order, {}, chooses('p2', 'p2', 'p1', 'p3'))
    expect(held.map(({ wanted, who }) => `${wanted} ${who.join()}`)).toEqual([
      'next p5',
      'words p2',
      'next p5',
      'words p2',
      'next p5',
      'words p1',
    ])
  })

  test('ends the round by naming nobody, or nobody who is there', () => {
    expect(roundOf(order, {}, chooses('p2', null))).toHaveLength(3)
    expect(roundOf(order, { present: seats(2) }, chooses('p3', 'p1'))).toHaveLength(1)
  })
})
