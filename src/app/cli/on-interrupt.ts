/** How a command that plays is interrupted. */
import { EXIT } from './exit-codes.ts'
import { note } from './print.ts'

/** By the user at its terminal, or by another process. */
export interface Interruption {
  readonly stop: AbortSignal
  /** Interrupts it from within; `said` is told first. */
  readonly interrupt: (said: string) => void
}

/** As `interruption`, where only a terminal interrupts. */
export function onInterrupt(waitingFor = 'open calls'): AbortSignal {
  return interruption(() => waitingFor).stop
}

/**
 * The first interrupt lets open calls (or what `waitingFor` names) come home; the second ends the process at once. Either leaves a record that can be resumed.
 * Interrupts within a fifth of a second are one: a terminal sends its own to every process of the command,
 * and a launcher (bin/coterie.js under an old Node.js, npm) passes on the one that it was sent.
 */
export function interruption(waitingFor = (): string => 'open calls'): Interruption {
  const stopping = new AbortController()
  let isAgain = false
  const interrupt = (said: string): void => {
    if (stopping.signal.aborted) return
    stopping.abort()
    note(`${said}waiting for ${waitingFor()}; interrupt again to stop now …`)
    // An immediate follows the signals that came in while the process was too busy to look.
    setTimeout(() => setImmediate(() => (isAgain = true)), 200).unref()
  }
  const stop = (): void => {
    if (isAgain) process.exit(EXIT.interrupted)
    interrupt('')
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return { stop: stopping.signal, interrupt }
}
