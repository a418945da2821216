/** Tit for tat with one probe, a diagnosis and a rare trespass. */
import { z } from 'zod'
import { defineStrategy, type Random } from '../src/index.ts'
import { looksRandom } from './looks-random.ts'

const PROBE = 51
const DIAGNOSIS = 56

/** Where the description is open: a twin is who has made the same moves throughout, tit for tat who has copied every move. */
export const graaskamp = defineStrategy({
  name: 'graaskamp',
  summary:
    'Tit for tat with D in round 51; from round 57 it defects for ever on an opponent that looks random, plays tit for tat with tit for tat and its twin, and else cooperates with D every 5 to 15 rounds.',
  citation: 'Graaskamp in Axelrod 1980, J. Conflict Resolution 24(1)',
  facts: { memoryDepth: Infinity, stochastic: true, usesHorizon: false },
  parameters: z.strictObject({}),
  start: () => ({ copies: true, twin: true, random: false, trespass: 0 }),
  move(state, { lastOwn, lastOther, own, otherDefections, length }, random) {
    if (lastOther === undefined) return 'C'
    if (lastOther !== lastOwn) state.twin = false
    if (length > 1 && lastOther !== own[length - 2]) state.copies = false
    if (length < DIAGNOSIS) return length === PROBE - 1 ? 'D' : lastOther
    state.random ||= looksRandom(otherDefections, length)
    if (state.random) return 'D'
    if (state.copies || state.twin) return lastOther
    if (state.trespass === 0) state.trespass = length + pause(random)
    if (length < state.trespass) return 'C'
    state.trespass = length + pause(random)
    return 'D'
  },
})

/** 5 to 15 rounds. */
function pause(random: Random): number {
  return 5 + random.below(11)
}
