/** Parameters drawn at random, for property tests: every setting that an experiment may write, for any number of members. */
import fc from 'fast-check'
import type { z } from 'zod'
import type { Parameters } from './parameters.ts'

type Input = z.input<typeof Parameters>

const deduction: fc.Arbitrary<Input['deduction']> = fc.oneof(
  fc.record({
    kind: fc.constant('points' as const),
    cost: fc.constantFrom(0, 1, 0.5),
    reduction: fc.constantFrom(1, 3, 2.5),
    most: fc.integer({ min: 1, max: 12 }),
  }),
  fc.record({ kind: fc.constant('share' as const), percent: fc.constantFrom(5, 10, 40) }),
)

/** All members in one group, over few enough rounds to be played often. */
export const parametersArbitrary: fc.Arbitrary<Input> = fc
  .record(
    {
      rounds: fc.integer({ min: 1, max: 4 }),
      horizon: fc.constantFrom('announced' as const, 'hidden' as const),
      matching: fc.constantFrom('partner' as const, 'stranger' as const),
      partners: fc.constantFrom('seat' as const, 'drawn' as const),
      endowment: fc.constantFrom(20, 7.5, 100),
      step: fc.constantFrom(1, 0.5, 2),
      worth: fc.constantFrom(
        {},
        { multiplier: 1.6 },
        { multiplier: 0 },
        { multiplier: 2.5 },
        { mpcr: 0.4 },
        { mpcr: 0.75 },
      ),
      told: fc.constantFrom('each' as const, 'sum' as const),
      names: fc.constantFrom('kept' as const, 'drawn' as const),
      punishment: fc.constantFrom('none' as const, 'direct' as const),
      deduction,
      floor: fc.boolean(),
      punishers: fc.constantFrom('hidden' as const, 'named' as const),
      unit: fc.constantFrom('points', 'tokens', 'gold', 'euros (€)'),
    },
    { requiredKeys: ['rounds'] },
  )
  .map(({ worth = {}, ...rest }) => {
    const told = rest.punishment === 'direct' ? 'each' : rest.told
    return { ...rest, ...worth, ...(told === undefined ? {} : { told }) }
  })
