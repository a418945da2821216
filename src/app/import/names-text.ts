/**
 * Talk as plain text. A line `Name: words` begins a message; lines that are indented, and lines that begin none, go on with it. `Round 2` on a line of its own
 * begins a round. Empty lines between messages mean nothing. A time may stand before the name: `[12:30] Ada: words`.
 */
import { BadInputError } from '../../base/errors.ts'
import type { Line } from './lines-of.ts'
import type { Utterance } from './conversation-run.ts'

/** A time, in brackets or with digits and a colon, and space behind it. */
const TIME =
  /^(?:\[([^\]\n]*\d[^\]\n]*)\]|((?:\d{4}-\d\d-\d\d[T ])?\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?Z?))\s+/
/** A name without a colon, begun by anything but space; then a colon, and a space or the end of the line. */
const HEAD = /^([^\s:][^:]{0,119}?) ?:(?: (.*))?$/su
const ROUND = /^[-–—=#*\s]{0,6}round\s+(\S{1,40}?)[-–—=#*:.\s]{0,6}$/iu
/** What a printed continuation is indented by. */
const INDENT = '    '

export type Spoken = Omit<Utterance, 'channel' | 'place'>

interface Begun {
  readonly speaker: string
  readonly lines: string[]
  readonly round: string | null
  readonly time: string | null
  readonly place: string
}

/**
 * The messages of a text, in order.
 * @throws BadInputError where words stand before the first name, or a name is missing.
 */
export function parseNames(lines: Iterable<Line>, path: string): Utterance[] {
  const done: Utterance[] = []
  let current: Begun | undefined
  let round: string | null = null
  /** Empty lines that belong to the message if it goes on behind them. */
  let empty = 0
  const close = (): void => {
    if (current !== undefined) {
      const { lines: words, ...rest } = current
      done.push({ ...rest, text: words.join('\n'), channel: null })
    }
    current = undefined
    empty = 0
  }
  for (const { text, line } of lines) {
    const place = `${path}:${line}`
    if (text === '') {
      empty++
      continue
    }
    if (!/^\s/.test(text)) {
      const begun = ROUND.exec(text)?.[1]
      if (begun !== undefined) {
        close()
        round = begun
        continue
      }
      const head = headOf(text)
      if (head !== undefined) {
        close()
        const { words, ...who } = head
        current = { ...who, lines: [words], round, place }
        continue
      }
      if (text.startsWith(':'))
        throw new BadInputError(`${place}: there is no name before the colon. Write who speaks.`)
    }
    if (current === undefined) {
      if (text.trim() === '') continue
      throw new BadInputError(
        `${place}: these words are nobody's. Begin each message with a name and a colon ("Ada: words"), and rounds with "Round 1".`,
      )
    }
    for (; empty > 0; empty--) current.lines.push('')
    current.lines.push(text.startsWith(INDENT) ? text.slice(INDENT.length) : text)
  }
  close()
  return done
}

function headOf(
  text: string,
): { readonly speaker: string; readonly words: string; readonly time: string | null } | undefined {
  const timed = TIME.exec(text)
  const rest = timed === null ? text : text.slice(timed[0].length)
  const found = HEAD.exec(rest)
  if (found === null) return undefined
  const [, name = '', words = ''] = found
  // A name in bold is the name.
  const speaker = /^\*\*(.+)\*\*$/u.exec(name)?.[1] ?? name
  return { speaker, words, time: timed === null ? null : (timed[1] ?? timed[2] ?? null) }
}

/**
 * The text that `parseNames` reads as these messages. Names must be such that a reader can tell them: see `isPlainName`.
 */
export function printNames(spoken: readonly Spoken[]): string {
  let round: string | null = null
  let text = ''
  for (const one of spoken) {
    if (one.round !== null && one.round !== round)
      text += `${text === '' ? '' : '\n'}Round ${one.round}\n`
    round = one.round ?? round
    const time = one.time === null ? '' : `[${one.time}] `
    text += `${time}${one.speaker}: ${one.text.replaceAll('\n', `\n${INDENT}`)}\n`
  }
  return text
}

/** True for a name that comes back as it is when it is printed before a colon. */
export function isPlainName(name: string): boolean {
  const head = headOf(`${name}: x`)
  return (
    head?.speaker === name && head.words === 'x' && head.time === null && !ROUND.test(`${name}:`)
  )
}
