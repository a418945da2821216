/** Priors are imposed as declared: the nearest correlation there is, each permutation that has it as likely, the same for all runs. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spearmanOfOrders } from '../../src/index.ts'
import { Parameters } from './parameters.ts'
import { entriesOf, play } from './playing.contract.ts'
import { trustGame } from './scenario.ts'
import { imposedOrder, theoryText, toldOrders } from './theory.ts'

const KINDS = ['nurses', 'bakers', 'judges', 'sailors', 'tailors', 'miners', 'clerks']
const firsts = (n: number) => ({ attribute: 'work', order: KINDS.slice(0, n) })

describe('an imposed order', () => {
  test.each([
    [4, 0.8, 0.8],
    [4, 0.2, 0.2],
    [5, 0.8, 0.8],
    [5, 0.2, 0.2],
    [3, 0.8, 1],
    [3, 0.2, 0.5],
    [2, 0.8, 1],
    [2, 0.2, 1],
    [6, 0.8, 0.771],
    [4, -1, -1],
  ])('of %i kinds that is to correlate %d correlates %d', (n, wished, achieved) => {
    const { order, rho, instead } = imposedOrder(firsts(n), wished, () => 0)
    expect(rho).toBeCloseTo(achieved, 2)
    expect(spearmanOfOrders(instead, order)).toBeCloseTo(rho, 10)
    expect([...order].sort()).toEqual([...instead].sort())
  })

  test('is as near to what was wished for as any permutation, whatever is drawn', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 5 }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.nat(),
        (n, wished, seed) => {
          const drawn = imposedOrder(firsts(n), wished, (limit) => seed % limit)
          const squares = (n ** 3 - n) / 6
          // Every even sum of squared differences but few is some permutation's: rho moves in steps of 2 / squares.
          if (n >= 4) expect(Math.abs(drawn.rho - wished)).toBeLessThanOrEqual(2 / squares + 1e-9)
        },
      ),
    ))

  test('is each of those that are equally near: three for 0.8 of four kinds', () => {
    const orders = [0, 1, 2].map((i) => {
      return imposedOrder(firsts(4), 0.8, (limit) => {
        expect(limit).toBe(3)
        return i
      }).order.join()
    })
    expect(new Set(orders).size).toBe(3)
  })
})

describe('players', () => {
  const theory = [firsts(4)]
  const parameters = { theory, prior: { rho: 0.2, seed: 7 } }

  test('of all runs are told the same order, which is recorded', async () => {
    const [one, two] = [
      await play(trustGame, ['trustor', 'trustee'], parameters, { seed: 1 }),
      await play(trustGame, ['trustor', 'trustee'], parameters, { seed: 2 }),
    ]
    const [told] = one.readings.map(({ parts }) => parts['theory'])
    expect(told).toBe(two.readings[0]?.parts['theory'])
    const drawn = entriesOf(one.entries, 'chance-drawn')
    expect(drawn).toHaveLength(1)
    expect(drawn[0]).toMatchObject({ stream: 'prior/work', value: { rho: 0.2 } })
    expect(told).toBe(theoryText(toldOrders(Parameters.parse(parameters))))
  })

  test('of another seed may be told another', () => {
    const orders = Array.from({ length: 20 }, (_, seed) =>
      toldOrders(Parameters.parse({ theory, prior: { rho: 0.2, seed } }))[0]?.order.join(),
    )
    expect(new Set(orders).size).toBeGreaterThan(1)
  })

  test('without a prior are told what the experiment says, in chained sentences, and nothing without a theory', async () => {
    const { readings } = await play(trustGame, ['trustor', 'trustee'], { theory: [firsts(3)] })
    expect(readings[0]?.parts['theory']).toBe(
      'It is known about people in general:\n- Nurses are more trusting than bakers, bakers are more trusting than judges.',
    )
    const without = await play(trustGame, ['trustor', 'trustee'], {})
    expect(Object.keys(without.readings[0]?.parts ?? {})).not.toContain('theory')
  })
})
