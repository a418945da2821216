/** The four payoffs of a symmetric 2 × 2 game, and when patience sustains cooperation in it. */
import { isSymmetric, optionCount, ownPoints, type Payoffs } from '../game.ts'
import { exactly, minus, over, type Fraction } from './fraction.ts'

/** Own points for (own, other): R for CC, S for CD, T for DC, P for DD, where C is the first option. */
export interface DilemmaPoints {
  readonly R: number
  readonly S: number
  readonly T: number
  readonly P: number
}

/** R, S, T, P of a symmetric 2 × 2 game; undefined for any other (names after Rapoport & Chammah 1965). */
export function dilemmaPoints(payoffs: Payoffs): DilemmaPoints | undefined {
  if (optionCount(payoffs, 'row') !== 2 || !isSymmetric(payoffs)) return undefined
  const points = (own: 0 | 1, other: 0 | 1): number => ownPoints(payoffs, 'row', own, other)
  return { R: points(0, 0), S: points(0, 1), T: points(1, 0), P: points(1, 1) }
}

/** T > R > P > S: defection dominates, and mutual defection is worse for both than mutual cooperation. */
export function isPrisonersDilemma({ R, S, T, P }: DilemmaPoints): boolean {
  return T > R && R > P && P > S
}

/**
 * The least continuation probability at which grim trigger against itself is an equilibrium of the repeated prisoner's
 * dilemma: (T − R) / (T − P) (Friedman 1971, Review of Economic Studies 38:1–12). Undefined for other games.
 */
export function grimThreshold(points: DilemmaPoints): Fraction | undefined {
  if (!isPrisonersDilemma(points)) return undefined
  const [R, T, P] = [exactly(points.R), exactly(points.T), exactly(points.P)]
  return over(minus(T, R), minus(T, P))
}
