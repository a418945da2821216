/** Texts that are cut by Unicode code points, which REFI-QDA counts by, where strings count UTF-16 code units. */
import { codePoints } from '../coding/code-points.ts'

/** A text that is cut again and again. */
export interface Points {
  readonly length: number
  /** From `start` to `end`, the end exclusive. */
  slice(start: number, end: number): string
  /** The index in UTF-16 code units of a code point. */
  indexOf(point: number): number
}

/** Every so many code points the index is kept: a cut walks from the nearest one. */
const STRIDE = 1_024

/** Makes a text ready to be cut. */
export function pointsOf(text: string): Points {
  const length = codePoints(text)
  if (length === text.length)
    return { length, slice: (start, end) => text.slice(start, end), indexOf: (point) => point }
  const marks: number[] = []
  for (let point = 0, index = 0; index < text.length; point++) {
    if (point % STRIDE === 0) marks.push(index)
    index += isPair(text, index) ? 2 : 1
  }
  const indexOf = (point: number): number => {
    if (point >= length) return text.length
    let index = marks[Math.floor(point / STRIDE)] ?? 0
    for (let left = point % STRIDE; left > 0; left--) index += isPair(text, index) ? 2 : 1
    return index
  }
  return { length, slice: (start, end) => text.slice(indexOf(start), indexOf(end)), indexOf }
}

function isPair(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  if (code < 0xd800 || code > 0xdbff) return false
  const next = text.charCodeAt(index + 1)
  return next >= 0xdc00 && next <= 0xdfff
}
