/** Cuts text that comes in pieces into lines, each with its place. */
import { BadInputError } from '../../base/errors.ts'

export interface Line {
  /** Without its line feed, and without a carriage return before it. */
  readonly text: string
  /** From 1. */
  readonly line: number
  /** Of its first byte in the file, from 0. */
  readonly byte: number
}

/** Longer lines are no lines: the file is of another kind. */
const MOST_CHARACTERS = 64 * 1_048_576

/** The lines of a text that begins at a byte of its file, read as they are wanted. What follows the last line feed is a line where it is not empty. */
export function* linesOf(pieces: Iterable<string>, path = '', start = 0): Iterable<Line> {
  let [rest, line, byte] = ['', 1, start]
  for (const piece of pieces) {
    let from = 0
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
      const whole = rest + piece.slice(from, end)
      yield { text: withoutReturn(whole), line, byte }
      line++
      byte += Buffer.byteLength(whole) + 1
      rest = ''
      from = end + 1
    }
    rest += piece.slice(from)
    if (rest.length > MOST_CHARACTERS) {
      throw new BadInputError(
        `${path}:${line}: this line has more than ${MOST_CHARACTERS} characters. Is it a file of lines?`,
      )
    }
  }
  if (rest !== '') yield { text: withoutReturn(rest), line, byte }
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text
}
