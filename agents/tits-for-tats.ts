/** Tit for tat with more patience or more anger: how many defections provoke it, and how long it stays provoked. */
import { z } from 'zod'
import { defineStrategy } from '../src/index.ts'

/** Defects only after two defections in a row. */
export const titForTwoTats = defineStrategy({
  name: 'tit-for-two-tats',
  summary: 'Cooperates unless the opponent defected in both of the last two rounds.',
  citation: 'Axelrod 1980, J. Conflict Resolution 24(1)',
  facts: { memoryDepth: 2, stochastic: false, usesHorizon: false },
  move: (_state, { lastOther, other, length }) =>
    lastOther === 'D' && other[length - 2] === 'D' ? 'D' : 'C',
})

/** Answers each defection with two. */
export const twoTitsForTat = defineStrategy({
  name: 'two-tits-for-tat',
  summary: 'Cooperates unless the opponent defected in either of the last two rounds.',
  citation: 'Axelrod 1984, The Evolution of Cooperation',
  facts: { memoryDepth: 2, stochastic: false, usesHorizon: false },
  move: (_state, { lastOther, other, length }) =>
    lastOther === 'D' || other[length - 2] === 'D' ? 'D' : 'C',
})

/** `tits` defections after `tats` defections in a row; a provocation while it punishes starts the count anew. */
export const nTitsForMTats = defineStrategy({
  name: 'n-tits-for-m-tats',
  summary:
    'After `tats` defections in a row by the opponent, defects `tits` times, counted from the last provocation.',
  citation: 'Harper in Knight et al. 2016, J. Open Research Software 4, the Axelrod library',
  facts: { memoryDepth: 4, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({
    tits: z.int().min(1).default(3),
    tats: z.int().min(1).default(2),
  }),
  start: ({ tits, tats }) => ({ tits, tats, inARow: 0, owed: 0 }),
  move(state, { lastOther }) {
    state.inARow = lastOther === 'D' ? state.inARow + 1 : 0
    if (state.inARow >= state.tats) state.owed = state.tits
    if (state.owed === 0) return 'C'
    state.owed--
    return 'D'
  },
})

/** Defects while any of the opponent's last three moves was D. Its opening is a parameter, because the literature opens with C and the founding study's program with D. */
export const hardTitForTat = defineStrategy({
  name: 'hard-tit-for-tat',
  summary:
    'Opens with `opening` (D, as the founding study played it), then defects if the opponent defected in any of the last three rounds.',
  citation:
    'Stewart & Plotkin 2012, PNAS 109(26); with D: Akata et al. 2025, Nature Human Behaviour 9(7)',
  facts: { memoryDepth: 3, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({ opening: z.enum(['C', 'D']).default('D') }),
  start: ({ opening }) => ({ opening }),
  move(state, { lastOther, other, length }) {
    if (lastOther === undefined) return state.opening
    return lastOther === 'D' || other[length - 2] === 'D' || other[length - 3] === 'D' ? 'D' : 'C'
  },
})

/** Defects when the last three moves of the opponent hold two defections in a row. */
export const hardTitForTwoTats = defineStrategy({
  name: 'hard-tit-for-two-tats',
  summary: 'Cooperates unless the opponent defected twice in a row within the last three rounds.',
  citation: 'Stewart & Plotkin 2012, PNAS 109(26)',
  facts: { memoryDepth: 3, stochastic: false, usesHorizon: false },
  move: (_state, { lastOther, other, length }) =>
    other[length - 2] === 'D' && (lastOther === 'D' || other[length - 3] === 'D') ? 'D' : 'C',
})

/** Follows the opponent only once it has made the same move twice. */
export const slowTitForTat = defineStrategy({
  name: 'slow-tit-for-tat',
  summary:
    'Opens C, C; then adopts a move that the opponent made twice in a row, else repeats its own last move.',
  citation: 'LIFL 1998, PRISON, The Iterated Prisoner’s Dilemma',
  facts: { memoryDepth: 2, stochastic: false, usesHorizon: false },
  move(_state, { lastOther, lastOwn, other, length }) {
    if (length < 2) return 'C'
    return (lastOther === other[length - 2] ? lastOther : lastOwn) ?? 'C'
  },
})
