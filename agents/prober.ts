/** Strategies that open with a fixed series and settle by the answer to it. */
import { defineStrategy, type History, type Move } from '../src/index.ts'

/** Settles on D if the opponent cooperated in rounds 2 and 3. */
export const prober = defineStrategy({
  name: 'prober',
  summary:
    'Opens D, C, C; then defects for ever if the opponent cooperated in rounds 2 and 3, else plays tit for tat.',
  citation: 'LIFL 1998, PRISON, The Iterated Prisoner’s Dilemma',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move(_state, history) {
    const { length, other } = history
    if (length < 3) return length === 0 ? 'D' : 'C'
    return other[1] === 'C' && other[2] === 'C' ? 'D' : echo(history)
  },
})

/** Settles on C if the opponent hit back once and then forgave. */
export const prober2 = defineStrategy({
  name: 'prober-2',
  summary:
    'Opens D, C, C; then cooperates for ever if the opponent played D, C in rounds 2 and 3, else plays tit for tat.',
  citation: 'LIFL 1998, PRISON, The Iterated Prisoner’s Dilemma',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move(_state, history) {
    const { length, other } = history
    if (length < 3) return length === 0 ? 'D' : 'C'
    return other[1] === 'D' && other[2] === 'C' ? 'C' : echo(history)
  },
})

/** Settles on D if the opponent let one defection pass. */
export const prober3 = defineStrategy({
  name: 'prober-3',
  summary:
    'Opens D, C; then defects for ever if the opponent cooperated in round 2, else plays tit for tat.',
  citation: 'LIFL 1998, PRISON, The Iterated Prisoner’s Dilemma',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move(_state, history) {
    const { length, other } = history
    if (length < 2) return length === 0 ? 'D' : 'C'
    return other[1] === 'C' ? 'D' : echo(history)
  },
})

/** Two defections before the question. */
export const hardProber = defineStrategy({
  name: 'hard-prober',
  summary:
    'Opens D, D, C, C; then defects for ever if the opponent cooperated in rounds 2 and 3, else plays tit for tat.',
  citation: 'LIFL 1998, PRISON, The Iterated Prisoner’s Dilemma',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move(_state, history) {
    const { length, other } = history
    if (length < 4) return length < 2 ? 'D' : 'C'
    return other[1] === 'C' && other[2] === 'C' ? 'D' : echo(history)
  },
})

/** Exploits whoever never hits back. */
export const detective = defineStrategy({
  name: 'detective',
  summary:
    'Opens C, D, C, C; then defects for ever if the opponent cooperated in all four rounds, else plays tit for tat.',
  citation: 'Case 2017, The Evolution of Trust',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move(_state, history) {
    const { length, other } = history
    if (length < 4) return length === 1 ? 'D' : 'C'
    const retaliated = other[0] === 'D' || other[1] === 'D' || other[2] === 'D' || other[3] === 'D'
    return retaliated ? echo(history) : 'D'
  },
})

/** Cooperates with whoever knows the secret handshake. */
export const handshake = defineStrategy({
  name: 'handshake',
  summary:
    'Opens C, D; then cooperates for ever with an opponent that did the same, defects for ever on any other.',
  citation: 'Robson 1990, J. Theoretical Biology 144(3)',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move(_state, { length, other }) {
    if (length < 2) return length === 0 ? 'C' : 'D'
    return other[0] === 'C' && other[1] === 'D' ? 'C' : 'D'
  },
})

/** A handshake that does not outlast a defection. */
export const collectiveStrategy = defineStrategy({
  name: 'collective-strategy',
  summary:
    'Opens C, D; cooperates with an opponent that did the same until it defects again, else defects for ever.',
  citation: 'Li & Kendall 2009, Evolutionary Computation 17(2)',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move(_state, { length, other, otherDefections }) {
    if (length < 2) return length === 0 ? 'C' : 'D'
    return other[0] === 'C' && other[1] === 'D' && otherDefections === 1 ? 'C' : 'D'
  },
})

function echo(history: History): Move {
  return history.lastOther ?? 'C'
}
