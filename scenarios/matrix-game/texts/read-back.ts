/** A second grammar of the words: reads rules and histories back, knowing nothing of how they were written but the framing. */
import type { Framing } from './framings.ts'

/** What the rules say of one cell, as displayed: labels of the reader and of the other, points of each. */
export interface ToldCell {
  readonly own: string
  readonly other: string
  readonly ownPoints: number
  readonly otherPoints: number
}

/** What the history says of one round; null for a player that did not answer. */
export interface ToldRound {
  readonly round: number
  readonly own: string | null
  readonly other: string | null
  readonly ownPoints: number
  readonly otherPoints: number
  /** What the reader had chosen, where it was replaced. */
  readonly intended: string | null
}

interface Words {
  readonly framing: Framing
  readonly unit: string
}

const NUMBER = '(-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)'

/** The cells of a rules text, in the order in which they are told. Lines that tell no cell are passed over. */
export function readCells(rules: string, { framing, unit }: Words): ToldCell[] {
  const [option, them, points] = [quoted(framing.option), quoted(framing.other), pointsIn(unit)]
  const cell = new RegExp(
    `^- If you choose ${option} (.+) and ${them} chooses ${option} (.+), you earn ${points} and ${them} earns ${points}\\.$`,
  )
  return rules.split('\n').flatMap((line) => {
    const found = cell.exec(line)
    if (found === null) return []
    const [, own = '', other = '', ownPoints, otherPoints] = found
    return [{ own, other, ownPoints: Number(ownPoints), otherPoints: Number(otherPoints) }]
  })
}

/** The rounds of a history, told as lines or as a table. */
export function readHistory(history: string, words: Words): ToldRound[] {
  const read = history.startsWith('|') ? readRow : readLine
  return history.split('\n').flatMap((line) => read(line, words) ?? [])
}

function readLine(line: string, { framing, unit }: Words): ToldRound | undefined {
  const [option, them, points] = [quoted(framing.option), quoted(framing.other), pointsIn(unit)]
  const replaced = `you chose ${option} (.+), which was replaced by ${option} (.+)`
  const round = new RegExp(
    `^${quoted(framing.round)} (\\d+): (?:${replaced}|you chose ${option} (.+)|you did not answer), ` +
      `(?:${them} (?:chose|played) ${option} (.+)|${them} did not answer); you earned ${points}, ${them} earned ${points}\\.$`,
  )
  const found = round.exec(line)
  if (found === null) return undefined
  const [, number, intended, actual, own, other, ownPoints, otherPoints] = found
  return {
    round: Number(number),
    own: actual ?? own ?? null,
    other: other ?? null,
    ownPoints: Number(ownPoints),
    otherPoints: Number(otherPoints),
    intended: intended ?? null,
  }
}

function readRow(line: string, { framing }: Words): ToldRound | undefined {
  const option = quoted(framing.option)
  const choice = `(?:${option} (.+?)|no answer)`
  const row = new RegExp(
    `^\\| (\\d+) \\| ${choice}(?: \\(you chose ${option} (.+)\\))? \\| ${choice} \\| ${NUMBER} \\| ${NUMBER} \\|$`,
  )
  const found = row.exec(line)
  if (found === null) return undefined
  const [, number, own, intended, other, ownPoints, otherPoints] = found
  return {
    round: Number(number),
    own: own ?? null,
    other: other ?? null,
    ownPoints: Number(ownPoints),
    otherPoints: Number(otherPoints),
    intended: intended ?? null,
  }
}

/** `3 points`, or `1 point` where the unit has a singular. */
function pointsIn(unit: string): string {
  return `${NUMBER} ${quoted(unit.replace(/s$/, ''))}s?`
}

function quoted(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
