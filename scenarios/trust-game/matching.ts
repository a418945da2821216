/** Who meets whom: trustors and trustees in pairs, round by round. */
import {
  formAcross,
  participantsFor,
  refusalOf,
  type GroupsOf,
  type ParticipantId,
} from '../../src/index.ts'
import { roundsOf, type Parameters } from './parameters.ts'
import type { Part } from './part.ts'

/** The two of a pair, by their part in this round. */
export type Pair = Readonly<Record<Part, ParticipantId>>

/** Everybody, by the role that the cast gave them. */
export type Players = Readonly<Record<Part, readonly ParticipantId[]>>

/**
 * Plans the pairs of all rounds: a trustor and a trustee of the cast, first in the parts of their roles and, where parts are swapped, the other way round in every
 * second round.
 * @throws BadInputError where there are not as many of one as of the other, or too few to be perfect strangers for so many rounds.
 */
export function pairsFor(
  { trustor, trustee }: Players,
  parameters: Parameters,
  draw: (stream: string, index: number) => number,
): (round: number) => readonly Pair[] {
  const { matching, swap } = parameters
  const grouping = { matching, rounds: roundsOf(parameters), stream: 'matching' }
  const groups: GroupsOf<ParticipantId> = formAcross([trustor, trustee], grouping, draw)
  return (round) =>
    groups(round).map((pair) => {
      const [one, other] = pair as [ParticipantId, ParticipantId]
      return swap && round % 2 === 0
        ? { trustor: other, trustee: one }
        : { trustor: one, trustee: other }
    })
}

/** Why so many trustors and trustees cannot be paired for all rounds; empty where they can. */
export function castProblems(
  parameters: Parameters,
  seats: Readonly<Record<string, number>>,
): readonly string[] {
  const { trustor = [], trustee = [] } = participantsFor(seats)
  const field = trustor.length === trustee.length ? 'matching' : 'cast'
  return refusalOf(() => pairsFor({ trustor, trustee }, parameters, () => 0), field)
}
