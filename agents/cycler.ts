/** Strategies that repeat a fixed series, whatever the opponent does. */
import { z } from 'zod'
import { defineStrategy, type Move } from '../src/index.ts'

const LIBRARY = 'Harper in Knight et al. 2016, J. Open Research Software 4, the Axelrod library'

/** Repeats the series for ever. */
export const cycler = defineStrategy({
  name: 'cycler',
  summary: 'Repeats the series `cycle` for ever.',
  citation: 'Mittal & Deb 2009, IEEE Trans. Evolutionary Computation 13(3)',
  facts: { memoryDepth: 0, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({
    cycle: z
      .string()
      .regex(/^[CD]+$/, 'a cycle is a series of the letters C and D')
      .default('CCD'),
  }),
  start: ({ cycle }) => ({ moves: cycle.split('') as Move[] }),
  move: ({ moves }, { length }) => moves[length % moves.length] ?? 'C',
})

/** Changes its move in every round. */
export const alternator = defineStrategy({
  name: 'alternator',
  summary: 'Opens with `first`, then changes its move in every round.',
  citation: 'Axelrod 1984, The Evolution of Cooperation',
  facts: { memoryDepth: 0, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({ first: z.enum(['C', 'D']).default('C') }),
  start: ({ first }) => ({ first, second: first === 'C' ? ('D' as const) : ('C' as const) }),
  move: ({ first, second }, { length }) => ((length & 1) === 0 ? first : second),
})

/** C, C, D, … */
export const cyclerCcd = fixed(
  'CCD',
  'Mittal & Deb 2009, IEEE Trans. Evolutionary Computation 13(3)',
)

/** D, D, C, … */
export const cyclerDdc = fixed(
  'DDC',
  'Mittal & Deb 2009, IEEE Trans. Evolutionary Computation 13(3)',
)

/** C, C, C, D, … */
export const cyclerCccd = fixed('CCCD', LIBRARY)

/** C, C, C, C, C, D, … */
export const cyclerCccccd = fixed('CCCCCD', LIBRARY)

/** C, C, C, D, C, D, … */
export const cyclerCccdcd = fixed('CCCDCD', LIBRARY)

/** A series without a period: after C, D, D come runs of C that grow by one, each ended by D. */
export const antiCycler = defineStrategy({
  name: 'anti-cycler',
  summary: 'Plays CDD CD CCD CCCD CCCCD …: a series without a period.',
  citation: LIBRARY,
  facts: { memoryDepth: 0, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({}),
  start: () => ({ run: 1, left: 1 }),
  move(state, { length }) {
    if (length < 3) return length === 0 ? 'C' : 'D'
    if (state.left > 0) {
      state.left--
      return 'C'
    }
    state.run++
    state.left = state.run
    return 'D'
  },
})

function fixed(cycle: string, citation: string) {
  return defineStrategy({
    name: `cycler-${cycle.toLowerCase()}`,
    summary: `Repeats ${cycle.split('').join(', ')} for ever.`,
    citation,
    facts: { memoryDepth: 0, stochastic: false, usesHorizon: false },
    parameters: z.strictObject({}),
    start: () => ({ moves: cycle.split('') as Move[] }),
    move: ({ moves }, { length }) => moves[length % moves.length] ?? 'C',
  })
}
