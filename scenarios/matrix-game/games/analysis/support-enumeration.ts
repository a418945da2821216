/** All equilibria of small games by going through the supports, with exact fractions. */
import {
  opponentOf,
  optionCount,
  optionsOf,
  ownPoints,
  type Payoffs,
  type Player,
} from '../game.ts'
import { compare, exactly, fraction, ONE, ZERO, type Fraction } from './fraction.ts'
import { solveUniquely, type Equation } from './linear-system.ts'
import { bestReplies, supportOf, type Mixture, type Profile } from './mixture.ts'

/** The most options a player may have here: the number of support pairs grows exponentially. */
export const MOST_OPTIONS = 4

/** The equilibria found, and whether they stand for more. */
export interface Equilibria {
  /** All equilibria; in a degenerate game the extreme ones, of which all others are averages. */
  readonly equilibria: readonly Profile[]
  /** True where some mixture has more best replies than options in use, so that there may be a continuum of equilibria. */
  readonly degenerate: boolean
}

interface Corner {
  readonly mixture: Mixture
  readonly support: readonly number[]
  readonly replies: readonly number[]
}

/**
 * All equilibria of a game of at most 4 × 4. For each player and each pair of equally large sets — options in use,
 * replies kept indifferent — the one mixture that fits is solved for; two such mixtures are an equilibrium where each
 * uses only best replies to the other. Pairs of these corners are exactly the extreme equilibria, also in degenerate
 * games, and all equilibria in others (Avis, Rosenberg, Savani & von Stengel 2010, Economic Theory 42:9–37).
 * Order: by row's support, small ones first, then by column's. A RangeError for larger games.
 */
export function allEquilibria(payoffs: Payoffs): Equilibria {
  const sizes = [optionCount(payoffs, 'row'), optionCount(payoffs, 'column')]
  if (sizes.some((size) => size > MOST_OPTIONS))
    throw new RangeError(
      `all equilibria are found up to ${MOST_OPTIONS} × ${MOST_OPTIONS}, this game is ${sizes.join(' × ')}; pureEquilibria takes any size`,
    )
  const rowCorners = cornersOf(payoffs, 'row')
  const columnCorners = cornersOf(payoffs, 'column')
  const equilibria = rowCorners.flatMap((row) =>
    columnCorners
      .filter(
        (column) => isWithin(row.support, column.replies) && isWithin(column.support, row.replies),
      )
      .map((column) => ({ row: row.mixture, column: column.mixture })),
  )
  const degenerate = [...rowCorners, ...columnCorners].some(
    (corner) => corner.replies.length > corner.support.length,
  )
  return { equilibria, degenerate }
}

// A mixture with too many best replies exists if and only if a corner has too many, since the mixtures with given
// replies form a polytope, and moving to one of its corners keeps the replies and can only shrink the support.
function cornersOf(payoffs: Payoffs, player: Player): readonly Corner[] {
  const replySets = subsetsOf(optionsOf(payoffs, opponentOf(player)))
  const corners = subsetsOf(optionsOf(payoffs, player)).flatMap((support) =>
    replySets
      .filter((replies) => replies.length === support.length)
      .flatMap((replies) => cornerAt(payoffs, player, support, replies) ?? []),
  )
  const seen = new Set<string>()
  return corners.filter(({ mixture }) => {
    const key = mixture.map((part) => `${part.numerator}/${part.denominator}`).join()
    return !seen.has(key) && seen.add(key)
  })
}

function cornerAt(
  payoffs: Payoffs,
  player: Player,
  support: readonly number[],
  replies: readonly number[],
): Corner | undefined {
  const opponent = opponentOf(player)
  // unknowns: the probabilities in the support, then the points that all the replies earn alike
  const indifference = replies.map((reply): Equation => [
    ...support.map((own) => exactly(ownPoints(payoffs, opponent, reply, own))),
    fraction(-1n),
    ZERO,
  ])
  const wholeness: Equation = [...support.map(() => ONE), ZERO, ONE]
  const solution = solveUniquely([...indifference, wholeness])
  if (solution === undefined) return undefined
  const mixture = optionsOf(payoffs, player).map((own): Fraction => {
    const place = support.indexOf(own)
    return place < 0 ? ZERO : (solution[place] ?? ZERO)
  })
  if (mixture.some((part) => compare(part, ZERO) < 0)) return undefined
  if (supportOf(mixture).length < support.length) return undefined
  const best = bestReplies(payoffs, opponent, mixture)
  return isWithin(replies, best) ? { mixture, support, replies: best } : undefined
}

function isWithin(part: readonly number[], whole: readonly number[]): boolean {
  return part.every((element) => whole.includes(element))
}

/** All non-empty subsets, small ones first, then in the order of their elements. */
function subsetsOf(elements: readonly number[]): readonly (readonly number[])[] {
  const ofSize = (size: number, from: readonly number[]): number[][] =>
    size === 0
      ? [[]]
      : from.flatMap((first, place) =>
          ofSize(size - 1, from.slice(place + 1)).map((rest) => [first, ...rest]),
        )
  return elements.flatMap((_, index) => ofSize(index + 1, elements))
}
