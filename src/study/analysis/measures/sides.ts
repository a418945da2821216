/** A match from one seat, in terms of cooperation and defection, round by complete round. */

/** States by their number: own move first. */
export const STATES = ['CC', 'CD', 'DC', 'DD'] as const

/** 0 is C, 1 is D; −1 where the participant made no decision of its own. Rounds without an outcome are left out, as strategies leave them out. */
export interface Side {
  /** The place among the run's seats. */
  readonly seat: number
  readonly length: number
  /** What it chose itself, before noise. */
  readonly own: Int8Array
  /** The place in `STATES` of what was carried out. */
  readonly state: Int8Array
}

type Both<T> = readonly [T, T]

/** What was chosen and carried out, by side and round, as places of options. */
interface Rounds {
  readonly seats: Both<number>
  readonly complete: readonly number[]
  readonly chosen: Both<Int8Array>
  readonly played: Both<Int8Array>
}

/** Both seats' sides where both have two options; `c` is each side's option that stands for C. */
export function sidesOf(rounds: Rounds, c: Both<number>): Both<Side> {
  return [sideOf(rounds, c, 0), sideOf(rounds, c, 1)]
}

function sideOf({ seats, complete, chosen, played }: Rounds, c: Both<number>, side: 0 | 1): Side {
  const other = side === 0 ? 1 : 0
  const [ours, theirs, decided] = [played[side], played[other], chosen[side]]
  const own = new Int8Array(complete.length)
  const state = new Int8Array(complete.length)
  for (let i = 0; i < complete.length; i++) {
    const round = complete[i] as number
    const mine = decided[round] as number
    own[i] = mine < 0 ? -1 : mine === c[side] ? 0 : 1
    state[i] = (ours[round] === c[side] ? 0 : 2) + (theirs[round] === c[other] ? 0 : 1)
  }
  return { seat: seats[side], length: complete.length, own, state }
}
