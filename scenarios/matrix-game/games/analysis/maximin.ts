/** What a player can make sure of by itself. */
import { opponentOf, optionsOf, ownPoints, type Payoffs, type Player } from '../game.ts'

/** The most points a player can guarantee, and the options that do. */
export interface Maximin {
  readonly points: number
  readonly options: readonly number[]
}

/**
 * The best worst case over pure options (von Neumann & Morgenstern 1944). A mixture may guarantee more:
 * ½ in matching pennies, where the pure value is the loss.
 */
export function maximin(payoffs: Payoffs, player: Player): Maximin {
  const options = optionsOf(payoffs, player)
  const worst = options.map((own) =>
    Math.min(
      ...optionsOf(payoffs, opponentOf(player)).map((other) =>
        ownPoints(payoffs, player, own, other),
      ),
    ),
  )
  const points = Math.max(...worst)
  return { points, options: options.filter((own) => worst[own] === points) }
}
