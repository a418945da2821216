/** Parameters drawn at random, for property tests. */
import fc from 'fast-check'
import type { z } from 'zod'
import type { Parameters } from './game.ts'

export const parametersArbitrary: fc.Arbitrary<z.input<typeof Parameters>> = fc.record(
  {
    endowment: fc.integer({ min: 1, max: 500 }).map((tenths) => tenths / 10 + 1),
    multiplier: fc.constantFrom(1, 2, 3, 2.5, 0.5),
    step: fc.constantFrom(1, 0.5, 0.1, 0.01),
    rounds: fc.integer({ min: 1, max: 4 }),
    unit: fc.constantFrom('$', '€', 'points', 'talers (old)'),
  },
  { requiredKeys: ['endowment'] },
)
