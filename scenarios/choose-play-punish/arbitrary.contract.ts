/** Parameters drawn at random, for property tests: every setting that an experiment may write, for three players or more. */
import fc from 'fast-check'
import type { z } from 'zod'
import { STAGES, type Parameters } from './parameters.ts'

type Input = z.input<typeof Parameters>

const points = fc.constantFrom(0, 1, -1, 3, 2.5, -10)

/** Few enough rounds to be played often. */
export const parametersArbitrary: fc.Arbitrary<Input> = fc
  .record(
    {
      rounds: fc.integer({ min: 1, max: 3 }),
      horizon: fc.constantFrom('announced' as const, 'hidden' as const),
      selection: fc.constantFrom('chosen' as const, 'random' as const),
      resolution: fc.constantFrom('each' as const, 'mutual' as const, 'drawn-order' as const),
      together: fc.integer({ min: 1, max: 3 }),
      among: fc.constantFrom('all' as const, { ring: 1 }),
      game: fc.constantFrom('prisoners-dilemma' as const, 'give-or-stop' as const),
      payoffs: fc.record({ R: points, S: points, T: points, P: points }),
      labels: fc.constantFrom<[string, string]>(['J', 'F'], ['red hat', 'K/L'], ['*', '[3]']),
      reversed: fc.boolean(),
      punishment: fc.constantFrom(
        'none' as const,
        'direct' as const,
        'third-party' as const,
        'both' as const,
      ),
      sanction: fc.record({ loss: fc.constantFrom(0, 3, 1.5), just: points, unjust: points }),
      reputation: fc.record(
        {
          counts: fc.constantFrom(
            'none' as const,
            'play' as const,
            'punishment' as const,
            'both' as const,
          ),
          seenBy: fc.constantFrom('all' as const, 'witnesses' as const),
          spare: points,
        },
        { requiredKeys: [] },
      ),
      reputationAt: fc.subarray([...STAGES]),
      lastAt: fc.subarray(['choose' as const, 'play' as const]),
      candidates: fc.constantFrom('seat' as const, 'drawn' as const),
      unit: fc.constantFrom('points', 'tokens', 'gold'),
    },
    { requiredKeys: ['rounds'] },
  )
  .map((drawn) => {
    const { resolution, ...rest } = drawn
    return rest.selection === 'random' || resolution === undefined ? rest : { ...rest, resolution }
  })
