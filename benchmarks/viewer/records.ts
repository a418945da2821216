/** The records that are looked at: a million entries in many runs and in one, and very many runs. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ran } from './commands.ts'

/** A round of two scripted players: two asks, two decisions, two facts, two payoffs. */
const ENTRIES_PER_ROUND = 8

export interface Sample {
  readonly name: string
  readonly path: string
  readonly runs: number
  readonly entries: number
}

/** Plays `entries` entries as so many runs of equal length. */
export async function sampleOf(
  folder: string,
  name: string,
  entries: number,
  runs: number,
): Promise<Sample> {
  const file = join(folder, `${name}.json`)
  const path = join(folder, `${name}.sqlite`)
  const rounds = Math.ceil(entries / ENTRIES_PER_ROUND / runs)
  writeFileSync(
    file,
    JSON.stringify({
      experiment: name,
      scenario: 'matrix-game',
      parameters: { game: 'axelrod-prisoners-dilemma', rounds },
      cast: { row: 'tit-for-tat', column: 'random' },
      replicates: runs,
    }),
  )
  await ran(folder, 'run', file, '--db', path, '--json')
  return { name, path, runs, entries: rounds * runs * ENTRIES_PER_ROUND }
}
