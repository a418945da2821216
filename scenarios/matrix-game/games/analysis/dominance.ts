/** Which options are never, or never strictly, worse than others, and what is left when the bad ones go. */
import { optionsOf, opponentOf, ownPoints, type Payoffs, type Player } from '../game.ts'

/** Strict: more points whatever the opponent does. Weak: never fewer, and more at least once. */
export type Dominance = 'strict' | 'weak'

/** The options still in play, by their index in the whole game. */
export interface Survivors {
  readonly row: readonly number[]
  readonly column: readonly number[]
}

/** True where `better` dominates `worse` for `player` against the opponent's options in `against`. Strict implies weak. */
export function dominates(
  payoffs: Payoffs,
  player: Player,
  better: number,
  worse: number,
  dominance: Dominance,
  against: readonly number[] = optionsOf(payoffs, opponentOf(player)),
): boolean {
  const gains = against.map(
    (other) => ownPoints(payoffs, player, better, other) - ownPoints(payoffs, player, worse, other),
  )
  switch (dominance) {
    case 'strict':
      return gains.every((gain) => gain > 0)
    case 'weak':
      return gains.every((gain) => gain >= 0) && gains.some((gain) => gain > 0)
  }
}

/** The option that dominates all the player's others, if there is one (Luce & Raiffa 1957, Games and Decisions). */
export function dominantOption(
  payoffs: Payoffs,
  player: Player,
  dominance: Dominance,
): number | undefined {
  const options = optionsOf(payoffs, player)
  return options.find((own) =>
    options.every((other) => other === own || dominates(payoffs, player, own, other, dominance)),
  )
}

/** The options that some other pure option dominates; domination by a mixture alone is not looked for. */
export function dominatedOptions(
  payoffs: Payoffs,
  player: Player,
  dominance: Dominance,
  among: Survivors = everyOption(payoffs),
): readonly number[] {
  return among[player].filter((worse) =>
    among[player].some((better) =>
      dominates(payoffs, player, better, worse, dominance, among[opponentOf(player)]),
    ),
  )
}

/**
 * What is left after dominated options are struck out again and again (Luce & Raiffa 1957).
 * Each pass strikes every dominated option of both players at once. The order matters only for weak dominance,
 * where another order may leave other survivors and equilibria may be lost.
 */
export function iteratedElimination(payoffs: Payoffs, dominance: Dominance): Survivors {
  let left = everyOption(payoffs)
  for (;;) {
    const struckRows = dominatedOptions(payoffs, 'row', dominance, left)
    const struckColumns = dominatedOptions(payoffs, 'column', dominance, left)
    if (struckRows.length + struckColumns.length === 0) return left
    left = {
      row: left.row.filter((option) => !struckRows.includes(option)),
      column: left.column.filter((option) => !struckColumns.includes(option)),
    }
  }
}

function everyOption(payoffs: Payoffs): Survivors {
  return { row: optionsOf(payoffs, 'row'), column: optionsOf(payoffs, 'column') }
}
