/** Families of strict ordinal 2 × 2 games by their best equilibrium. */
import { pureEquilibria } from './analysis/pure-equilibria.ts'
import { pointsAt, type Payoffs } from './game.ts'

/** Named after the payoff families of Bruns 2015 (Games 6(4):495–520); `pd-family` includes its tragic games. */
export type PayoffFamily = 'win-win' | 'biased' | 'second-best' | 'unfair' | 'pd-family' | 'cyclic'

// best first; ranks in one pair stand in either order
const BY_BEST_EQUILIBRIUM: readonly (readonly [pair: string, family: PayoffFamily])[] = [
  ['4,4', 'win-win'],
  ['4,3', 'biased'],
  ['3,3', 'second-best'],
  ['4,2', 'unfair'],
  ['3,2', 'pd-family'],
  ['2,2', 'pd-family'],
]

/**
 * The family of a strict ordinal game, by the best payoff pair among its pure equilibria in the order
 * (4,4), (4,3), (3,3), (4,2), (3,2), (2,2), whoever gets which; `cyclic` where there is no pure equilibrium.
 * Over the 144 games: 36 win-win, 44 biased, 12 second-best, 19 unfair, 15 pd-family, 18 cyclic. Of the 15, the 7 whose
 * only equilibrium is Pareto-dominated are what some authors alone call the prisoner's dilemma family; the other 8 are
 * then called tragic.
 */
export function payoffFamily(payoffs: Payoffs): PayoffFamily {
  const pairs = pureEquilibria(payoffs).map((cell) =>
    [...pointsAt(payoffs, cell)].sort((a, b) => b - a).join(),
  )
  return BY_BEST_EQUILIBRIUM.find(([pair]) => pairs.includes(pair))?.[1] ?? 'cyclic'
}
