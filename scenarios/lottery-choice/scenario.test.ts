/** The choice pays what it says, draws as often as it says, and takes no forfeit for caution. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entriesOf, listed, play, tell, type Played } from '../trust-game/playing.contract.ts'
import { Parameters } from './game.ts'
import { lotteryChoice } from './scenario.ts'

const PAIR = ['chooser', 'other']
const paid = ({ entries }: Played): number[] =>
  entriesOf(entries, 'payoff-awarded').map(({ points }) => points)
const choosing = (value: string | number | undefined) =>
  listed({ 'chooser/choice': [value], 'chooser/minimum': [value] })

describe('payoffs', () => {
  test('are those of the trust game with known probabilities: 10/10, 15/15, 8/22', async () => {
    const safe = await play(lotteryChoice, PAIR, {}, { player: choosing('safe') })
    expect(paid(safe)).toEqual([10, 10])
    const sure = { probability: 1 }
    expect(paid(await play(lotteryChoice, PAIR, sure, { player: choosing('risky') }))).toEqual([
      15, 15,
    ])
    const lost = { probability: 0 }
    expect(paid(await play(lotteryChoice, PAIR, lost, { player: choosing('risky') }))).toEqual([
      8, 22,
    ])
  })

  test('of a lottery alone go to the chooser', async () => {
    const alone = { safe: [5, 0], good: [10, 0], bad: [0, 0], other: false, probability: 1 }
    expect(
      paid(await play(lotteryChoice, ['chooser'], alone, { player: choosing('risky') })),
    ).toEqual([10])
    expect(paid(await play(lotteryChoice, PAIR, alone, { player: choosing('risky') }))).toEqual([
      10,
    ])
  })

  test('a risk turns out well as often as it says', async () => {
    let well = 0
    for (let seed = 0; seed < 1000; seed++) {
      const { entries } = await play(
        lotteryChoice,
        PAIR,
        { probability: 0.46 },
        { seed, player: choosing('risky') },
      )
      if (entriesOf(entries, 'chance-drawn')[0]?.value === 'good') well++
    }
    // 460 expected; four standard deviations are 63.
    expect(Math.abs(well - 460)).toBeLessThan(63)
  })
})

test.each([
  [46, 'risky'],
  [47, 'safe'],
  [0, 'risky'],
])('a least probability of %i %% takes of a risk of 46 %% what is %s', async (least, taken) => {
  const parameters = { method: 'minimum', probability: 0.46 }
  const played = await play(lotteryChoice, PAIR, parameters, { player: choosing(least) })
  const outcome = entriesOf(played.entries, 'fact-shown').find(({ name }) => name === 'outcome')
  expect(outcome?.data).toMatchObject({ taken })
  expect(Object.values(played.readings[0]?.parts ?? {}).join('\n')).not.toContain('46')
})

test('a forfeit is no choice of what is certain: nobody is paid, and nothing drawn', async () => {
  const played = await play(lotteryChoice, PAIR, {}, { player: choosing(undefined) })
  expect(paid(played)).toEqual([0, 0])
  expect(entriesOf(played.entries, 'chance-drawn')).toEqual([])
})

test('the words conform to what is paid, whatever the parameters', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(0, 1, 7.5, -2), fc.constantFrom(0, 1, 22)), {
        minLength: 3,
        maxLength: 3,
      }),
      fc.boolean(),
      fc.constantFrom('$', 'points'),
      fc.constantFrom('safe-first' as const, 'risky-first' as const),
      ([safe, good, bad], other, unit, order) => {
        const parameters = Parameters.parse({ safe, good, bad, other, unit, order })
        expect(lotteryChoice.conformance?.(parameters)).toEqual([])
      },
    ),
  ))

test('the golden record reads as it always did', async () => {
  const played = await play(
    lotteryChoice,
    PAIR,
    { probability: 0.4 },
    { seed: 2, player: choosing('risky') },
  )
  await expect(tell(played)).toMatchFileSnapshot('golden/one-choice.txt')
})
