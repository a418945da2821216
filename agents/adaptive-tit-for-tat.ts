/** Tit for tat that keeps an opinion of its opponent, and so does not echo for ever. */
import { z } from 'zod'
import { defineStrategy } from '../src/index.ts'

/** Cooperates while its image of the opponent, an exponential average of cooperation, is at least one half. */
export const adaptiveTitForTat = defineStrategy({
  name: 'adaptive-tit-for-tat',
  summary:
    'Moves an image of the opponent (0.5 at first) by `rate` towards 1 after C, towards 0 after D; cooperates while it is at least 0.5.',
  citation: 'Tzafestas 2000, From Animals to Animats 6',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  // At 0.5 and above the last move alone decides, and the strategy is tit for tat.
  parameters: z.strictObject({ rate: z.number().min(0).max(1).default(0.2) }),
  start: ({ rate }) => ({ rate, image: 0.5 }),
  move(state, { lastOther }) {
    if (lastOther !== undefined) {
      state.image += state.rate * ((lastOther === 'C' ? 1 : 0) - state.image)
    }
    return state.image >= 0.5 ? 'C' : 'D'
  },
})

/** Tit for tat that breaks loops of alternating defections and gives up on a random opponent. */
export const omegaTitForTat = defineStrategy({
  name: 'omega-tit-for-tat',
  summary:
    'Tit for tat that cooperates twice to end a deadlock of `deadlock` changes, and defects while its count of erratic moves is at least `randomness`.',
  citation: 'Slany & Kienreich 2007, in The Iterated Prisoners’ Dilemma: 20 Years On, ch. 8',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({
    deadlock: z.int().min(1).default(3),
    randomness: z.int().min(1).default(8),
  }),
  start: ({ deadlock, randomness }) => ({ deadlock, randomness, changes: 0, erratic: 0 }),
  move(state, { lastOwn, lastOther, other, length }) {
    if (lastOther === undefined) return 'C'
    if (length === 1) return lastOther
    if (state.changes >= state.deadlock) {
      state.changes = state.changes === state.deadlock ? state.deadlock + 1 : 0
      return 'C'
    }
    const changed = other[length - 2] !== lastOther
    if (!changed && lastOther === 'C') state.erratic--
    if (changed) state.erratic++
    if (lastOwn !== lastOther) state.erratic++
    if (state.erratic >= state.randomness) return 'D'
    state.changes = changed ? state.changes + 1 : 0
    return lastOther
  },
})
