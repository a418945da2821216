/** Strategies that learn what pays, or whom they face. */
import { z } from 'zod'
import { defineStrategy } from '../src/index.ts'

/** Tries both moves, then plays what has brought more points on average. */
export const adaptive = defineStrategy({
  name: 'adaptive',
  summary:
    'Plays C six times and D five times, then the move that has earned more points on average so far.',
  citation: 'Li, Hingston & Kendall 2011, IEEE Trans. Comput. Intelligence and AI in Games 3(4)',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({}),
  start: (_parameters, { R, S, T, P }) => ({ R, S, T, P, byC: 0, byD: 0 }),
  move(state, { lastOwn, lastOther, length, ownDefections }) {
    if (lastOwn === 'C') state.byC += lastOther === 'C' ? state.R : state.S
    else if (lastOwn === 'D') state.byD += lastOther === 'C' ? state.T : state.P
    if (length < 11) return length < 6 ? 'C' : 'D'
    return state.byC * ownDefections > state.byD * (length - ownDefections) ? 'C' : 'D'
  },
})

const SPAN = 6

/** Names its opponent after every six rounds, and answers the name. */
export const adaptivePavlov = defineStrategy({
  name: 'adaptive-pavlov',
  summary:
    'Tit for tat for six rounds; after every six, by the opponent’s defections in them: none, tit for tat; four or more, always D; three, tit for two tats; other, as before, or always D if there is no name yet.',
  citation: 'Li, Hingston & Kendall 2011, IEEE Trans. Comput. Intelligence and AI in Games 3(4)',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({}),
  start: (): { answer: 'tit-for-tat' | 'tit-for-two-tats' | 'defect' | null; seen: number } => ({
    answer: null,
    seen: 0,
  }),
  move(state, { lastOther, other, otherDefections, length }) {
    if (length > 0 && length % SPAN === 0) {
      const defections = otherDefections - state.seen
      state.seen = otherDefections
      if (defections === 0) state.answer = 'tit-for-tat'
      else if (defections >= 4) state.answer = 'defect'
      else if (defections === 3) state.answer = 'tit-for-two-tats'
      else state.answer ??= 'defect'
    }
    if (state.answer === 'defect') return 'D'
    if (lastOther !== 'D') return 'C'
    return state.answer === 'tit-for-two-tats' && other[length - 2] === 'C' ? 'C' : 'D'
  },
})
