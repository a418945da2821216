/** What a table game and the play of it come to, cell by cell: worked out once for each game. */
import type { Match } from './match.ts'
import type { MeasureDefinition, Told } from './measure.ts'
import {
  bestEquilibriumSum,
  cellsOf,
  isEfficient,
  pointsAt,
  pureEquilibria,
  sumAt,
  type Cell,
  type Payoffs,
} from './two-by-two.ts'

export const GAMES = 'matrix-game of any size; roles row and column; ask choice'
export const NO_OUTCOME = 'no round has an outcome'
export const RUN: Pick<MeasureDefinition, 'of' | 'applies'> = { of: 'run', applies: GAMES }
export const PAYOFFS_NULL =
  'no round has an outcome, or the payoffs are not known or change in the run'

/** The parts of a game that do not depend on how it is played. */
export interface GameParts {
  /** Place of the cell in `cellsOf` → whether it is an equilibrium, whether it is efficient, the sum of points. */
  readonly equilibria: readonly boolean[]
  readonly efficient: readonly boolean[]
  readonly sums: readonly number[]
  /** Each player's points. */
  readonly points: readonly [readonly number[], readonly number[]]
  readonly best: number
  readonly worst: number
  /** Null for games that are not 2 × 2 and have no pure equilibrium. */
  readonly bestEquilibrium: number | null
}

const partsKnown = new WeakMap<Payoffs, GameParts>()

function partsOf(payoffs: Payoffs): GameParts {
  let parts = partsKnown.get(payoffs)
  if (parts === undefined) {
    const cells = cellsOf(payoffs)
    const pure = pureEquilibria(payoffs)
    const isTwo = payoffs.length === 2 && payoffs.every((line) => line.length === 2)
    const isPure = ({ row, column }: Cell): boolean =>
      pure.some((one) => one.row === row && one.column === column)
    const sums = cells.map((cell) => sumAt(payoffs, cell))
    parts = {
      equilibria: cells.map(isPure),
      efficient: cells.map((cell) => isEfficient(payoffs, cell)),
      sums,
      points: [0, 1].map((side) => cells.map((cell) => pointsAt(payoffs, cell)[side as 0 | 1])) as [
        number[],
        number[],
      ],
      best: Math.max(...sums),
      worst: Math.min(...sums),
      bestEquilibrium: isTwo ? bestEquilibriumSum(payoffs) : null,
    }
    partsKnown.set(payoffs, parts)
  }
  return parts
}

/** Hands over the parts of the game and what was played; says why not where one is missing. */
export function withPayoffs(
  match: Match,
  told: Told,
  work: (parts: GameParts, places: readonly number[], payoffs: Payoffs) => void,
): void {
  const { payoffs, noPayoffs } = match.facts
  if (payoffs === null) told(-1, '', null, noPayoffs)
  else if (match.complete.length === 0) told(-1, '', null, NO_OUTCOME)
  else work(partsOf(payoffs), match.cells, payoffs)
}

/** The share of rounds in cells of a kind. */
export function shareOf(places: readonly number[], among: readonly boolean[]): number {
  let some = 0
  for (const place of places) if (among[place] === true) some++
  return some / places.length
}

/** The mean over rounds of a value of the cell. */
export function meanOver(places: readonly number[], values: readonly number[]): number {
  let sum = 0
  for (const place of places) sum += values[place] as number
  return sum / places.length
}
