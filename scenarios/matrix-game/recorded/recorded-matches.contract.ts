/** Reads the recorded decisions of the founding study: matches of rounds, every cell as it was released. */
import { parse } from 'csv-parse/sync'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** Row's (player 1's), then column's (player 2's). */
export type Pair<T> = readonly [row: T, column: T]

export interface RecordedRound {
  /** Labels, as the study's programs wrote them down. */
  readonly answers: Pair<string>
  readonly points: Pair<number>
  /** The running totals after this round. */
  readonly totals: Pair<number>
  /** The labels in the order in which the question named them; undefined where the file does not tell. */
  readonly shown: Pair<string> | undefined
}

export interface RecordedMatch {
  /** Unique in its file. */
  readonly name: string
  readonly players: Pair<string>
  readonly rounds: readonly RecordedRound[]
  /** The first line of the match, for what else its file tells. */
  readonly line: Line
}

export type Line = Readonly<Record<string, string>>

/** The 64 matches of ten rounds of the prisoner's dilemma: eight agents, every ordered pair. */
export const dilemmaMatches = matchesIn('pd/experiment_pd.csv', ['player1', 'player2'])

/** The 64 matches of twenty rounds: GPT-4 and the family of tit for tat. */
export const titForTatMatches = matchesIn('pd/pd_base_gpt4_tfts.csv', ['player1', 'player2'])

/** The 27 matches of GPT-4 with a player that defects once, told in three cover stories. */
export const robustnessMatches = (['game', 'cooking', 'project'] as const).map((story) => ({
  story,
  // A label pair is one match; its two orders alternate within it.
  matches: matchesIn(`pd/experiment_robustness_checks_${story}.csv`, ['outcomes'], (line) =>
    [line['option1'], line['option2']].sort().join(''),
  ),
}))

/** The 1,200 matches of ten rounds in 48 of the study's 144 games. */
export const gameMatches = matchesIn('games.csv.gz', ['game_number', 'player1', 'player2'])

function matchesIn(
  file: string,
  keys: readonly string[],
  furtherKey: (line: Line) => string = () => '',
): RecordedMatch[] {
  const matches = new Map<string, Line[]>()
  for (const line of linesOf(file)) {
    const key = [...keys.map((column) => line[column]), furtherKey(line)].filter(Boolean)
    const name = key.join(' ')
    const lines = matches.get(name)
    if (lines === undefined) matches.set(name, [line])
    else lines.push(line)
  }
  return [...matches].map(([name, lines]) => ({
    name,
    players: pairOf(lines[0] ?? {}, 'player'),
    rounds: lines.map(roundOf),
    line: lines[0] ?? {},
  }))
}

function linesOf(file: string): Line[] {
  const bytes = readFileSync(new URL(file, import.meta.url))
  return parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true })
}

function roundOf(line: Line, index: number): RecordedRound {
  if (line['round'] !== String(index + 1)) throw new Error(`round ${index + 1} is missing`)
  const [points1, points2] = pairOf(line, 'points')
  const [total1, total2] = pairOf(line, 'total')
  return {
    answers: pairOf(line, 'answer'),
    points: [Number(points1), Number(points2)],
    totals: [Number(total1), Number(total2)],
    shown: shownIn(line),
  }
}

function shownIn(line: Line): Pair<string> | undefined {
  if (line['option1'] !== undefined) return pairOf(line, 'option')
  if (line['option_order'] === undefined) return undefined
  const labels = pairOf(line, 'choice_option')
  const [first = 0, second = 1] = JSON.parse(line['option_order']) as number[]
  return [labels[first] ?? '', labels[second] ?? '']
}

function pairOf(line: Line, column: string): Pair<string> {
  return [line[`${column}1`] ?? '', line[`${column}2`] ?? '']
}

/** One side's answers as a word: `JFFFFFFFFF`. */
export function wordOf({ rounds }: RecordedMatch, seat: 0 | 1): string {
  return rounds.map(({ answers }) => answers[seat]).join('')
}
