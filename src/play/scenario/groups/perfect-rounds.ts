/** Perfect strangers: groups for so many rounds that no two of them meet twice, or a refusal that says how many rounds there can be. */
import { BadInputError } from '../../../base/errors.ts'
import { roundRobin } from './round-robin.ts'
import { shiftedRounds } from './shifted-rounds.ts'
import { starterRounds } from './starter-rounds.ts'

type Rounds = readonly (readonly (readonly number[])[])[]

const made = new Map<string, Rounds | undefined>()

/**
 * Groups of k of the indexes 0 … n − 1, n being a multiple of k, for a number of rounds.
 * @throws BadInputError where there are none, or none are known.
 */
export function perfectRounds(n: number, k: number, rounds: number): Rounds {
  const found = findRounds(n, k, rounds)
  if (found !== undefined) return found.slice(0, rounds)
  const bound = mostPerfectRounds(n, k)
  let most = Math.min(rounds - 1, bound)
  while (most > 1 && findRounds(n, k, most) === undefined) most--
  const limit =
    most === bound
      ? `there can be ${bound} at most`
      : `${most} can be made (and more than ${bound} there cannot be)`
  throw new BadInputError(
    `${n} participants in groups of ${k} cannot be perfect strangers for ${rounds} rounds: ${limit}. ` +
      `Play ${most} round${most === 1 ? '' : 's'}, seat more participants, or use matching: stranger.`,
  )
}

/** A number of rounds that no plan of perfect strangers exceeds; with pairs, and where it is 1, it is reached. */
export function mostPerfectRounds(n: number, k: number): number {
  if (k === 1) return Infinity
  // Each group needs its members from as many groups of the round before.
  if (n / k < k) return 1
  return Math.floor((n - 1) / (k - 1))
}

/** At least so many rounds, or undefined. */
function findRounds(n: number, k: number, rounds: number): Rounds | undefined {
  const key = `${n} ${k} ${rounds}`
  if (!made.has(key)) made.set(key, makeRounds(n, k, rounds))
  return made.get(key)
}

function makeRounds(n: number, k: number, rounds: number): Rounds | undefined {
  if (rounds > mostPerfectRounds(n, k)) return undefined
  if (rounds <= 1) return [rowsOf(n, k)]
  if (k === 1) return Array.from({ length: rounds }, () => rowsOf(n, k))
  if (k === 2) return roundRobin(n)
  const columns = columnRounds(n, k)
  if (columns.length >= rounds) return columns
  for (let v = rounds; v <= mostPerfectRounds(n, k); v++) {
    const turned = starterRounds(n, k, v)
    if (turned !== undefined) return turned
  }
  return undefined
}

/** Groups across k columns as long as there are any, then within the columns, which have not met themselves. */
function columnRounds(n: number, k: number): Rounds {
  const m = n / k
  const across = shiftedRounds(m, k).map((groups) =>
    groups.map((places) => places.map((place, column) => column * m + place)),
  )
  if (m % k !== 0) return across
  const within = m === k ? [rowsOf(k, k)] : columnRounds(m, k)
  const inside = within.map((groups) =>
    rowsOf(n, m).flatMap((column) =>
      groups.map((group) => group.map((place) => column[place] as number)),
    ),
  )
  return [...across, ...inside]
}

function rowsOf(n: number, k: number): number[][] {
  return Array.from({ length: n / k }, (_, row) =>
    Array.from({ length: k }, (__, i) => row * k + i),
  )
}
