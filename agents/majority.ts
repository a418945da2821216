/** Strategies that go by how often the opponent has defected so far. */
import { defineStrategy } from '../src/index.ts'

/** Cooperates while the opponent has cooperated at least as often as it has defected. */
export const softMajority = defineStrategy({
  name: 'soft-majority',
  summary: 'Cooperates while the opponent has cooperated at least as often as it has defected.',
  citation: 'Grisell in Axelrod 1980, J. Conflict Resolution 24(3)',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move: (_state, history) => (history.otherDefections * 2 <= history.length ? 'C' : 'D'),
})

/** Cooperates only while the opponent has cooperated more often than it has defected; so it opens with D. */
export const hardMajority = defineStrategy({
  name: 'hard-majority',
  summary:
    'Opens with D; cooperates only while the opponent has cooperated more often than it has defected.',
  citation: 'Mittal & Deb 2009, IEEE Trans. Evolutionary Computation 13(3)',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move: (_state, history) => (history.otherDefections * 2 < history.length ? 'C' : 'D'),
})

/** Defects while more than a tenth of the opponent's moves were defections. */
export const forgiver = defineStrategy({
  name: 'forgiver',
  summary: 'Cooperates unless the opponent has defected in more than a tenth of the rounds.',
  citation: 'Campbell in Knight et al. 2016, J. Open Research Software 4, the Axelrod library',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move: (_state, history) => (history.otherDefections * 10 > history.length ? 'D' : 'C'),
})

/** Tit for tat that overlooks a defection while defections are rare. */
export const forgivingTitForTat = defineStrategy({
  name: 'forgiving-tit-for-tat',
  summary:
    'Tit for tat while the opponent has defected in more than a tenth of the rounds, else cooperates.',
  citation: 'Campbell in Knight et al. 2016, J. Open Research Software 4, the Axelrod library',
  facts: { memoryDepth: Infinity, stochastic: false, usesHorizon: false },
  move: (_state, { otherDefections, length, lastOther }) =>
    lastOther === 'D' && otherDefections * 10 > length ? 'D' : 'C',
})

/** Cooperates as often as the opponent has. */
export const averageCopier = defineStrategy({
  name: 'average-copier',
  summary:
    'Cooperates with the share of rounds in which the opponent cooperated; with 1/2 in round 1.',
  citation: 'Palmer in Knight et al. 2016, J. Open Research Software 4, the Axelrod library',
  facts: { memoryDepth: Infinity, stochastic: true, usesHorizon: false },
  move(_state, { otherDefections, length }, random) {
    return random.chance(length === 0 ? 0.5 : 1 - otherDefections / length) ? 'C' : 'D'
  },
})
