/** All games that an experiment may name. */
import { classics } from './classics.ts'
import { foundingStudyGames } from './founding-study.ts'
import type { Game } from './game.ts'
import { ordinalGames } from './ordinal.ts'

/** The classics, the 144 ordinal games, and the founding study's 144 tables; names are unique. */
export const games: readonly Game[] = [...classics, ...ordinalGames, ...foundingStudyGames]

const byName: ReadonlyMap<string, Game> = new Map(games.map((game) => [game.name, game]))

/** The game of that name, or undefined: the caller knows what to tell the user. */
export function gameNamed(name: string): Game | undefined {
  return byName.get(name)
}
