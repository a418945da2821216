/** Tit for tat that admits its own mistakes. */
import { z } from 'zod'
import { defineStrategy } from '../src/index.ts'

/** Differs from tit for tat only under noise: it accepts the answer to a defection that it did not intend. */
export const contriteTitForTat = defineStrategy({
  name: 'contrite-tit-for-tat',
  summary:
    'Content, it cooperates; betrayed while content, it defects until the opponent cooperates; having defected by mistake while content, it cooperates until it has done so.',
  citation: 'Wu & Axelrod 1995, J. Conflict Resolution 39(1)',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({}),
  start: (): { mood: 'content' | 'provoked' | 'contrite' } => ({ mood: 'content' }),
  move(state, { lastOwn, lastOther }) {
    switch (state.mood) {
      case 'content':
        if (lastOwn !== lastOther) state.mood = lastOwn === 'C' ? 'provoked' : 'contrite'
        break
      case 'provoked':
        if (lastOther === 'C') state.mood = 'content'
        break
      case 'contrite':
        if (lastOwn === 'C') state.mood = 'content'
        break
    }
    return state.mood === 'provoked' ? 'D' : 'C'
  },
})
