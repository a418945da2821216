/** Parameters to try the game with, chosen so that every setting occurs. */
import type { z } from 'zod'
import type { Parameters } from './parameters.ts'

export const examples: readonly z.input<typeof Parameters>[] = [
  { game: 'prisoners-dilemma', rounds: 10 },
  {
    game: 'battle-of-the-sexes',
    rounds: 6,
    predict: true,
    history: 'table',
    framing: 'project',
    order: 'reversed',
  },
  {
    game: 'rock-paper-scissors',
    continuation: 0.8,
    noise: 0.3,
    order: 'shuffled',
    horizon: 'hidden',
  },
  {
    payoffs: [
      [
        [1, -2],
        [0.5, 3],
        [0, 0],
      ],
      [
        [4, 1],
        [-1, -1],
        [2.25, 7],
      ],
    ],
    options: { row: ['up', 'down'], column: ['left', 'middle', 'right'] },
    labels: { row: ['U', 'V'], column: ['X', 'Y', 'Z'] },
    rounds: 5,
    noise: 1,
    historyRounds: 2,
    unit: 'coins',
  },
]
