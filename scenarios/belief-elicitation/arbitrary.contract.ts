/** Parameters drawn at random, for property tests. */
import fc from 'fast-check'
import type { z } from 'zod'
import type { Parameters } from './game.ts'

const values = fc
  .shuffledSubarray(['nurses', 'bakers', 'judges', 'sailors', 'tailors'], { minLength: 2 })
  .map((kinds) => kinds.map((value) => ({ value, said: `people who are ${value}` })))

const settings = {
  strategy: fc.constantFrom('no-context' as const, 'context' as const, 'dollars' as const),
  answers: fc.constantFrom('json' as const, 'asked' as const),
  order: fc.constantFrom('fixed' as const, 'shuffled' as const),
  endowment: fc.integer({ min: 1, max: 200 }),
}

export const parametersArbitrary: fc.Arbitrary<z.input<typeof Parameters>> = fc.oneof(
  fc.record(
    { attribute: fc.record({ name: fc.constant('work'), values }), ...settings },
    { requiredKeys: ['attribute', 'endowment'] },
  ),
  fc.record({
    partner: fc.record({ returns: fc.constantFrom(1, 3, 5) }),
    rounds: fc.integer({ min: 1, max: 4 }),
    endowment: settings.endowment,
  }),
)
