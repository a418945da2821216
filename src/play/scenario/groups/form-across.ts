/** Groups of one from each role, where roles are kept for good: buyers meet sellers, and buyers never buyers. */
import { BadInputError } from '../../../base/errors.ts'
import { shuffled, type Draw } from './draw.ts'
import type { GroupsOf, Grouping } from './form-groups.ts'
import { shiftedRounds, shiftedRoundsOf } from './shifted-rounds.ts'

/**
 * Plans the groups of all rounds from pools of equal length: the i-th of a group is from the i-th pool.
 * @throws BadInputError where the pools are not equally long, or too short for so many rounds of perfect strangers.
 */
export function formAcross<T>(
  pools: readonly (readonly T[])[],
  { matching, rounds, partners = 'seat', stream = 'groups' }: Omit<Grouping, 'size'>,
  draw: Draw,
): GroupsOf<T> {
  const m = pools[0]?.length ?? 0
  const odd = pools.findIndex(({ length }) => length !== m)
  if (odd >= 0 || m === 0) {
    throw new BadInputError(
      `groups of one from each of ${pools.length} roles need as many participants in each; there are ${pools.map(({ length }) => length).join(', ')}. Seat as many in each role.`,
    )
  }
  const drawn = (round: number): readonly T[][] =>
    pools.map((pool, i) => shuffled(pool, draw, `${stream}/${i}`, (round - 1) * m))
  switch (matching) {
    case 'partner': {
      const groups = across(partners === 'drawn' ? drawn(1) : pools, m)
      return () => groups
    }
    case 'stranger':
      return (round) => across(drawn(round), m)
    case 'perfect-stranger': {
      const most = shiftedRoundsOf(m, pools.length)
      if (rounds > most) throw tooFew(pools.length, m, rounds, most)
      const order = drawn(1)
      const schedule = shiftedRounds(m, pools.length)
      return (round) =>
        (schedule[round - 1] ?? []).map((places) =>
          places.map((place, i) => order[i]?.[place] as T),
        )
    }
  }
}

function across<T>(pools: readonly (readonly T[])[], m: number): T[][] {
  return Array.from({ length: m }, (_, i) => pools.map((pool) => pool[i] as T))
}

function tooFew(roles: number, m: number, rounds: number, most: number): BadInputError {
  const limit = most === m ? `there can be ${m} at most` : `${most} can be made`
  return new BadInputError(
    `${m} groups of one from each of ${roles} roles cannot be perfect strangers for ${rounds} rounds: ${limit}. ` +
      `Play ${most} round${most === 1 ? '' : 's'}, seat more participants, or use matching: stranger.`,
  )
}
