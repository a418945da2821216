/** Parameters drawn at random, for property tests: every setting that an experiment may write, alone and together. */
import fc from 'fast-check'
import type { z } from 'zod'
import type { Parameters } from './parameters.ts'
import { framings } from './texts/framings.ts'

type Input = z.input<typeof Parameters>

/** Games of one pair or of several, over few enough rounds to be played often; `perfect-stranger` for one round only, so that any cast can be paired. */
export const parametersArbitrary: fc.Arbitrary<Input> = fc
  .tuple(
    fc.record(
      {
        money: fc.constantFrom(
          { endowment: 10, step: 1 },
          { endowment: 10, step: 0.01 },
          { endowment: 7.5, step: 0.5 },
          { endowment: 1, step: 0.1 },
          { endowment: 100, step: 7 },
        ),
        multiplier: fc.constantFrom(1, 2, 3, 4, 2.5, 0.5, 1.005),
        endow: fc.constantFrom('both' as const, 'trustor' as const),
        swap: fc.boolean(),
        beliefs: fc.boolean(),
        framing: fc.constantFrom(...framings.map(({ name }) => name)),
        unit: fc.constantFrom('$', '€', 'points', 'talers (old)', 'gold'),
        horizon: fc.constantFrom('announced' as const, 'hidden' as const),
        history: fc.constantFrom('lines' as const, 'none' as const),
        historyRounds: fc.integer({ min: 1, max: 3 }),
      },
      { requiredKeys: [] },
    ),
    fc.oneof(
      fc.record({
        rounds: fc.integer({ min: 1, max: 5 }),
        resets: fc.boolean(),
        matching: fc.constantFrom('partner' as const, 'stranger' as const),
      }),
      fc.record({
        continuation: fc.constantFrom(0, 0.4, 0.7),
        matching: fc.constantFrom('partner' as const, 'stranger' as const),
      }),
      fc.record({ rounds: fc.constant(1), matching: fc.constant('perfect-stranger' as const) }),
    ),
  )
  .map(([{ money = {}, ...settings }, length]) => ({ ...money, ...settings, ...length }))
