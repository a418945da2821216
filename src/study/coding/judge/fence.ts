/** Encloses words of others in a prompt, so that nothing in them can end the enclosure. */
import { contentHash } from '../../../base/hash.ts'

export interface Fence {
  /** The words between two lines that cannot stand in them. */
  around(what: string, words: string): string
}

/** Hexadecimal digits of the mark. */
const DIGITS = 12

/**
 * A fence for all these texts: its lines bear a mark that follows from the texts (so that a prompt can be made again) and occurs in none of them. To close it, a text
 * would have to hold part of its own hash.
 */
export function fenceFor(texts: readonly string[]): Fence {
  let mark = ''
  for (let n = 0; mark === '' || texts.some((text) => text.includes(mark)); n++)
    mark = contentHash(['fence', n, texts]).slice(0, DIGITS)
  return { around: (what, words) => `<<<${what} ${mark}>>>\n${words}\n<<<END ${what} ${mark}>>>` }
}
