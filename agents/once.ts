/** Strategies that leave their habit in one round. */
import { z } from 'zod'
import { defineStrategy } from '../src/index.ts'

const parameters = z.strictObject({ round: z.int().min(1).default(1) })

/** One defection, then cooperation for ever: does the other side forgive it? */
export const defectOnce = defineStrategy({
  name: 'defect-once',
  summary: 'Defects in round `round`, cooperates in all others.',
  citation: 'Akata et al. 2025, Nature Human Behaviour 9(7)',
  facts: { memoryDepth: 0, stochastic: false, usesHorizon: false },
  parameters,
  start: ({ round }) => ({ at: round - 1 }),
  move: (state, { length }) => (length === state.at ? 'D' : 'C'),
})

/** One cooperation among defections: does the other side take the hand? */
export const cooperateOnce = defineStrategy({
  name: 'cooperate-once',
  summary: 'Cooperates in round `round`, defects in all others.',
  citation: 'Fudenberg, Rand & Dreber 2012, American Economic Review 102(2), where round is 1',
  facts: { memoryDepth: 0, stochastic: false, usesHorizon: false },
  parameters,
  start: ({ round }) => ({ at: round - 1 }),
  move: (state, { length }) => (length === state.at ? 'C' : 'D'),
})
