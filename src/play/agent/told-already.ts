/** What of a reading stands in a conversation already, line by line: so that nothing is told twice. */
import { originOf, type ShownPart } from './shown-part.ts'

type Words = Pick<ShownPart, 'name' | 'source' | 'text'>

/** The parts of a conversation. What a reading tells again is taken out as it is found: what stands there once is found once. */
export interface ToldAlready {
  /** What of a text is to be told: '' where all of it was, its rest where it begins with what was, else all of it. */
  restOf(part: Words): string
  /** True where the text stands there in whole lines, be it in the midst of other words under its name. */
  holds(part: Words): boolean
}

/** The lines that were told under one name from one source. */
interface Lines {
  readonly lines: string[]
  /** True for the first and for the last line of a part. */
  readonly begins: boolean[]
  readonly ends: boolean[]
  readonly taken: boolean[]
}

export function toldAlready(parts: readonly Words[]): ToldAlready {
  const all = new Map<string, Lines>()
  for (const part of parts) {
    const key = keyOf(part)
    let told = all.get(key)
    if (told === undefined) all.set(key, (told = { lines: [], begins: [], ends: [], taken: [] }))
    const lines = part.text.split('\n')
    lines.forEach((line, i) => {
      told.lines.push(line)
      told.begins.push(i === 0)
      told.ends.push(i === lines.length - 1)
      told.taken.push(false)
    })
  }
  return {
    restOf(part) {
      const told = all.get(keyOf(part))
      if (told === undefined || part.text === '') return part.text
      const lines = part.text.split('\n')
      const run = longestRun(told, lines)
      if (run.length === 0) return part.text
      take(told, run.from, run.length)
      return lines.slice(run.length).join('\n')
    },
    holds(part) {
      const told = all.get(keyOf(part))
      if (told === undefined) return false
      const lines = part.text.split('\n')
      const from = told.lines.findIndex((_, i) => agreement(told, i, lines) === lines.length)
      if (from < 0) return false
      take(told, from, lines.length)
      return true
    },
  }
}

/** The longest run of whole parts with which the lines begin. */
function longestRun(told: Lines, lines: readonly string[]): { from: number; length: number } {
  let [from, length] = [0, 0]
  for (let i = 0; i < told.lines.length; i++) {
    if (told.begins[i] !== true) continue
    let agreed = agreement(told, i, lines)
    while (agreed > length && told.ends[i + agreed - 1] !== true) agreed--
    if (agreed > length) [from, length] = [i, agreed]
  }
  return { from, length }
}

/** How many of the lines stand there from a place on, in order, and were not found before. */
function agreement({ lines: told, taken }: Lines, from: number, lines: readonly string[]): number {
  let count = 0
  while (
    count < lines.length &&
    told[from + count] === lines[count] &&
    taken[from + count] === false
  )
    count++
  return count
}

function take({ taken }: Lines, from: number, length: number): void {
  taken.fill(true, from, from + length)
}

function keyOf({ name, source }: Words): string {
  return JSON.stringify([name, originOf(source) ?? null])
}
