/** The twelve ways in which one player can rank the outcomes of a 2 × 2 game, named and put in their natural order. */

/** One player's ranks 1 (worst) to 4 (best) for (own, other) option: AA, AB, BA, BB. The 4 stands under the other's A. */
export type Pattern = readonly [aa: number, ab: number, ba: number, bb: number]

/**
 * Names of the symmetric games by the order of R (both A), S (A against B), T (B against A), P (both B), with the options
 * named so that R > P: Bruns 2015, Games 6(4):495–520. Battle is also called Leader, after Rapoport 1967.
 */
const NAME_BY_ORDER: Readonly<Record<string, string>> = {
  TRPS: 'Prisoner’s Dilemma',
  TRSP: 'Chicken',
  TSRP: 'Battle',
  STRP: 'Hero',
  SRPT: 'Deadlock',
  SRTP: 'Compromise',
  RTPS: 'Stag Hunt',
  RPTS: 'Assurance',
  RPST: 'Coordination',
  RTSP: 'Concord',
  RSTP: 'Harmony',
  RSPT: 'Peace',
}

/** The name of the symmetric game in which both players rank the outcomes so. */
export function patternName([R, S, T, P]: Pattern): string {
  // where P > R the options trade names, which also trades S and T
  const points = R > P ? { R, S, T, P } : { R: P, S: T, T: S, P: R }
  const order = Object.entries(points).sort(([, a], [, b]) => b - a)
  const name = NAME_BY_ORDER[order.map(([letter]) => letter).join('')]
  if (name === undefined)
    throw new RangeError('a pattern holds each of the ranks 1, 2, 3, 4 once; ties have no name')
  return name
}

// Each neighbour in the chain differs by exchanging two adjoining ranks: the swaps of Robinson & Goforth 2005,
// The Topology of the 2 × 2 Games. After twelve the chain closes on Chicken.
const CHICKEN: Pattern = [3, 2, 4, 1]
const SIX_SWAPS = [
  [2, 3],
  [1, 2],
  [2, 3],
  [1, 2],
  [2, 3],
  [3, 4],
] as const

/** The chain of patterns from Chicken through Prisoner's Dilemma and Stag Hunt to Concord, one swap of ranks at a time. */
export const patternChain: readonly Pattern[] = [...SIX_SWAPS, ...SIX_SWAPS.slice(0, 5)].reduce(
  (chain: Pattern[], [low, high]) => {
    const swap = (rank: number): number => (rank === low ? high : rank === high ? low : rank)
    const [aa, ab, ba, bb] = chain.at(-1) ?? CHICKEN
    return [...chain, [swap(aa), swap(ab), swap(ba), swap(bb)]]
  },
  [CHICKEN],
)

/** A pattern's place in the chain, from 1 (Chicken) to 12 (Concord). */
export function placeInChain(pattern: Pattern): number {
  const index = patternChain.findIndex((candidate) => candidate.join() === pattern.join())
  if (index < 0)
    throw new RangeError(`no pattern ${pattern.join()}; its 4 must stand under the other's A`)
  return index + 1
}
