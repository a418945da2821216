/** Equilibria in which nobody mixes. */
import {
  cellsOf,
  opponentOf,
  optionsOf,
  ownPoints,
  type Cell,
  type Payoffs,
  type Player,
} from '../game.ts'

/** The options that earn `player` most when the opponent takes `other`; ties all count. */
export function bestRepliesTo(payoffs: Payoffs, player: Player, other: number): readonly number[] {
  const options = optionsOf(payoffs, player)
  const best = Math.max(...options.map((own) => ownPoints(payoffs, player, own, other)))
  return options.filter((own) => ownPoints(payoffs, player, own, other) === best)
}

/**
 * The cells where both options are best replies to each other (Nash 1950, PNAS 36:48–49), row by row.
 * A tie does not break an equilibrium: nobody gains by leaving alone.
 */
export function pureEquilibria(payoffs: Payoffs): readonly Cell[] {
  return cellsOf(payoffs).filter(([row, column]) => {
    const option = { row, column }
    return (['row', 'column'] as const).every((player) =>
      bestRepliesTo(payoffs, player, option[opponentOf(player)]).includes(option[player]),
    )
  })
}
