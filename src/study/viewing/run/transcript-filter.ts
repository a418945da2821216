/** Which lines of a transcript a reader wants: of whom, of what, with which words. */
import { groupOfKind, type LineGroup } from './line-groups.ts'
import type { RawEntry } from './transcript-entries.ts'
import type { Line } from './transcript.ts'

export interface TranscriptFilter {
  /** A participant's id, or empty for everybody. */
  readonly who: string
  readonly group: LineGroup | ''
  /** Found anywhere in a line, whatever the case; empty for all lines. */
  readonly words: string
}

export const NO_FILTER: TranscriptFilter = { who: '', group: '', words: '' }

export function isFiltering({ who, group, words }: TranscriptFilter): boolean {
  return who !== '' || group !== '' || words.trim() !== ''
}

function groupOf(line: Line): LineGroup {
  switch (line.as) {
    case 'said':
      return 'talk'
    case 'decided':
      return 'decisions'
    case 'paid':
      return 'payoffs'
    case 'shown':
      return 'facts'
    case 'told':
      return line.group
    case 'unknown':
      return 'other'
  }
}

/** The words by which a line is found. */
function wordsOf(line: Line): string {
  switch (line.as) {
    case 'said':
      return line.text
    case 'decided':
      return `${line.ask} ${line.value ?? ''} ${line.displayed ?? ''} ${line.status} ${line.why ?? ''}`
    case 'paid':
      return String(line.points)
    case 'shown':
      return `${line.name} ${line.data}`
    case 'told':
      return line.words
    case 'unknown':
      return `${line.kind} ${line.body}`
  }
}

/** Tells of any line whether it is wanted. */
export function lineWanted(filter: TranscriptFilter): (line: Line) => boolean {
  const isNamed = wanted(filter)
  return (line) => isNamed(line.who, groupOf(line), () => wordsOf(line))
}

/** The same of raw entries. */
export function entryWanted(filter: TranscriptFilter): (entry: RawEntry) => boolean {
  const isNamed = wanted(filter)
  return ({ who, kind, body }) => isNamed(who, groupOfKind(kind), () => `${kind} ${body}`)
}

function wanted(filter: TranscriptFilter) {
  const { who, group } = filter
  const words = filter.words.trim().toLowerCase()
  return (of: string | null, its: LineGroup, textOf: () => string): boolean =>
    (who === '' || of === who) &&
    (group === '' || its === group) &&
    (words === '' || textOf().toLowerCase().includes(words))
}

/** Ticks in which something is wanted, of a stretch of the run; `next` is where to look on, null at the end. */
export interface FoundTicks {
  readonly ticks: readonly number[]
  readonly next: number | null
}
