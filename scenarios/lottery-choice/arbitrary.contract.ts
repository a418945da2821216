/** Parameters drawn at random, for property tests. */
import fc from 'fast-check'
import type { z } from 'zod'
import type { Parameters } from './game.ts'

const payoff = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.constantFrom(0, 1, 7.5, 22))

export const parametersArbitrary: fc.Arbitrary<z.input<typeof Parameters>> = fc.record(
  {
    safe: payoff,
    good: payoff,
    bad: payoff,
    probability: fc.constantFrom(0, 0.1, 0.46, 0.5, 1),
    source: fc.constantFrom('people' as const, 'chance' as const),
    other: fc.boolean(),
    method: fc.constantFrom('choice' as const, 'minimum' as const),
    order: fc.constantFrom('safe-first' as const, 'risky-first' as const),
    unit: fc.constantFrom('$', '€', 'points', 'talers (old)'),
  },
  { requiredKeys: ['safe'] },
)
