/** Parameters drawn at random, for property tests. */
import fc from 'fast-check'
import type { z } from 'zod'
import type { Parameters } from './game.ts'

export const parametersArbitrary: fc.Arbitrary<z.input<typeof Parameters>> = fc.record(
  {
    pie: fc.integer({ min: 0, max: 50 }).map((tenths) => tenths / 10 + 1),
    step: fc.constantFrom(1, 0.5, 0.25),
    method: fc.constantFrom('direct' as const, 'minimum' as const, 'each-offer' as const),
    sequence: fc.constantFrom('ascending' as const, 'shuffled' as const),
    order: fc.constantFrom('accept-first' as const, 'reject-first' as const),
    rounds: fc.integer({ min: 1, max: 2 }),
    unit: fc.constantFrom('$', '€', 'points', 'talers (old)'),
  },
  { requiredKeys: ['pie'] },
)
