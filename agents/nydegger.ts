/** A table over the outcomes of the last three rounds. */
import { defineStrategy, type Move } from '../src/index.ts'

/** The sums at which it defects, out of 0 to 63. */
const DEFECTS_AT = new Set([
  1, 6, 7, 17, 22, 23, 26, 29, 30, 31, 33, 38, 39, 45, 49, 54, 55, 58, 61,
])

/** Reads the last three outcomes, oldest first, as a number in base four, and defects at nineteen of the 64 numbers. */
export const nydegger = defineStrategy({
  name: 'nydegger',
  summary:
    'Tit for tat for three rounds (with D in round 3 after CD, DC); then weighs the last three outcomes 16, 4, 1 in chronological order and defects at 19 of the 64 sums.',
  citation: 'Nydegger in Axelrod 1980, J. Conflict Resolution 24(1)',
  facts: { memoryDepth: 3, stochastic: false, usesHorizon: false },
  move(_state, { own, other, lastOther, length }) {
    if (length < 3) {
      const onlyOneToCooperateThenToDefect =
        length === 2 && own[0] === 'C' && other[0] === 'D' && own[1] === 'D' && other[1] === 'C'
      return onlyOneToCooperateThenToDefect || lastOther === 'D' ? 'D' : 'C'
    }
    const sum =
      16 * weight(own[length - 3], other[length - 3]) +
      4 * weight(own[length - 2], other[length - 2]) +
      weight(own[length - 1], other[length - 1])
    return DEFECTS_AT.has(sum) ? 'D' : 'C'
  },
})

/** The other's defection counts two, one's own counts one. */
function weight(own: Move | undefined, other: Move | undefined): number {
  return (other === 'D' ? 2 : 0) + (own === 'D' ? 1 : 0)
}
