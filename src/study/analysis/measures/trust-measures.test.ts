import { describe, expect, test } from 'vitest'
import {
  amountUpTo,
  decided,
  paid,
  seatAt,
  shown,
  tell,
  valuesOf,
  type ToldRun,
} from './told-run.contract.ts'

type Round = readonly [sent: number | null, returned: number | null]

/** One pair; `null` is a forfeit. */
const trust = (rounds: readonly Round[], multiplier = 3): ToldRun => ({
  scenario: 'trust-game',
  roles: ['trustor', 'trustee'],
  parameters: { multiplier },
  ticks: rounds.flatMap(([sent, returned], i) => {
    const received = multiplier * (sent ?? 0)
    const send = decided(0, 'send', amountUpTo(10), sent, sent === null ? 'forfeited' : 'valid')
    const back = decided(
      1,
      'return',
      amountUpTo(received),
      returned,
      returned === null ? 'forfeited' : 'valid',
    )
    const pay =
      sent === null || returned === null
        ? []
        : [paid(0, 10 - sent + returned), paid(1, received - returned)]
    return [
      { round: i + 1, entries: send },
      ...(sent === null ? [] : [{ round: i + 1, entries: [...back, ...pay] }]),
    ]
  }),
})

describe('trust', () => {
  // Shares returned: 5/15, 10/30, nothing to return, 0/6.
  const store = tell(
    trust([
      [5, 5],
      [10, 10],
      [0, 0],
      [2, 0],
    ]),
  )

  test('what is sent and returned, by hand', () => {
    expect(valuesOf(store, 'sent-share')).toEqual({ p1: 17 / 40 })
    expect(valuesOf(store, 'sent-amount')).toEqual({ p1: 4.25 })
    expect(valuesOf(store, 'returned-share')['p2']).toBeCloseTo((1 / 3 + 1 / 3 + 0) / 3, 12)
    expect(valuesOf(store, 'return-ratio')['p2']).toBeCloseTo(2 / 3, 12)
    expect(valuesOf(store, 'trust-paid-rate')['p2']).toBeCloseTo(2 / 3, 12)
    expect(valuesOf(store, 'trust-efficiency')).toEqual({ run: 17 / 40 })
    expect(valuesOf(store, 'earnings')).toEqual({ p1: 38, p2: 36 })
    expect(valuesOf(store, 'earnings-gini')['run']).toBeCloseTo(2 / 148, 12)
    expect(valuesOf(store, 'sent-share-by-round')).toMatchObject({ 'p1 1': 0.5, 'p1 4': 0.2 })
    expect(valuesOf(store, 'returned-share-by-round')).not.toHaveProperty('p2 3')
  })

  test('the slope of reciprocity is that of least squares, and null without variation', () => {
    const rising = tell(
      trust([
        [2, 0],
        [4, 3],
        [6, 9],
      ]),
    )
    // Shares 0, 1/4, 1/2 on 0.2, 0.4, 0.6.
    expect(valuesOf(rising, 'reciprocity-slope')['p2']).toBeCloseTo(1.25, 12)
    expect(
      valuesOf(
        tell(
          trust([
            [5, 1],
            [5, 2],
            [5, 3],
          ]),
        ),
        'reciprocity-slope',
      ),
    ).toEqual({
      p2: 'null: what was sent does not vary',
    })
    expect(
      valuesOf(
        tell(
          trust([
            [5, 1],
            [3, 2],
          ]),
        ),
        'reciprocity-slope',
      ),
    ).toEqual({
      p2: 'null: fewer than three rounds',
    })
  })

  test('forfeits are no zeros', () => {
    const lost = tell(
      trust([
        [null, null],
        [4, null],
        [6, 6],
      ]),
    )
    expect(valuesOf(lost, 'sent-share')).toEqual({ p1: 0.5 })
    expect(valuesOf(lost, 'returned-share')['p2']).toBeCloseTo(1 / 3, 12)
    expect(valuesOf(lost, 'trust-efficiency')).toEqual({ run: 0.6 })
    expect(valuesOf(tell(trust([[null, null]])), 'sent-share')).toEqual({
      p1: 'null: no own decision to send',
    })
  })

  test('in several pairs, who met whom is read from the stakes', () => {
    const form = amountUpTo(10)
    const stake = (place: number, part: string) => shown(place, 'stake', { part, round: 1 })
    const store = tell({
      scenario: 'trust-game',
      roles: ['trustor', 'trustor', 'trustee', 'trustee'],
      parameters: { multiplier: 3 },
      ticks: [
        {
          round: 1,
          entries: [
            ...decided(0, 'send', form, 10),
            ...decided(1, 'send', form, 5),
            stake(0, 'trustor'),
            stake(3, 'trustee'),
            stake(1, 'trustor'),
            stake(2, 'trustee'),
          ],
        },
        {
          round: 1,
          entries: [
            ...decided(2, 'return', amountUpTo(15), 15),
            ...decided(3, 'return', amountUpTo(30), 15),
          ],
        },
      ],
    })
    expect(valuesOf(store, 'returned-share')).toEqual({ [seatAt(2)]: 1, [seatAt(3)]: 0.5 })
  })
})
