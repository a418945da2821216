/** The 144 games of the founding study as its released data have them, slips included. */
import { z } from 'zod'
import table from './founding-study-games.json' with { type: 'json' }
import type { Game, Payoffs } from './game.ts'
import { isStrictOrdinal, ordinalName } from './ordinal.ts'

const Table = z.strictObject({
  source: z.string(),
  attribution: z.string(),
  licence: z.array(z.string()),
  columns: z.string(),
  games: z.array(
    z.strictObject({
      number: z.int().min(1).max(144),
      name: z.string(),
      family: z.string(),
      points: z.array(z.int()).length(8),
    }),
  ),
})

type Row = z.infer<typeof Table>['games'][number]

function asGame({ number, name, family, points }: Row): Game {
  const at = (index: number): number => points[index] ?? 0
  const payoffs: Payoffs = [
    [
      [at(0), at(1)],
      [at(2), at(3)],
    ],
    [
      [at(4), at(5)],
      [at(6), at(7)],
    ],
  ]
  const strict = isStrictOrdinal(payoffs)
  return {
    name: `akata-${number}`,
    title: `${name} (founding study, game ${number})`,
    summary: `Game ${number} of the founding study's 144, published there as ${name} in the family ${family}.`,
    citation:
      'Akata et al. 2025, Playing repeated games with large language models, Nature Human Behaviour 9(7); data under the MIT licence',
    options: { row: ['A', 'B'], column: ['A', 'B'] },
    payoffs,
    family,
    strict,
    ...(strict
      ? {}
      : {
          note: `The published table repeats a rank; the strict game of this place is ${ordinalName(number)}.`,
        }),
  }
}

/**
 * `akata-1` to `akata-144`. Names and families are spelt as published. Fifteen tables repeat a rank (17–24, 58–60, 83,
 * 84, 95, 96) and are kept so, with `strict: false`, because the recorded play was paid by them; each other table is the
 * ordinal game of the same number.
 */
export const foundingStudyGames: readonly Game[] = Table.parse(table).games.map(asGame)
