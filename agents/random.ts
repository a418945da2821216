/** Strategies that toss a coin, or have tossed one. */
import { z } from 'zod'
import { defineStrategy } from '../src/index.ts'

const parameters = z.strictObject({ probability: z.number().min(0).max(1).default(0.5) })

/** Tosses a coin in every round. */
export const random = defineStrategy({
  name: 'random',
  summary: 'Cooperates with `probability` in every round.',
  citation: 'Axelrod 1980, J. Conflict Resolution 24(1)',
  facts: { memoryDepth: 0, stochastic: true, usesHorizon: false },
  parameters,
  start: ({ probability }) => ({ probability }),
  move: (state, _history, stream) => (stream.chance(state.probability) ? 'C' : 'D'),
})

/** Tosses a coin in the first round and then repeats its own last move. */
export const repeat = defineStrategy({
  name: 'repeat',
  summary: 'Cooperates with `probability` in round 1, then repeats its own last move.',
  citation: 'Akin 2015, Games 6(3)',
  facts: { memoryDepth: 1, stochastic: true, usesHorizon: false },
  parameters,
  start: ({ probability }) => ({ probability }),
  move: (state, { lastOwn }, stream) => lastOwn ?? (stream.chance(state.probability) ? 'C' : 'D'),
})
