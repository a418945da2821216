/** Strategies that repeat what went well and change what did not. */
import { z } from 'zod'
import { defineStrategy } from '../src/index.ts'
import { drawMemoryOne, fourVector } from './memory-one.ts'

/** Cooperates exactly if both sides did the same: so it keeps its move after T or R, changes it after P or S. */
export const winStayLoseShift = defineStrategy({
  name: 'win-stay-lose-shift',
  summary:
    'Opens with C; repeats its move after a good payoff (R, T), changes it after a bad one (P, S); also known as Pavlov.',
  citation: 'Kraines & Kraines 1989, Theory and Decision 26; Nowak & Sigmund 1993, Nature 364',
  facts: { memoryDepth: 1, stochastic: false, usesHorizon: false },
  move: (_state, { lastOwn, lastOther }) => (lastOwn === lastOther ? 'C' : 'D'),
})

/** The contrary of win-stay, lose-shift. */
export const winShiftLoseStay = defineStrategy({
  name: 'win-shift-lose-stay',
  summary: 'Opens with D; changes its move after a good payoff, repeats it after a bad one.',
  citation: 'Li, Hingston & Kendall 2011, IEEE Trans. Comput. Intelligence and AI in Games 3(4)',
  facts: { memoryDepth: 1, stochastic: false, usesHorizon: false },
  move: (_state, { lastOwn, lastOther }) => (lastOwn === lastOther ? 'D' : 'C'),
})

/** Win-stay, lose-shift that does the contrary with a small chance. */
export const stochasticWinStayLoseShift = defineStrategy({
  name: 'stochastic-win-stay-lose-shift',
  summary: 'Win-stay, lose-shift that slips with chance `slip` after every round.',
  citation: 'Harper in Knight et al. 2016, J. Open Research Software 4, the Axelrod library',
  facts: { memoryDepth: 1, stochastic: true, usesHorizon: false },
  parameters: z.strictObject({ slip: z.number().min(0).max(1).default(0.05) }),
  start: ({ slip }) => fourVector(1, 1 - slip, slip, slip, 1 - slip),
  move: drawMemoryOne,
})
