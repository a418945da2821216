/** Tit for tat that looks for random opponents and for the end. */
import { z } from 'zod'
import { defineStrategy } from '../src/index.ts'
import { looksRandom } from './looks-random.ts'

/** The tournament's description tests transitions as well; what is tested here is the share of defections. */
export const steinRapoport = defineStrategy({
  name: 'stein-rapoport',
  summary:
    'Cooperates for four rounds, then plays tit for tat; asks every 15 rounds whether the opponent looks random and defects while it does; defects in the last two rounds of an announced horizon.',
  citation: 'Stein & Rapoport in Axelrod 1980, J. Conflict Resolution 24(1)',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: true },
  parameters: z.strictObject({}),
  start: (_parameters, { rounds }) => ({
    end: rounds === null ? null : rounds - 2,
    random: false,
  }),
  move(state, { lastOther, otherDefections, length }) {
    if ((length + 1) % 15 === 0) state.random = looksRandom(otherDefections, length)
    if (state.end !== null && length >= state.end) return 'D'
    if (length < 4) return 'C'
    return state.random || lastOther === 'D' ? 'D' : 'C'
  },
})
