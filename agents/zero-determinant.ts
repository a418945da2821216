/** Strategies of memory one that fix a line between the two players' long-run payoffs. */
import { z } from 'zod'
import { BadInputError, defineStrategy, type GameFacts } from '../src/index.ts'
import { drawMemoryOne, fourVector, type MemoryOne } from './memory-one.ts'

/** The line s (X − l) = Y − l between own payoff X and the other's Y; φ says how fast it is reached. */
export interface LinearRelation {
  readonly phi: number
  readonly s: number
  /** The payoff at which the line crosses X = Y: a number of points, or one of the game's R and P. */
  readonly l: number | 'R' | 'P'
}

/** Hilbe, Nowak & Traulsen 2013, eq. 14. Throws a BadInputError where the payoffs leave no such probabilities. */
export function linearRelation(name: string, relation: LinearRelation, game: GameFacts): MemoryOne {
  const { phi, s } = relation
  const { R, S, T, P } = game
  const l = relation.l === 'R' ? R : relation.l === 'P' ? P : relation.l
  const chances = [
    1 - phi * (1 - s) * (R - l),
    1 - phi * (s * (l - S) + (T - l)),
    phi * (l - S + s * (T - l)),
    phi * (1 - s) * (l - P),
  ].map(settle)
  if (chances.some((p) => !(p >= 0 && p <= 1))) {
    throw new BadInputError(
      `${name}: phi ${phi}, s ${s}, l ${l} ask for the probabilities ${chances.join(', ')} under R ${R}, S ${S}, T ${T}, P ${P}; all must be from 0 to 1. Choose a smaller phi, an l from P to R, or s nearer to 1.`,
    )
  }
  const [cc = 0, cd = 0, dc = 0, dd = 0] = chances
  return fourVector(1, cc, cd, dc, dd)
}

/** φ = 3/26 and its like are not exact in binary: a probability off its bound by rounding alone is the bound. */
function settle(p: number): number {
  const bound = Math.round(p)
  return Math.abs(p - bound) < 1e-12 ? bound : p
}

/** The generic zero-determinant strategy; by default Extort-2. */
export const zeroDeterminant = defineStrategy({
  name: 'zero-determinant',
  summary:
    'Fixes s (own payoff − l) = (other’s payoff − l) in the long run; φ (phi) sets the pace, l is a number, R or P.',
  citation: 'Press & Dyson 2012, PNAS 109(26); Hilbe, Nowak & Traulsen 2013, PLoS ONE 8(11)',
  facts: { memoryDepth: 1, stochastic: true, usesHorizon: false },
  parameters: z.strictObject({
    phi: z
      .number()
      .positive()
      .default(1 / 9),
    s: z.number().max(1).default(0.5),
    l: z.union([z.number(), z.enum(['R', 'P'])]).default('P'),
  }),
  start: (relation, game) => linearRelation('zero-determinant', relation, game),
  move: drawMemoryOne,
})

/** Takes twice the opponent's surplus over P. */
export const zdExtort2 = zd({
  name: 'zd-extort-2',
  summary: 'Extortion: own surplus over P is twice the other’s (φ 1/9, s 1/2, l = P).',
  citation: 'Stewart & Plotkin 2012, PNAS 109(26)',
  relation: { phi: 1 / 9, s: 1 / 2, l: 'P' },
})

/** The same line as Extort-2, reached a little faster. */
export const zdExtort2V2 = zd({
  name: 'zd-extort-2-v2',
  summary: 'Extortion: own surplus over P is twice the other’s (φ 1/8, s 1/2, l = P).',
  citation: 'Kuhn 2017, Prisoner’s Dilemma, Stanford Encyclopedia of Philosophy',
  relation: { phi: 1 / 8, s: 1 / 2, l: 'P' },
})

/** Takes three times the opponent's surplus over P. */
export const zdExtort3 = zd({
  name: 'zd-extort-3',
  summary: 'Extortion: own surplus over P is three times the other’s (φ 3/26, s 1/3, l = P).',
  citation: 'Press & Dyson 2012, PNAS 109(26)',
  relation: { phi: 3 / 26, s: 1 / 3, l: 'P' },
})

/** Takes four times the opponent's surplus over P. */
export const zdExtort4 = zd({
  name: 'zd-extort-4',
  summary: 'Extortion: own surplus over P is four times the other’s (φ 4/17, s 1/4, l = P).',
  citation: 'Harper in Knight et al. 2016, J. Open Research Software 4, the Axelrod library',
  relation: { phi: 4 / 17, s: 1 / 4, l: 'P' },
})

/** Bears twice the opponent's loss against R. */
export const zdGtft2 = zd({
  name: 'zd-gtft-2',
  summary: 'Generosity: own loss against R is twice the other’s (φ 1/4, s 1/2, l = R).',
  citation: 'Stewart & Plotkin 2012, PNAS 109(26)',
  relation: { phi: 1 / 4, s: 1 / 2, l: 'R' },
})

/** The same line as ZD-GTFT-2, reached more slowly. */
export const zdGen2 = zd({
  name: 'zd-gen-2',
  summary: 'Generosity: own loss against R is twice the other’s (φ 1/8, s 1/2, l = R).',
  citation: 'Kuhn 2017, Prisoner’s Dilemma, Stanford Encyclopedia of Philosophy',
  relation: { phi: 1 / 8, s: 1 / 2, l: 'R' },
})

/** Sets the opponent's payoff to 2, whatever it does (for payoffs 3, 0, 5, 1). */
export const zdSet2 = zd({
  name: 'zd-set-2',
  summary:
    'Sets the other’s long-run payoff to 2 points (φ 1/4, s 0, l = 2); for payoffs like 5, 3, 1, 0.',
  citation: 'Kuhn 2017, Prisoner’s Dilemma, Stanford Encyclopedia of Philosophy',
  relation: { phi: 1 / 4, s: 0, l: 2 },
})

/** Sets the opponent's payoff to P, whatever it does. */
export const zdMischief = zd({
  name: 'zd-mischief',
  summary: 'Sets the other’s long-run payoff to P (φ 1/10, s 0, l = P).',
  citation: 'Roemheld 2013, arXiv 1308.2576',
  relation: { phi: 1 / 10, s: 0, l: 'P' },
})

function zd(of: { name: string; summary: string; citation: string; relation: LinearRelation }) {
  const { relation, ...names } = of
  return defineStrategy({
    ...names,
    facts: { memoryDepth: 1, stochastic: true, usesHorizon: false },
    parameters: z.strictObject({}),
    start: (_parameters, game) => linearRelation(names.name, relation, game),
    move: drawMemoryOne,
  })
}
