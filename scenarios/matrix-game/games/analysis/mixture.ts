/** Mixed options: how likely a player takes each of its options, exactly, and what that earns. */
import { opponentOf, optionsOf, ownPoints, type Payoffs, type Player } from '../game.ts'
import { compare, exactly, isZero, ONE, sum, times, ZERO, type Fraction } from './fraction.ts'

/** One probability per option, in the order of the options; they add up to one. */
export type Mixture = readonly Fraction[]

/** One mixture per player. */
export interface Profile {
  readonly row: Mixture
  readonly column: Mixture
}

/** The options taken with a probability above zero. */
export function supportOf(mixture: Mixture): readonly number[] {
  return [...mixture.keys()].filter((option) => !isZero(mixture[option] ?? ZERO))
}

/** What `player` earns on average by taking `own` for sure against the opponent's mixture. */
export function expectedPoints(
  payoffs: Payoffs,
  player: Player,
  own: number,
  opponent: Mixture,
): Fraction {
  return sum(
    opponent.map((probability, other) =>
      times(probability, exactly(ownPoints(payoffs, player, own, other))),
    ),
  )
}

/** The options that earn `player` most against the opponent's mixture; ties all count. */
export function bestReplies(
  payoffs: Payoffs,
  player: Player,
  opponent: Mixture,
): readonly number[] {
  const earned = optionsOf(payoffs, player).map((own) =>
    expectedPoints(payoffs, player, own, opponent),
  )
  return [...earned.keys()].filter((own) =>
    earned.every((rival) => compare(earned[own] ?? ZERO, rival) >= 0),
  )
}

/** Nash equilibrium (Nash 1951, Annals of Mathematics 54:286–295): every option in use is a best reply. */
export function isEquilibrium(payoffs: Payoffs, profile: Profile): boolean {
  return (['row', 'column'] as const).every((player) => {
    const replies = bestReplies(payoffs, player, profile[opponentOf(player)])
    return (
      isMixture(profile[player], optionsOf(payoffs, player).length) &&
      supportOf(profile[player]).every((option) => replies.includes(option))
    )
  })
}

function isMixture(mixture: Mixture, options: number): boolean {
  return (
    mixture.length === options &&
    mixture.every((probability) => compare(probability, ZERO) >= 0) &&
    compare(sum(mixture), ONE) === 0
  )
}
