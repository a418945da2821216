/** Finds the words that a judge quotes in the text that it was shown. */

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

/** How many Unicode code points a text has. */
export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** Part of a text between two offsets in code points, the end exclusive. */
export function sliceOf(text: string, { start, end }: FoundQuote): string {
  return [...text].slice(start, end).join('')
}

/** Looks quotes up in one text; what has to be worked out for it is worked out once. */
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

/**
 * Where a quote first occurs in a text; undefined where it does not. Compared are the words as they are read: any white space is one blank, typographic quotation
 * marks, dashes and dots are plain ones, canonically equivalent characters are one (é however it is written), and format characters (joiners, marks of direction, variation
 * selectors) are passed over. Upper and lower case differ. A pair of quotation marks around the whole quote may be the judge's own.
 */
export function findQuote(text: string, quote: string): FoundQuote | undefined {
  return quoteFinder(text)(quote)
}

function readingsOf(quote: string): string[] {
  const plain = plainOf(quote).text.trim()
  const inner = /^(["'])(.+)\1$/s.exec(plain)?.[2]?.trim()
  return [plain, ...(inner === undefined ? [] : [inner])].filter((one) => one !== '')
}

function placeIn({ text, starts, ends }: Plain, wanted: string): FoundQuote | undefined {
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const last = at + wanted.length - 1
    // Half of a character is no quote: an e is not in é, nor a dot in the three of an ellipsis.
    const isWhole =
      (at === 0 || starts[at] !== starts[at - 1]) &&
      (last === text.length - 1 || starts[last] !== starts[last + 1])
    if (isWhole) return { start: starts[at] as number, end: ends[last] as number }
  }
  return undefined
}
