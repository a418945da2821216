/** Strategies that hold a grudge for ever, once they have one. */
import { defineStrategy } from '../src/index.ts'

/** One defection by the opponent ends its cooperation for good. */
export const grim = defineStrategy({
  name: 'grim',
  summary: 'Cooperates until the opponent defects, then defects for ever; also known as Grudger.',
  citation: 'Friedman in Axelrod 1980, J. Conflict Resolution 24(1); Friedman 1971',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move: (_state, history) => (history.otherDefections > 0 ? 'D' : 'C'),
})

/** Overlooks the first defection, never the second. */
export const foolMeOnce = defineStrategy({
  name: 'fool-me-once',
  summary: "Cooperates until the opponent's second defection, then defects for ever.",
  citation: 'Harper in Knight et al. 2016, J. Open Research Software 4, the Axelrod library',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move: (_state, history) => (history.otherDefections > 1 ? 'D' : 'C'),
})

/** Ten rounds of grace, then grim, with a memory of the grace. */
export const davis = defineStrategy({
  name: 'davis',
  summary: 'Cooperates for ten rounds, then plays grim, counting what it saw in them.',
  citation: 'Davis in Axelrod 1980, J. Conflict Resolution 24(1)',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move: (_state, history) => (history.length >= 10 && history.otherDefections > 0 ? 'D' : 'C'),
})

/** Grim that opens with three defections. */
export const aggravater = defineStrategy({
  name: 'aggravater',
  summary: 'Defects for three rounds, then plays grim.',
  citation: 'Campbell in Knight et al. 2016, J. Open Research Software 4, the Axelrod library',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move: (_state, history) => (history.length < 3 || history.otherDefections > 0 ? 'D' : 'C'),
})

/** Defects until the opponent cooperates, then cooperates for ever. */
export const oppositeGrudger = defineStrategy({
  name: 'opposite-grudger',
  summary: 'Defects until the opponent cooperates, then cooperates for ever.',
  citation: 'Palmer in Knight et al. 2016, J. Open Research Software 4, the Axelrod library',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move: (_state, history) => (history.otherDefections < history.length ? 'C' : 'D'),
})

/** Defects until the opponent defects, then cooperates for ever. */
export const easyGo = defineStrategy({
  name: 'easy-go',
  summary:
    'Defects until the opponent defects, then cooperates for ever; also known as Reverse Grudger.',
  citation: 'LIFL 1998, PRISON, The Iterated Prisoner’s Dilemma',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move: (_state, history) => (history.otherDefections > 0 ? 'C' : 'D'),
})
