/** Strategies whose grudge is limited: in length, in depth or in cause. */
import { z } from 'zod'
import { defineStrategy } from '../src/index.ts'

/** D, D, D, D, C, C after an offence; defections meanwhile are overlooked. */
export const softGrudger = defineStrategy({
  name: 'soft-grudger',
  summary: 'Cooperates until the opponent defects, then plays D, D, D, D, C, C and starts afresh.',
  citation: 'Li, Hingston & Kendall 2011, IEEE Trans. Comput. Intelligence and AI in Games 3(4)',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({}),
  start: () => ({ left: 0 }),
  move(state, { lastOther }) {
    if (state.left === 0 && lastOther === 'D') state.left = 6
    if (state.left === 0) return 'C'
    state.left--
    return state.left >= 2 ? 'D' : 'C'
  },
})

/** A grudge of fixed length. */
export const forgetfulGrudger = defineStrategy({
  name: 'forgetful-grudger',
  summary: 'Cooperates until the opponent defects, then defects for `rounds` rounds and forgets.',
  citation: 'Palmer in Knight et al. 2016, J. Open Research Software 4, the Axelrod library',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({ rounds: z.int().min(1).default(10) }),
  start: ({ rounds }) => ({ rounds, left: 0 }),
  move(state, { lastOther }) {
    if (state.left === 0 && lastOther === 'D') state.left = state.rounds
    if (state.left === 0) return 'C'
    state.left--
    return 'D'
  },
})

/** Tit for tat that turns grim at two defections in a row. */
export const spitefulTitForTat = defineStrategy({
  name: 'spiteful-tit-for-tat',
  summary: 'Tit for tat until the opponent defects twice in a row, then defects for ever.',
  citation: 'LIFL 1998, PRISON, The Iterated Prisoner’s Dilemma',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({}),
  start: () => ({ spiteful: false }),
  move(state, { lastOther, other, length }) {
    if (lastOther === 'D' && other[length - 2] === 'D') state.spiteful = true
    return state.spiteful || lastOther === 'D' ? 'D' : 'C'
  },
})

/** Cooperates until the first defection, then alternates D and C. */
export const grudgerAlternator = defineStrategy({
  name: 'grudger-alternator',
  summary: 'Cooperates until the opponent defects, then alternates D and C for ever.',
  citation: 'LIFL 1998, PRISON, The Iterated Prisoner’s Dilemma',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move: (_state, { otherDefections, lastOwn }) =>
    otherDefections > 0 && lastOwn === 'C' ? 'D' : 'C',
})
