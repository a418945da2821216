/** The two parts of the game. */

/** A player's part in a round: the one who sends, the one who returns. */
export type Part = 'trustor' | 'trustee'

export function otherPart(part: Part): Part {
  return part === 'trustor' ? 'trustee' : 'trustor'
}
