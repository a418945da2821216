/** How good for both together what is played in a matrix game is: against the worst, the best, the best equilibrium, and the Pareto frontier. */
import { meanOver, PAYOFFS_NULL, RUN, shareOf, withPayoffs } from './game-parts.ts'
import type { Match } from './match.ts'
import { A_SHARE, type Measure } from './measure.ts'
import { paretoShortfall } from './two-by-two.ts'

const efficiency: Measure<Match> = {
  name: 'payoff-efficiency',
  means: 'joint payoff between the worst and the best that the table allows',
  ...A_SHARE,
  ...RUN,
  definition:
    'The mean sum of both players’ points per round with an outcome, by the table, minus the least sum of any cell, divided by the greatest minus the least.',
  undefinedWhen: `${PAYOFFS_NULL}, or all cells have the same sum`,
  citation: null,
  work(match, told) {
    withPayoffs(match, told, ({ sums, best, worst }, places) => {
      if (best === worst) told(-1, '', null, 'all cells have the same sum')
      else told(-1, '', clamped((meanOver(places, sums) - worst) / (best - worst)))
    })
  },
}

const equilibriumEfficiency: Measure<Match> = {
  name: 'equilibrium-efficiency',
  means: 'joint payoff between the best equilibrium and the best cell',
  unit: 'ratio',
  range: [null, 1],
  holds: 'number',
  of: 'run',
  applies: 'matrix-game of two options each; ask choice',
  definition:
    'The mean sum of both players’ points per round with an outcome, minus the greatest sum that an equilibrium of the stage game has (pure, or mixed in expectation), divided by the greatest sum of any cell minus that of the equilibrium. 0: as good as the best equilibrium; 1: as good as can be; below 0: worse than the equilibrium.',
  undefinedWhen: `${PAYOFFS_NULL}; the best equilibrium is the best cell; the game is not 2 × 2`,
  citation: 'Nash 1951, Annals of Mathematics 54(2):286–295; the ratio is ours',
  work(match, told) {
    withPayoffs(match, told, ({ sums, best, bestEquilibrium }, places) => {
      if (bestEquilibrium === null) told(-1, '', null, 'the game is not 2 × 2')
      else if (best - bestEquilibrium < 1e-12 * Math.max(1, Math.abs(best)))
        told(-1, '', null, 'the best equilibrium is the best that the table allows')
      else told(-1, '', (meanOver(places, sums) - bestEquilibrium) / (best - bestEquilibrium))
    })
  },
}

const paretoRate: Measure<Match> = {
  name: 'pareto-rate',
  means: 'how often an efficient cell is played',
  ...A_SHARE,
  ...RUN,
  definition:
    'The share of rounds that ended in a cell to which no other cell is better for one player and at least as good for the other, among the rounds with an outcome.',
  undefinedWhen: PAYOFFS_NULL,
  citation: 'Pareto efficiency, e.g. Osborne & Rubinstein 1994, A Course in Game Theory, MIT Press',
  work(match, told) {
    withPayoffs(match, told, (parts, places) => told(-1, '', shareOf(places, parts.efficient)))
  },
}

const shortfall: Measure<Match> = {
  name: 'pareto-shortfall',
  means: 'by how much both could have been better off at once',
  unit: 'points per round',
  range: [0, null],
  holds: 'number',
  ...RUN,
  definition:
    'The greatest t for which some mixture of cells gives each player at least its mean points per round plus t. 0 on the frontier of what mixtures of cells (taking turns) can reach.',
  undefinedWhen: PAYOFFS_NULL,
  citation:
    'Pareto frontier of the convex hull, e.g. Osborne & Rubinstein 1994; the distance is ours',
  work(match, told) {
    withPayoffs(match, told, ({ points }, places, payoffs) => {
      const [row, column] = [meanOver(places, points[0]), meanOver(places, points[1])]
      told(-1, '', paretoShortfall(payoffs, [row, column]))
    })
  },
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share))
}

export const efficiencyMeasures: readonly Measure<Match>[] = [
  efficiency,
  equilibriumEfficiency,
  paretoRate,
  shortfall,
]
