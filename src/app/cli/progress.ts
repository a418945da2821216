/** How far the work is: a bar with an estimate where a person watches, nothing where nobody does. */
import { SingleBar } from 'cli-progress'

export interface Progress {
  start(total: number, done: number): void
  advance(): void
  stop(): void
}

/** A bar on standard error. */
export function progressBar(what: string): Progress {
  if (!process.stderr.isTTY) return { start: () => {}, advance: () => {}, stop: () => {} }
  const bar = new SingleBar({
    format: `${what} {bar} {value}/{total} · {percentage}% · {duration_formatted} · ETA {eta_formatted}`,
    stream: process.stderr,
    hideCursor: true,
    etaBuffer: 100,
    clearOnComplete: true,
  })
  return {
    start: (total, done) => bar.start(total, done),
    advance: () => bar.increment(),
    stop: () => bar.stop(),
  }
}
