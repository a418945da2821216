/** A model of the opponent, and the best constant answer to it. */
import { z } from 'zod'
import { defineStrategy } from '../src/index.ts'

/**
 * Estimates how often the opponent cooperates after C and after D, and plays what earns more against that. The opponent's first move counts
 * as an answer to a cooperation before the game; where both moves earn the same it changes its move.
 */
export const downing = defineStrategy({
  name: 'downing',
  summary:
    'Opens D, D; then plays the move that earns more if the opponent goes on answering C and D as often with C as it has.',
  citation: 'Downing in Axelrod 1980, J. Conflict Resolution 24(1); Downing 1975',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  parameters: z.strictObject({}),
  start: (_parameters, { R, S, T, P }) => ({ R, S, T, P, kindAfterC: 0, kindAfterD: 0 }),
  move(state, { own, lastOther, lastOwn, length, ownDefections }) {
    if (lastOther === 'C') {
      if (length === 1 || own[length - 2] === 'C') state.kindAfterC++
      else state.kindAfterD++
    }
    if (length < 2) return 'D'
    const afterC = state.kindAfterC / (length - ownDefections + 1)
    const afterD = state.kindAfterD / Math.max(ownDefections, 2)
    const cooperating = afterC * state.R + (1 - afterC) * state.S
    const defecting = afterD * state.T + (1 - afterD) * state.P
    if (cooperating === defecting) return lastOwn === 'C' ? 'D' : 'C'
    return cooperating > defecting ? 'C' : 'D'
  },
})
