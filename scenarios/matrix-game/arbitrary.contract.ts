/** Parameters drawn at random, for property tests: every setting that an experiment may write, alone and together. */
import fc from 'fast-check'
import type { z } from 'zod'
import { games } from './games/catalogue.ts'
import { framings } from './texts/framings.ts'
import type { Parameters } from './parameters.ts'

type Input = z.input<typeof Parameters>
type Size = readonly [row: number, column: number]

/** Any game, over few enough rounds to be played often. */
export const parametersArbitrary: fc.Arbitrary<Input> = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
  .chain((size) => fc.oneof({ weight: 3, arbitrary: matrixOf(size) }, catalogued))
  .chain((game) => settingsOf(game).map((settings): Input => ({ ...game, ...settings })))

/** Payoffs as people write them: whole, negative, decimal, one that is told in the singular. */
const points = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.constantFrom(1, -1, 0.5, 2.25, 1e6, 0.1),
)

const catalogued = fc.constantFrom(...games).map(({ name }) => ({ game: name }))

// Words with spaces, signs and digits; none holds another, so that what is displayed is never in doubt.
const NAMES = ['Heron', 'mauve 7', 'Ω', 'left (a)', 'x|y', '"stay"', '$', '50%']
const LABELS = ['Q', 'red hat', 'No. 9', 'été', 'K/L', '*', "Bo's", '[3]']

function matrixOf([rows, columns]: Size): fc.Arbitrary<Input> {
  const cell = fc.tuple(points, points)
  const payoffs = fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  })
  const named = (from: readonly string[]): fc.Arbitrary<{ row: string[]; column: string[] }> =>
    fc.record({ row: someOf(from, rows), column: someOf(from, columns) })
  return fc.record(
    { payoffs, options: named(NAMES), labels: named(LABELS) },
    { requiredKeys: ['payoffs'] },
  )
}

function someOf(names: readonly string[], count: number): fc.Arbitrary<string[]> {
  return fc.shuffledSubarray([...names], { minLength: count, maxLength: count })
}

function settingsOf({ payoffs }: Input): fc.Arbitrary<Partial<Input>> {
  const isSquare = payoffs !== undefined && payoffs.length === payoffs[0]?.length
  const indexes = Array.from({ length: payoffs?.length ?? 2 }, (_, i) => i)
  const order = fc.oneof(
    fc.constantFrom('fixed' as const, 'reversed' as const, 'shuffled' as const),
    ...(isSquare ? [someIndexes(indexes)] : []),
  )
  const length = fc.oneof(
    fc.record({ rounds: fc.integer({ min: 1, max: 7 }) }),
    fc.record({ continuation: fc.constantFrom(0, 0.3, 0.75) }),
  )
  const others = fc.record(
    {
      noise: fc.constantFrom(0, 0.25, 1),
      horizon: fc.constantFrom('announced' as const, 'hidden' as const),
      order,
      rotation: fc.integer({ min: 0, max: 5 }),
      framing: fc.constantFrom(...framings.map(({ name }) => name)),
      unit: fc.constantFrom('points', 'euros', 'kudos', 'gold'),
      history: fc.constantFrom('lines' as const, 'table' as const, 'none' as const),
      historyRounds: fc.integer({ min: 1, max: 3 }),
      predict: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  return fc.tuple(length, others).map(([rounds, rest]) => ({ ...rounds, ...rest }))
}

function someIndexes(indexes: number[]): fc.Arbitrary<number[]> {
  return fc.shuffledSubarray(indexes, { minLength: indexes.length, maxLength: indexes.length })
}
