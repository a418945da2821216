/** Lines that stand in one place of a terminal and are told anew. */

export interface StandingPage {
  show(lines: readonly string[]): void
  end(): void
}

type Terminal = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns' | 'rows'>

const UP = '\u001b[1A'
const CLEAR_TO_END = '\u001b[0J'

/** Null where nobody watches: what is told anew there would only pile up. */
export function standingPage(terminal: Terminal): StandingPage | null {
  if (!terminal.isTTY) return null
  let height = 0
  return {
    show(lines) {
      // A line that wraps, or a page that scrolls, could not be found again.
      const shown = lines
        .flatMap((text) => text.split('\n'))
        .slice(0, Math.max(1, terminal.rows - 1))
        .map((line) => [...line].slice(0, Math.max(1, terminal.columns - 1)).join(''))
      terminal.write(`${UP.repeat(height)}\r${CLEAR_TO_END}${shown.join('\n')}\n`)
      height = shown.length
    },
    end: () => {
      height = 0
    },
  }
}
