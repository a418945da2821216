/** Finds the words that a judge quotes in the text that it was shown. */

import { codePoints } from '../code-points.ts'

/** Offsets in Unicode code points, the end exclusive. */
export interface FoundQuote {
  readonly start: number
  readonly end: number
}

/** A text as it is compared: canonically decomposed, with one blank for any white space, plain marks for typographic ones, and without what is not seen. */
interface Plain {
  readonly text: string
  /** For each UTF-16 code unit of it, where the character that it stands for begins and ends in the text as it is written. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

const MARKS: ReadonlyMap<string, string> = new Map([
  ...[...'“”„‟«»″'].map((mark): [string, string] => [mark, '"']),
  ...[...'‘’‚‛′‹›´`'].map((mark): [string, string] => [mark, "'"]),
  ...[...'‐‑‒–—―−'].map((mark): [string, string] => [mark, '-']),
  ['…', '...'],
])

/** White space, or a character with the marks that combine with it. Variation selectors and format characters are no part of what is read. */
const PIECES = /\s+|\P{M}\p{M}*|\p{M}+/gu
const UNSEEN = /[\p{Cf}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu

function plainOf(written: string): Plain {
  let text = ''
  let at = 0
  const starts: number[] = []
  const ends: number[] = []
  for (const [piece] of written.matchAll(PIECES)) {
    const start = at
    at += codePoints(piece)
    const seen = piece.replace(UNSEEN, '')
    if (seen === '') continue
    const plain = seen.trim() === '' ? ' ' : (MARKS.get(seen) ?? seen.normalize('NFD'))
    // A character that is not seen may stand between two blanks.
    if (plain === ' ' && text.endsWith(' ')) {
      ends[ends.length - 1] = at
      continue
    }
    text += plain
    for (let i = 0; i < plain.length; i++) {
      starts.push(start)
      ends.push(at)
    }
  }
  return { text, starts, ends }
}

/**
 * Looks quotes up in one text, for which what has to be worked out is worked out once.
 *
 * A quote is where it occurs in the text, in whole words before anywhere else; undefined where it does not. Compared are the words as they are read: any white space is one blank, typographic quotation
 * marks, dashes and dots are plain ones, canonically equivalent characters are one (é however it is written), and format characters (joiners, marks of direction, variation
 * selectors) are passed over. Upper and lower case differ. A pair of quotation marks around the whole quote may be the judge's own.
 */
export function quoteFinder(text: string): (quote: string) => FoundQuote | undefined {
  let plain: Plain | undefined
  return (quote) => {
    plain ??= plainOf(text)
    for (const wanted of readingsOf(quote)) {
      const found = placeIn(plain, wanted)
      if (found !== undefined) return found
    }
    return undefined
  }
}

function readingsOf(quote: string): string[] {
  const plain = plainOf(quote).text.trim()
  const inner = /^(["'])(.+)\1$/s.exec(plain)?.[2]?.trim()
  return [plain, ...(inner === undefined ? [] : [inner])].filter((one) => one !== '')
}

/** The first place where it stands in whole words; where there is none, the first within a word. */
function placeIn({ text, starts, ends }: Plain, wanted: string): FoundQuote | undefined {
  let within: FoundQuote | undefined
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    // Half of a character is no quote: an e is not in é, nor a dot in the three of an ellipsis.
    const isWhole =
      (at === 0 || starts[at] !== starts[at - 1]) &&
      (end === text.length || starts[end - 1] !== starts[end])
    if (!isWhole) continue
    const found = { start: starts[at] as number, end: ends[end - 1] as number }
    if (!isInWord(text, at) && !isInWord(text, end)) return found
    within ??= found
  }
  return within
}

/** Whether letters stand on both sides of a place. */
function isInWord(text: string, at: number): boolean {
  return (
    /[\p{L}\p{N}\p{M}]$/u.test(text.slice(Math.max(0, at - 2), at)) &&
    /^[\p{L}\p{N}\p{M}]/u.test(text.slice(at, at + 2))
  )
}
