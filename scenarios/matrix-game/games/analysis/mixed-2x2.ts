/** The mixed equilibrium of a 2 × 2 game in closed form. */
import { opponentOf, optionCount, ownPoints, type Payoffs, type Player } from '../game.ts'
import {
  compare,
  exactly,
  isZero,
  minus,
  ONE,
  over,
  plus,
  ZERO,
  type Fraction,
} from './fraction.ts'
import type { Mixture, Profile } from './mixture.ts'

/**
 * The equilibrium in which both players use both options, or undefined where there is none.
 * Each mixes so that the other is indifferent: with row's points a, column takes its first option with probability
 * (a22 − a12) / (a11 − a12 − a21 + a22), and likewise for row (Nash 1951; any textbook, e.g. Osborne & Rubinstein 1994).
 * Where a player is indifferent whatever the other does, equilibria form a continuum and the answer is undefined.
 * A RangeError for games that are not 2 × 2.
 */
export function interiorEquilibrium(payoffs: Payoffs): Profile | undefined {
  if (optionCount(payoffs, 'row') !== 2 || optionCount(payoffs, 'column') !== 2)
    throw new RangeError('the closed form is for 2 × 2 games; use allEquilibria for larger ones')
  const row = mixtureOf(payoffs, 'row')
  const column = mixtureOf(payoffs, 'column')
  return row && column && { row, column }
}

function mixtureOf(payoffs: Payoffs, player: Player): Mixture | undefined {
  const other = opponentOf(player)
  const points = (theirs: 0 | 1, ours: 0 | 1): Fraction =>
    exactly(ownPoints(payoffs, other, theirs, ours))
  const whole = minus(plus(points(0, 0), points(1, 1)), plus(points(0, 1), points(1, 0)))
  if (isZero(whole)) return undefined
  const first = over(minus(points(1, 1), points(0, 1)), whole)
  const isInterior = compare(first, ZERO) > 0 && compare(first, ONE) < 0
  return isInterior ? [first, minus(ONE, first)] : undefined
}
