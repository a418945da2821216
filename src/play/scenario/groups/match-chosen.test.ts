/** Choices of partners become pairs by the rule that is named, and neighbours are mutual. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Streams } from '../../../base/random.ts'
import { matchChosen, RESOLUTIONS, type Resolution } from './match-chosen.ts'
import { caveNeighbours, ringNeighbours } from './neighbours.ts'

const drawOf = (seed: number) => {
  const streams = new Streams(seed)
  return (stream: string, index: number): number => streams.draw(stream, index)
}

/** Who of n chooses whom, or nobody. */
const choicesArbitrary = fc
  .integer({ min: 2, max: 8 })
  .chain((n) =>
    fc
      .tuple(...Array.from({ length: n }, () => fc.option(fc.nat({ max: n - 2 }), { freq: 5 })))
      .map(
        (list) =>
          new Map(
            list.map((pick, i): [number, number | null] => [
              i,
              pick === null ? null : pick < i ? pick : pick + 1,
            ]),
          ),
      ),
  )

const resolved = (choices: Map<number, number | null>, how: Resolution, seed = 1) =>
  matchChosen(choices, how, 1, drawOf(seed))

describe('choices', () => {
  test('lead to pairs that were wanted, and leave alone those who are in none', () =>
    fc.assert(
      fc.property(
        choicesArbitrary,
        fc.constantFrom(...RESOLUTIONS),
        fc.nat(),
        (choices, how, seed) => {
          const { pairs, alone } = resolved(choices, how, seed)
          for (const [chooser, chosen] of pairs) expect(choices.get(chooser)).toBe(chosen)
          const met = pairs.flat()
          expect([...new Set(met), ...alone].sort((a, b) => a - b)).toEqual([...choices.keys()])
          if (how !== 'each') expect(new Set(met).size).toBe(met.length)
        },
      ),
    ))

  test('each are a meeting where each counts', () =>
    fc.assert(
      fc.property(choicesArbitrary, (choices) => {
        const wanted = [...choices].filter(([, chosen]) => chosen !== null)
        expect(resolved(choices, 'each').pairs).toEqual(wanted)
      }),
    ))

  test('that are not returned come to nothing where they must be mutual', () => {
    const choices = new Map([
      [1, 2],
      [2, 1],
      [3, 1],
      [4, null],
    ])
    expect(resolved(choices, 'mutual')).toEqual({ pairs: [[1, 2]], alone: [3, 4] })
  })

  test('in a drawn order leave no two free who wanted one another, and favour nobody', () => {
    const rivals = new Map([
      [1, 3],
      [2, 3],
      [3, null],
    ])
    let first = 0
    for (let round = 1; round <= 2_000; round++) {
      const { pairs } = matchChosen(rivals, 'drawn-order', round, drawOf(4))
      expect(pairs).toHaveLength(1)
      if (pairs[0]?.[0] === 1) first++
    }
    // Four standard deviations of 2,000 fair coins.
    expect(Math.abs(first - 1_000)).toBeLessThan(90)
  })

  test('of oneself, or of a stranger, are refused', () => {
    expect(() => resolved(new Map([[1, 1]]), 'each')).toThrow('1 cannot choose itself')
    expect(() => resolved(new Map([[1, 9]]), 'each')).toThrow(
      '1 cannot choose 9, who takes no part',
    )
  })
})

describe('neighbours', () => {
  const of = Array.from({ length: 12 }, (_, i) => i)

  test('are mutual, and nobody is its own', () => {
    for (const graph of [ringNeighbours(of, 2), caveNeighbours(of, 4)]) {
      for (const [one, others] of graph) {
        expect(others).not.toContain(one)
        for (const other of others) expect(graph.get(other)).toContain(one)
      }
    }
  })

  test('on a ring are the next to either side; on a small one, everybody else', () => {
    expect(ringNeighbours(of, 2).get(0)).toEqual([1, 2, 10, 11])
    expect(ringNeighbours([0, 1, 2], 5).get(1)).toEqual([0, 2])
  })

  test('in caves are one’s own cave, but that the first of each knows the cave before in place of the second', () => {
    const caves = caveNeighbours(of, 4)
    expect(caves.get(0)).toEqual([2, 3, 11])
    expect(caves.get(1)).toEqual([2, 3])
    expect(caves.get(3)).toEqual([0, 1, 2, 4])
    expect(() => caveNeighbours(of, 5)).toThrow('12 participants do not make caves of 5.')
  })
})
