import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Streams } from './random.ts'

describe('a stream', () => {
  test('is the same for one seed and name, and another for another', () => {
    const draws = (seed: number, name: string): number[] => {
      const stream = new Streams(seed).stream(name)
      return Array.from({ length: 5 }, () => stream.next())
    }
    expect(draws(1, 'a')).toEqual(draws(1, 'a'))
    expect(draws(1, 'a')).not.toEqual(draws(2, 'a'))
    expect(draws(1, 'a')).not.toEqual(draws(1, 'b'))
  })

  test('has these draws, today and in ten years', () => {
    const stream = new Streams(42).stream('tremble')
    expect([stream.next(), stream.next(), stream.below(6), stream.shuffle([1, 2, 3, 4])])
      .toMatchInlineSnapshot(`
      [
        0.47708821669220924,
        0.14743960602208972,
        2,
        [
          1,
          3,
          4,
          2,
        ],
      ]
    `)
    expect([0, 1, 64, 1_000_000].map((index) => new Streams(42).draw('tremble', index)))
      .toMatchInlineSnapshot(`
      [
        0.7644881634041667,
        0.3747960210312158,
        0.21183568076230586,
        0.662424765760079,
      ]
    `)
  })

  test('draws once for a chance, whatever the probability', () => {
    const [never, always] = [new Streams(7).stream('x'), new Streams(7).stream('x')]
    expect([never.chance(0), always.chance(1)]).toEqual([false, true])
    expect(never.next()).toBe(always.next())
  })

  test('shuffles into a permutation', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat()), (seed, list) => {
        const shuffled = new Streams(seed).stream('s').shuffle(list)
        expect([...shuffled].sort((a, b) => a - b)).toEqual([...list].sort((a, b) => a - b))
      }),
    )
  })

  test('shuffles without favour: each of six orders of three comes up about as often', () => {
    const counts = new Map<string, number>()
    const stream = new Streams(3).stream('fair')
    for (let i = 0; i < 6_000; i++) {
      const order = stream.shuffle(['a', 'b', 'c']).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    // χ² with 5 degrees of freedom stays below 20.5 with probability 0.999.
    const chiSquare = [...counts.values()].reduce(
      (sum, count) => sum + (count - 1_000) ** 2 / 1_000,
      0,
    )
    expect([counts.size, chiSquare < 20.5]).toEqual([6, true])
  })

  test('cannot pick from nothing', () => {
    expect(() => new Streams(1).stream('x').pick([])).toThrow(RangeError)
  })
})
