/** Who plays with whom: the same group throughout, one drawn anew each round, or groups in which nobody meets anybody twice. */
import { BadInputError } from '../../../base/errors.ts'
import { piecesOf, shuffled, type Draw } from './draw.ts'
import { perfectRounds } from './perfect-rounds.ts'

/**
 * How groups are formed: `partner`, the same in all rounds; `stranger`, drawn anew each round, so that two may meet again;
 * `perfect-stranger`, no two in one group twice (Andreoni 1988 for the first two; Fehr and Gächter 2002 for the third).
 */
export const MATCHINGS = ['partner', 'stranger', 'perfect-stranger'] as const
export type Matching = (typeof MATCHINGS)[number]

export interface Grouping {
  readonly matching: Matching
  /** How many in each group. */
  readonly size: number
  /** How many rounds there are: what perfect strangers are planned for. */
  readonly rounds: number
  /** Whether partners are neighbours by seat, or drawn once; by seat where it is not given. */
  readonly partners?: 'seat' | 'drawn'
  /** The stream that groups are drawn from; `groups` where none is given. */
  readonly stream?: string
}

/** The groups of a round, counted from 1. Together they hold every participant once. */
export type GroupsOf<T> = (round: number) => readonly (readonly T[])[]

/**
 * Plans the groups of all rounds.
 * @throws BadInputError where the groups do not come out even, or perfect strangers are too few for the rounds.
 */
export function formGroups<T>(of: readonly T[], grouping: Grouping, draw: Draw): GroupsOf<T> {
  const { matching, size, rounds, partners = 'seat', stream = 'groups' } = grouping
  assertEven(of.length, size)
  switch (matching) {
    case 'partner': {
      const order = partners === 'drawn' ? shuffled(of, draw, stream, 0) : of
      const groups = piecesOf(order, size)
      return () => groups
    }
    case 'stranger':
      return (round) => piecesOf(shuffled(of, draw, stream, (round - 1) * of.length), size)
    case 'perfect-stranger': {
      const schedule = perfectRounds(of.length, size, rounds)
      const order = shuffled(of, draw, stream, 0)
      return (round) => {
        const groups = schedule[round - 1]
        if (groups === undefined) throw new RangeError(`no groups were planned for round ${round}`)
        return groups.map((group) => group.map((index) => order[index] as T))
      }
    }
  }
}

function assertEven(count: number, size: number): void {
  if (Number.isInteger(size) && size >= 1 && count >= size && count % size === 0) return
  const fitting = Array.from({ length: count }, (_, i) => i + 1).filter(
    (one) => one > 1 && count % one === 0,
  )
  const mend =
    count < size || fitting.length === 0
      ? `Seat ${size}, or a multiple of ${size}.`
      : `Seat ${Math.floor(count / size) * size} or ${Math.ceil(count / size) * size}, or make groups of ${fitting.join(' or ')}.`
  throw new BadInputError(
    `${count} participants cannot be divided into groups of ${size}: ${count % size} would be left over. ${mend}`,
  )
}
