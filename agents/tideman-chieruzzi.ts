/** Growing punishments, and a fresh start for those who have paid for it. */
import { z } from 'zod'
import { defineStrategy, type History } from '../src/index.ts'

/**
 * Runner-up of the first tournament. The points are counted as in a symmetric game. Without an announced horizon it never defects at the end,
 * and always has ten rounds left.
 */
export const tidemanChieruzzi = defineStrategy({
  name: 'tideman-chieruzzi',
  summary:
    'Tit for tat whose k-th punishment lasts k rounds; gives a fresh start (C, C, all forgotten) to an opponent 10 points behind that is neither defecting nor random, at most every 20 rounds and with 10 left; defects in the last two rounds of an announced horizon.',
  citation: 'Tideman & Chieruzzi in Axelrod 1980, J. Conflict Resolution 24(1)',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: true },
  parameters: z.strictObject({}),
  start: (_parameters, { T, S, rounds }) => ({
    // In a symmetric game only unequal moves change the difference of points.
    perTrespass: T - S,
    rounds: rounds ?? Infinity,
    lead: 0,
    defections: 0,
    offences: 0,
    punishing: 0,
    freshAt: -Infinity,
    freshStarted: false,
  }),
  move(state, history) {
    const { lastOwn, lastOther, length } = history
    if (lastOther === 'D') state.defections++
    if (lastOwn !== lastOther)
      state.lead += lastOwn === 'D' ? state.perTrespass : -state.perTrespass
    if (length >= state.rounds - 2) return 'D'
    if (state.freshStarted) {
      state.freshStarted = false
      return 'C'
    }
    if (deservesFreshStart(state, history)) {
      state.freshAt = length
      state.freshStarted = true
      state.defections = state.offences = state.punishing = 0
      return 'C'
    }
    if (state.punishing > 0) {
      state.punishing--
      return 'D'
    }
    if (lastOther !== 'D') return 'C'
    state.offences++
    state.punishing = state.offences - 1
    return 'D'
  },
})

interface Account {
  rounds: number
  lead: number
  defections: number
  freshAt: number
}

function deservesFreshStart(account: Account, { lastOther, length }: History): boolean {
  return (
    lastOther === 'C' &&
    account.lead >= 10 &&
    length - account.freshAt >= 20 &&
    account.rounds - length - 1 >= 10 &&
    // Three standard deviations of a fair coin tossed in every round.
    Math.abs(account.defections - length / 2) >= 3 * (Math.sqrt(length) / 2)
  )
}
