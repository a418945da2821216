/** Two entries of Axelrod's first tournament whose readiness to cooperate is a chance that they adjust. */
import { z } from 'zod'
import { defineStrategy, type Move } from '../src/index.ts'

/** Tit for tat that grows meaner with time. */
export const feld = defineStrategy({
  name: 'feld',
  summary:
    'Defects after a defection; after a cooperation cooperates with a chance that falls evenly from 1 to 0.5 over 200 rounds.',
  citation: 'Feld in Axelrod 1980, J. Conflict Resolution 24(1)',
  facts: { memoryDepth: 1, stochastic: true, usesHorizon: false },
  move(_state, { lastOther, length }, random) {
    if (lastOther === undefined) return 'C'
    const cooperates = random.chance(Math.max(0.5, 1 - length / 400))
    return cooperates && lastOther === 'C' ? 'C' : 'D'
  },
})

const WINDOW = 10

/** A little less kind than the opponent of late. */
export const tullock = defineStrategy({
  name: 'tullock',
  summary:
    'Cooperates for eleven rounds, then with a chance 0.1 below the share of cooperation in the opponent’s last ten moves.',
  citation: 'Tullock in Axelrod 1980, J. Conflict Resolution 24(1)',
  facts: { memoryDepth: WINDOW, stochastic: true, usesHorizon: false },
  parameters: z.strictObject({}),
  start: () => ({ cooperations: 0 }),
  move(state, { lastOther, other, length }, random) {
    if (lastOther === 'C') state.cooperations++
    const left: Move | undefined = other[length - 1 - WINDOW]
    if (left === 'C') state.cooperations--
    if (length <= WINDOW) return 'C'
    return random.chance(Math.max(0, state.cooperations / WINDOW - 0.1)) ? 'C' : 'D'
  },
})
