/** Parameters to try the game with, by any number of players. */
import type { z } from 'zod'
import type { Parameters } from './parameters.ts'

export const examples: readonly z.input<typeof Parameters>[] = [
  { rounds: 3 },
  { rounds: 2, selection: 'random', punishment: 'both', among: { ring: 1 } },
  {
    rounds: 3,
    punishment: 'third-party',
    resolution: 'drawn-order',
    game: 'give-or-stop',
    reputation: { counts: 'punishment', seenBy: 'witnesses' },
    horizon: 'hidden',
  },
  {
    rounds: 4,
    together: 2,
    resolution: 'mutual',
    punishment: 'none',
    reputationAt: ['choose'],
    lastAt: ['choose', 'play'],
    candidates: 'seat',
    reversed: true,
    labels: ['blue', 'green'],
  },
]
