/** Tit for tat and the strategies that differ from it in the opening or the sign. */
import { defineStrategy } from '../src/index.ts'

/** Copies the opponent's last move; opens with C. */
export const titForTat = defineStrategy({
  name: 'tit-for-tat',
  summary: "Opens with C, then copies the opponent's last move.",
  citation: 'Rapoport in Axelrod 1980, J. Conflict Resolution 24(1)',
  facts: { memoryDepth: 1, stochastic: false, usesHorizon: false },
  move: (_state, history) => (history.lastOther === 'D' ? 'D' : 'C'),
})

/** Tit for tat that opens with D. */
export const suspiciousTitForTat = defineStrategy({
  name: 'suspicious-tit-for-tat',
  summary: "Opens with D, then copies the opponent's last move.",
  citation: 'Boyd & Lorberbaum 1987, Nature 327',
  facts: { memoryDepth: 1, stochastic: false, usesHorizon: false },
  move: (_state, history) => (history.lastOther === 'C' ? 'C' : 'D'),
})

/** Does the contrary of tit for tat in every round, the first included. Also known as Bully. */
export const reverseTitForTat = defineStrategy({
  name: 'reverse-tit-for-tat',
  summary:
    "Opens with D, then plays the opposite of the opponent's last move; also known as Bully.",
  citation: 'Nachbar 1992, J. Economic Behavior & Organization 19(3)',
  facts: { memoryDepth: 1, stochastic: false, usesHorizon: false },
  move: (_state, history) => (history.lastOther === 'D' ? 'C' : 'D'),
})

/** The opposite of the opponent's last move; opens with C. Also known as Psycho. */
export const antiTitForTat = defineStrategy({
  name: 'anti-tit-for-tat',
  summary:
    "Opens with C, then plays the opposite of the opponent's last move; also known as Psycho.",
  citation: 'Hilbe, Nowak & Traulsen 2013, PLoS ONE 8(11)',
  facts: { memoryDepth: 1, stochastic: false, usesHorizon: false },
  move: (_state, history) => (history.lastOther === 'C' ? 'D' : 'C'),
})
