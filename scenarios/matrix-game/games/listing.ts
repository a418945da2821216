/** The catalogue with what the analysis says of each game, in words for a list. */
import { analyse, type Analysis } from './analysis.ts'
import { toText } from './analysis/fraction.ts'
import { supportOf } from './analysis/mixture.ts'
import { games } from './catalogue.ts'
import type { Cell, Game } from './game.ts'

export interface ListedGame extends Game {
  /** All Nash equilibria: option pairs, and mixtures as probabilities in option order; pure ones only above 4 × 4. */
  readonly equilibria: string
  /** Each player's strictly dominant option; a dash where it has none. */
  readonly dominant: string
  readonly paretoEfficient: string
  /** The continuation probability from which grim trigger sustains cooperation; empty unless a prisoner's dilemma. */
  readonly grimThreshold: string
}

export function listGames(): readonly ListedGame[] {
  return games.map((game) => {
    const analysis = analyse(game.payoffs)
    const { row, column } = analysis.dominant
    return {
      ...game,
      equilibria: equilibriaOf(game, analysis),
      dominant: `${nameOf(game.options.row, row)}, ${nameOf(game.options.column, column)}`,
      paretoEfficient: cells(game, analysis.paretoEfficient),
      grimThreshold: analysis.grimThreshold === undefined ? '' : toText(analysis.grimThreshold),
    }
  })
}

function equilibriaOf(game: Game, { equilibria, pureEquilibria }: Analysis): string {
  const pure = cells(game, pureEquilibria)
  if (equilibria === undefined) return pure === '' ? 'no pure one' : pure
  const mixed = equilibria.equilibria
    .filter(({ row, column }) => supportOf(row).length + supportOf(column).length > 2)
    .map(({ row, column }) => `(${row.map(toText).join(' ')}, ${column.map(toText).join(' ')})`)
  const more = equilibria.degenerate ? ['and perhaps mixtures of these'] : []
  return [...(pure === '' ? [] : [pure]), ...mixed, ...more].join(' ')
}

function cells({ options }: Game, list: readonly Cell[]): string {
  return list
    .map(([row, column]) => `(${nameOf(options.row, row)}, ${nameOf(options.column, column)})`)
    .join(' ')
}

function nameOf(options: readonly string[], index: number | undefined): string {
  return index === undefined ? '–' : (options[index] ?? '–')
}
