/** Punishments that grow with each offence. */
import { z } from 'zod'
import { defineStrategy } from '../src/index.ts'

/** The n-th offence costs n defections, after which it calms the opponent with two cooperations. */
export const gradual = defineStrategy({
  name: 'gradual',
  summary:
    'Answers the n-th offence with n defections and two cooperations; what the opponent does meanwhile is no offence.',
  citation: 'Beaufils, Delahaye & Mathieu 1997, Artificial Life V',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({}),
  start: () => ({ offences: 0, punishing: 0, calming: 0 }),
  move(state, { lastOther }) {
    if (state.punishing > 0) {
      state.punishing--
      return 'D'
    }
    if (state.calming > 0) {
      state.calming--
      return 'C'
    }
    if (lastOther !== 'D') return 'C'
    state.offences++
    state.punishing = state.offences - 1
    state.calming = 2
    return 'D'
  },
})

/** Built to exploit and then to soothe `gradual`. */
export const gradualKiller = defineStrategy({
  name: 'gradual-killer',
  summary:
    'Plays D five times and C twice; then defects for ever if the opponent defected in rounds 6 and 7, else cooperates for ever.',
  citation: 'LIFL 1998, PRISON, The Iterated Prisoner’s Dilemma',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move(_state, { length, other }) {
    if (length < 7) return length < 5 ? 'D' : 'C'
    return other[5] === 'D' && other[6] === 'D' ? 'D' : 'C'
  },
})

/** Punishes its k-th provocation with k defections. */
export const shubik = defineStrategy({
  name: 'shubik',
  summary:
    'Cooperates until the opponent defects against its cooperation, then defects once; each later such offence costs one defection more.',
  citation: 'Shubik in Axelrod 1980, J. Conflict Resolution 24(1); Shubik 1970',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({}),
  start: () => ({ offences: 0, punishing: 0 }),
  move(state, { lastOwn, lastOther }) {
    if (state.punishing > 0) {
      state.punishing--
      return 'D'
    }
    if (lastOther !== 'D' || lastOwn !== 'C') return 'C'
    state.offences++
    state.punishing = state.offences - 1
    return 'D'
  },
})
