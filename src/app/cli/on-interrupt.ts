/** How a command that plays is interrupted. */
import { EXIT } from './exit-codes.ts'
import { note } from './print.ts'

/**
 * The first interrupt lets open calls come home; the second ends the process at once. Either leaves a record that can be resumed.
 * Interrupts within a fifth of a second are one: a terminal sends its own to every process of the command,
 * and a launcher (bin/coterie.js under an old Node.js, npm) passes on the one that it was sent.
 */
export function onInterrupt(): AbortSignal {
  const stopping = new AbortController()
  let isAgain = false
  const stop = (): void => {
    if (isAgain) process.exit(EXIT.interrupted)
    if (stopping.signal.aborted) return
    stopping.abort()
    note('waiting for open calls; interrupt again to stop now …')
    // An immediate follows the signals that came in while the process was too busy to look.
    setTimeout(() => setImmediate(() => (isAgain = true)), 200).unref()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return stopping.signal
}
