/** Designs of two factors with one run of each pair of levels: the levels of one go across, those of the other down. */
import type { DesignGrid, GridRow } from './design-grid.ts'

/** A design that can be drawn so: which factor goes across, and the row of each pair. */
export interface Crossing {
  readonly across: FactorLevels
  readonly down: FactorLevels
  at(down: string, across: string): GridRow | undefined
}

interface FactorLevels {
  readonly name: string
  /** In the order in which the design has them. */
  readonly levels: readonly string[]
}

/** More columns than these are easier to read as a list. */
const MOST_ACROSS = 24

/** Undefined where a design is no such one, where part of it is on another page, or where most of its pairs were not tried. */
export function crossingOf(grid: DesignGrid): Crossing | undefined {
  const [first, second] = grid.factors
  if (first === undefined || second === undefined || grid.factors.length > 2) return undefined
  if (grid.replicates !== 1 || grid.rows.length < grid.rowsOf) return undefined
  const [ones, others] = [levelsAt(grid, 0), levelsAt(grid, 1)]
  const isDown = ones.length >= others.length
  const [down, across] = isDown ? [ones, others] : [others, ones]
  const by = new Map(grid.rows.map((row) => [pairOf(row.levels[0], row.levels[1]), row]))
  const isSparse = by.size < (ones.length * others.length) / 2
  if (by.size < grid.rows.length || isSparse || across.length < 2) return undefined
  if (across.length > MOST_ACROSS) return undefined
  return {
    down: { name: (isDown ? first : second).name, levels: down },
    across: { name: (isDown ? second : first).name, levels: across },
    at: (row, column) => by.get(isDown ? pairOf(row, column) : pairOf(column, row)),
  }
}

function levelsAt({ rows }: DesignGrid, place: number): string[] {
  return [...new Set(rows.map(({ levels }) => levels[place] ?? NONE))]
}

/** How a treatment without a level of a factor is told. */
const NONE = '–'

function pairOf(one: string | null | undefined, other: string | null | undefined): string {
  return JSON.stringify([one ?? NONE, other ?? NONE])
}
