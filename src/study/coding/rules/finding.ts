/** What a rule finds in a unit: whether it holds, on which words, and why. */
import type { RunWorld } from '../run-world.ts'
import type { Unit } from '../unit.ts'

/** A stretch of one line's text, in UTF-16 code units, the end exclusive. */
export interface FoundWords {
  readonly line: number
  readonly start: number
  readonly end: number
}

export interface Finding {
  /** Null where it cannot be told: `says` tells why. */
  readonly holds: boolean | null
  readonly words: readonly FoundWords[]
  /** In words, for the rationale. */
  readonly says: string
}

/** What a rule looks at. Of each line `words` are what was said; of a decision its value in words. */
export interface RuleView {
  readonly unit: Unit
  readonly world: RunWorld
  readonly said: readonly SaidLine[]
  readonly lexicons: Readonly<Record<string, readonly string[]>>
}

export interface SaidLine {
  readonly line: number
  /** Where `words` begin in the line's text, in UTF-16 code units. */
  readonly from: number
  readonly words: string
}

/** The lines of a unit that rules on words look at: messages, and where the unit is a decision, its value. */
export function saidLines({ kind, lines, decision }: Unit): SaidLine[] {
  return lines.flatMap(({ kind: of, text }, line): SaidLine[] => {
    if (of === 'message') return [{ line, from: 0, words: text }]
    if (kind !== 'decision' || decision === null) return []
    const from = `${decision.ask}: `.length
    return decision.value === null ? [] : [{ line, from, words: text.slice(from) }]
  })
}

export function foundAt({ line, from }: SaidLine, start: number, end: number): FoundWords {
  return { line, start: from + start, end: from + end }
}
