/** Everything that the analysis says about one game, in one piece. */
import { dominantOption, iteratedElimination, type Survivors } from './analysis/dominance.ts'
import type { Fraction } from './analysis/fraction.ts'
import { maximin, type Maximin } from './analysis/maximin.ts'
import { pureEquilibria } from './analysis/pure-equilibria.ts'
import { dilemmaPoints, grimThreshold } from './analysis/repeated-dilemma.ts'
import { allEquilibria, MOST_OPTIONS, type Equilibria } from './analysis/support-enumeration.ts'
import { paretoEfficientCells, socialOptimum } from './analysis/welfare.ts'
import { isSymmetric, optionCount, type Cell, type Payoffs } from './game.ts'

/** Options and cells are indices into the game's own table. */
export interface Analysis {
  readonly symmetric: boolean
  readonly pureEquilibria: readonly Cell[]
  /** Undefined for games larger than 4 × 4, whose mixed equilibria are not enumerated. */
  readonly equilibria: Equilibria | undefined
  /** The strictly dominant option of each player, if it has one. */
  readonly dominant: { readonly row: number | undefined; readonly column: number | undefined }
  /** What iterated elimination of strictly dominated options leaves. */
  readonly survivors: Survivors
  readonly paretoEfficient: readonly Cell[]
  readonly maximin: { readonly row: Maximin; readonly column: Maximin }
  readonly socialOptimum: { readonly cells: readonly Cell[]; readonly points: Fraction }
  /** The continuation probability from which grim trigger sustains cooperation; undefined unless a prisoner's dilemma. */
  readonly grimThreshold: Fraction | undefined
}

/** Analyses a game of any size; conventions and citations stand at each part's own function. */
export function analyse(payoffs: Payoffs): Analysis {
  const isSmall =
    optionCount(payoffs, 'row') <= MOST_OPTIONS && optionCount(payoffs, 'column') <= MOST_OPTIONS
  const points = dilemmaPoints(payoffs)
  return {
    symmetric: isSymmetric(payoffs),
    pureEquilibria: pureEquilibria(payoffs),
    equilibria: isSmall ? allEquilibria(payoffs) : undefined,
    dominant: {
      row: dominantOption(payoffs, 'row', 'strict'),
      column: dominantOption(payoffs, 'column', 'strict'),
    },
    survivors: iteratedElimination(payoffs, 'strict'),
    paretoEfficient: paretoEfficientCells(payoffs),
    maximin: { row: maximin(payoffs, 'row'), column: maximin(payoffs, 'column') },
    socialOptimum: socialOptimum(payoffs),
    grimThreshold: points && grimThreshold(points),
  }
}
