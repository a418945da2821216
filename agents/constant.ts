/** Strategies that never change their move. */
import { defineStrategy } from '../src/index.ts'

/** Cooperates in every round. */
export const alwaysCooperate = defineStrategy({
  name: 'always-cooperate',
  summary: 'Cooperates in every round.',
  citation: 'Axelrod 1984, The Evolution of Cooperation',
  facts: { memoryDepth: 0, stochastic: false, usesHorizon: false },
  move: () => 'C',
})

/** Defects in every round. */
export const alwaysDefect = defineStrategy({
  name: 'always-defect',
  summary: 'Defects in every round.',
  citation: 'Axelrod 1984, The Evolution of Cooperation',
  facts: { memoryDepth: 0, stochastic: false, usesHorizon: false },
  move: () => 'D',
})
