/** Parameters to try the game with, chosen so that every setting occurs. */
import type { z } from 'zod'
import type { Parameters } from './parameters.ts'

export const examples: readonly z.input<typeof Parameters>[] = [
  {},
  { rounds: 4, endow: 'trustor', step: 0.01, beliefs: true, framing: 'rooms', historyRounds: 2 },
  {
    endowment: 7.5,
    multiplier: 2.5,
    step: 0.5,
    rounds: 5,
    resets: false,
    swap: true,
    matching: 'stranger',
    framing: 'investment',
    unit: 'points',
  },
  { continuation: 0.7, horizon: 'hidden', history: 'none', matching: 'stranger', unit: '€' },
  {
    rounds: 1,
    matching: 'perfect-stranger',
    theory: [
      {
        attribute: 'age',
        order: [
          'people aged 65 or older',
          'people aged 45 to 64',
          'people aged 30 to 44',
          'people aged 18 to 29',
        ],
      },
    ],
    prior: { rho: 0.2, seed: 1 },
  },
]
