/** A finite automaton given as a state table. */
import { z } from 'zod'
import {
  BadInputError,
  defineStrategy,
  type History,
  type Move,
  type Random,
} from '../src/index.ts'

/** Chance of C in this state, then the states that follow CC, CD, DC, DD (own move first). States count from 1; play starts in 1. */
export type AutomatonState = readonly [number, number, number, number, number]

/** A table and the state that it is in. */
export interface Automaton {
  readonly states: readonly AutomatonState[]
  at: number
}

const chance = z.number().min(0).max(1)
const state = z.int().min(1)
const grimTable: AutomatonState[] = [
  [1, 1, 2, 2, 2],
  [0, 2, 2, 2, 2],
]

/** The generic automaton; by default grim in the sense of those studies: a defection of either side triggers it. */
export const automaton = defineStrategy({
  name: 'automaton',
  summary:
    'Plays the state table `states`: rows of the chance of C and the next states after CC, CD, DC, DD, counted from 1; by default grim.',
  citation: 'Rubinstein 1986, J. Economic Theory 39; table form: Dvorak 2020, the stratEst package',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({
    states: z
      .array(z.tuple([chance, state, state, state, state]))
      .min(1)
      .default(grimTable as [number, number, number, number, number][]),
  }),
  start({ states }): Automaton {
    const missing = states.flat().find((next) => next > states.length)
    if (missing !== undefined) {
      throw new BadInputError(
        `automaton: the table goes to state ${missing} but has ${states.length} states, counted from 1. Add the state or mend the row.`,
      )
    }
    return { states, at: 1 }
  },
  move: runAutomaton,
})

/** Moves on by the last outcome, then plays the state: it draws only where the state leaves it open. */
export function runAutomaton(
  state: Automaton,
  { lastOwn, lastOther }: History,
  random: Random,
): Move {
  let row = state.states[state.at - 1]
  if (lastOwn !== undefined) {
    const outcome = (lastOwn === 'C' ? 1 : 3) + (lastOther === 'C' ? 0 : 1)
    state.at = row?.[outcome] ?? 1
    row = state.states[state.at - 1]
  }
  const p = row?.[0] ?? 1
  if (p === 1) return 'C'
  return p > 0 && random.chance(p) ? 'C' : 'D'
}
