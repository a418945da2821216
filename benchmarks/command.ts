/** The command as users start it: how soon it answers, and what a second process brings. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { remove, ROUNDS } from './matches.ts'
import { inTurn, median, type Timing } from './measure.ts'

const BIN = new URL('../bin/coterie.js', import.meta.url).pathname

function coterie(...words: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [BIN, ...words], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`coterie ${words.join(' ')} ended with ${status}: ${stderr}`)
}

/** Wall milliseconds of `coterie --help`, beside a Node that does nothing. */
export async function benchStartUp(turns = 9): Promise<{ helpMs: number; nodeMs: number }> {
  const [node, help] = (await inTurn(
    [
      { name: 'node', run: () => void spawnSync(process.execPath, ['-e', '0']) },
      { name: 'help', run: () => coterie('--help') },
    ],
    turns,
  )) as [Timing, Timing]
  return { helpMs: median(help.ms), nodeMs: median(node.ms) }
}

/** `coterie run` of scripted matches, everything included, with one process and with two. */
export async function benchProcesses(
  folder: string,
  matches = 5_000,
  turns = 3,
): Promise<{ what: string; roundsPerSecond: number; ratio: string }[]> {
  const [file, db] = [`${folder}/bench.json`, `${folder}/processes.sqlite`]
  writeFileSync(
    file,
    JSON.stringify({
      experiment: 'bench',
      scenario: 'matrix-game',
      parameters: { game: 'axelrod-prisoners-dilemma', rounds: ROUNDS },
      cast: { row: 'tit-for-tat', column: 'random' },
      replicates: matches,
    }),
  )
  const play = (processes: number) => (): void => {
    remove(db)
    coterie('run', file, '--db', db, '--json', '--processes', String(processes))
  }
  const timings = await inTurn(
    [
      { name: 'one process', run: play(1) },
      { name: 'two processes', run: play(2) },
    ],
    turns,
  )
  return timings.map(({ name, ms, ratio }) => ({
    what: name,
    roundsPerSecond: Math.round((matches * ROUNDS * 1_000) / median(ms)),
    ratio: `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})`,
  }))
}
