/** Parameters to try the game with, by any number of members: all of them are one group. */
import type { z } from 'zod'
import type { Parameters } from './parameters.ts'

export const examples: readonly z.input<typeof Parameters>[] = [
  { rounds: 4 },
  { rounds: 2, punishment: 'direct', punishers: 'named', names: 'kept', mpcr: 0.75 },
  {
    rounds: 3,
    punishment: 'direct',
    deduction: { kind: 'share' },
    horizon: 'hidden',
    endowment: 10,
    step: 0.5,
    unit: 'tokens',
  },
  { rounds: 3, matching: 'stranger', told: 'sum', multiplier: 3 },
]
