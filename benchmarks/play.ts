/** Recorded rounds per second of scripted play, and of its replay, as ratios to narrow inserts of the same decisions. */
import { bareLoop, narrowInserts, playInMemory, playToFile, replay, ROUNDS } from './matches.ts'
import { inTurn, median } from './measure.ts'

export interface PlayResult {
  readonly rows: readonly {
    readonly what: string
    readonly roundsPerSecond: number
    readonly ratio: string
  }[]
  readonly bytesPerDecision: number
}

export async function benchPlay(folder: string, matches = 1_000, turns = 5): Promise<PlayResult> {
  const [record, narrow] = [`${folder}/play.sqlite`, `${folder}/narrow.sqlite`]
  let bytes = 0
  const timings = await inTurn(
    [
      { name: 'narrow inserts (b)', run: () => narrowInserts(matches, narrow) },
      { name: 'bare loop (a)', run: () => void bareLoop(matches) },
      { name: 'play, kept in memory', run: () => playInMemory(matches) },
      {
        name: 'play, recorded in SQLite',
        run: async () => void (bytes = await playToFile(matches, record)),
      },
      { name: 'replay, verified', run: () => replay(record) },
    ],
    turns,
  )
  const rows = timings.map(({ name, ms, ratio }) => ({
    what: name,
    roundsPerSecond: Math.round((matches * ROUNDS * 1_000) / median(ms)),
    ratio: `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})`,
  }))
  return { rows, bytesPerDecision: bytes / (matches * ROUNDS * 2) }
}
