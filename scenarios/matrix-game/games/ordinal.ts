/** The 144 strict ordinal 2 × 2 games, found by enumeration. */
import { isSymmetric, pointsAt, type Game, type Payoffs, type Points } from './game.ts'
import { patternName, placeInChain, type Pattern } from './ordinal-patterns.ts'
import { payoffFamily } from './payoff-family.ts'

/**
 * One representative of each class of tables that differ only in the names of the options: row's 4 stands in the left
 * column and column's 4 in the upper row. This is the layout of the founding study's tables, and the mirror image of
 * Bruns 2015, who puts row's 4 in the right column; left keeps a symmetric game symmetric about its diagonal.
 */
export function inCanonicalLayout(payoffs: Payoffs): Payoffs {
  const rowsBestIsLeft = payoffs.some(([left]) => left?.[0] === 4)
  const columnsBestIsUp = payoffs[0]?.some(([, columnPoints]) => columnPoints === 4) ?? false
  const upright = columnsBestIsUp ? payoffs : payoffs.toReversed()
  return rowsBestIsLeft ? upright : upright.map((cells) => cells.toReversed())
}

/** True where each player's four points are the ranks 1, 2, 3 and 4. */
export function isStrictOrdinal(payoffs: Payoffs): boolean {
  return ([0, 1] as const).every(
    (seat) =>
      payoffs
        .flat()
        .map((points) => points[seat])
        .sort()
        .join() === '1,2,3,4',
  )
}

/** Where an ordinal game stands in the 12 × 12 map of the Robinson–Goforth topology. */
export interface MapPlace {
  /** 1 to 12: the place of row's pattern in the chain from Chicken to Concord. */
  readonly mapRow: number
  /** 1 to 12: the place of column's pattern in the same chain backwards, from Concord to Chicken. */
  readonly mapColumn: number
}

/** The place of a game in canonical layout. Exchanging the seats leads to (13 − mapColumn, 13 − mapRow). */
export function mapPlaceOf(payoffs: Payoffs): MapPlace {
  const { row, column } = patternsOf(payoffs)
  return { mapRow: placeInChain(row), mapColumn: 13 - placeInChain(column) }
}

/** 12 × (mapRow − 1) + mapColumn: 1 to 144, the numbering of the founding study's games. */
export function numberOf({ mapRow, mapColumn }: MapPlace): number {
  return 12 * (mapRow - 1) + mapColumn
}

/** The catalogue name of the n-th ordinal game. */
export function ordinalName(number: number): string {
  return `ordinal-${String(number).padStart(3, '0')}`
}

function patternsOf(payoffs: Payoffs): { row: Pattern; column: Pattern } {
  const [aa, ab] = [pointsAt(payoffs, [0, 0]), pointsAt(payoffs, [0, 1])]
  const [ba, bb] = [pointsAt(payoffs, [1, 0]), pointsAt(payoffs, [1, 1])]
  return { row: [aa[0], ab[0], ba[0], bb[0]], column: [aa[1], ba[1], ab[1], bb[1]] }
}

function permutationsOf(ranks: readonly number[]): readonly (readonly number[])[] {
  if (ranks.length === 0) return [[]]
  return ranks.flatMap((first) =>
    permutationsOf(ranks.filter((rank) => rank !== first)).map((rest) => [first, ...rest]),
  )
}

/** All 24 × 24 = 576 tables with strict ranks, before any are called the same. */
export function everyRanking(): readonly Payoffs[] {
  const rankings = permutationsOf([1, 2, 3, 4])
  return rankings.flatMap((rows) =>
    rankings.map((columns): Payoffs => {
      const cell = (index: number): Points => [rows[index] ?? 0, columns[index] ?? 0]
      return [
        [cell(0), cell(1)],
        [cell(2), cell(3)],
      ]
    }),
  )
}

function ordinalGame(payoffs: Payoffs): Game {
  const patterns = patternsOf(payoffs)
  const [row, column] = [patternName(patterns.row), patternName(patterns.column)]
  return {
    name: ordinalName(numberOf(mapPlaceOf(payoffs))),
    title: isSymmetric(payoffs) ? `${row} (ordinal)` : `${row}–${column} (ordinal)`,
    summary: `Row ranks the outcomes as in ${row}, column as in ${column}.`,
    citation:
      'Robinson & Goforth 2005, The Topology of the 2 × 2 Games, Routledge; names after Bruns 2015, Games 6(4):495–520',
    options: { row: ['A', 'B'], column: ['A', 'B'] },
    payoffs,
    family: payoffFamily(payoffs),
    strict: true,
  }
}

/** One game for each class of rankings, `ordinal-001` to `ordinal-144` in the order of the map. */
export const ordinalGames: readonly Game[] = [
  ...new Map(
    everyRanking()
      .map(inCanonicalLayout)
      .map((payoffs) => [JSON.stringify(payoffs), payoffs] as const),
  ).values(),
]
  .map(ordinalGame)
  .sort((a, b) => (a.name < b.name ? -1 : 1))
