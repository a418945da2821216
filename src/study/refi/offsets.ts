/** Offsets in the recorded words of a line, and the same places in the words as they are laid out: line ends are made alike, nothing else is moved. */
import { codePoints } from '../coding/code-points.ts'

/** Offsets of recorded words (code points) → offsets of laid-out words, in which CR, LF and CRLF are `breakLength` code points each. */
export function laidOffset(recorded: string, offset: number, breakLength: number): number {
  if (!recorded.includes('\r') && (breakLength === 1 || !recorded.includes('\n'))) return offset
  let laid = 0
  let point = 0
  for (let i = 0; i < recorded.length && point < offset; point++) {
    const code = recorded.codePointAt(i) ?? 0
    const isBreak = code === 0x0a || code === 0x0d
    // Of CRLF the line feed counts, so that a place between the two is before the break.
    const isFirstOfTwo = code === 0x0d && recorded.charCodeAt(i + 1) === 0x0a
    laid += isFirstOfTwo ? 0 : isBreak ? breakLength : 1
    i += code > 0xffff ? 2 : 1
  }
  return laid
}

/** The way back: the first place of the recorded words that is laid out at `laid` or behind it. */
export function recordedOffset(recorded: string, laid: number, breakLength: number): number {
  if (!recorded.includes('\r') && (breakLength === 1 || !recorded.includes('\n')))
    return Math.min(laid, codePoints(recorded))
  let at = 0
  let point = 0
  for (let i = 0; i < recorded.length && at < laid; point++) {
    const code = recorded.codePointAt(i) ?? 0
    const isBreak = code === 0x0a || code === 0x0d
    const isFirstOfTwo = code === 0x0d && recorded.charCodeAt(i + 1) === 0x0a
    at += isFirstOfTwo ? 0 : isBreak ? breakLength : 1
    i += code > 0xffff ? 2 : 1
  }
  return point
}
