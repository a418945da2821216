/** How far the work is: a bar with an estimate where a person watches, nothing where nobody does. */
import { SingleBar } from 'cli-progress'

export interface Progress {
  /** `aside` is told behind the bar, anew every half second. */
  start(total: number, done: number, aside?: () => string): void
  /** By one step, or by so many. */
  advance(steps?: number): void
  stop(): void
}

/** A bar on standard error. */
export function progressBar(what: string): Progress {
  if (!process.stderr.isTTY) return { start: () => {}, advance: () => {}, stop: () => {} }
  const bar = new SingleBar({
    format: `${what} {bar} {value}/{total} · {percentage}% · {duration_formatted} · ETA {eta_formatted}{aside}`,
    stream: process.stderr,
    hideCursor: true,
    etaBuffer: 100,
    clearOnComplete: true,
  })
  let watch: NodeJS.Timeout | undefined
  return {
    start(total, done, aside) {
      const payload = (): { aside: string } => {
        const words = aside?.() ?? ''
        return { aside: words === '' ? '' : ` · ${words}` }
      }
      bar.start(total, done, payload())
      if (aside !== undefined) watch = setInterval(() => bar.update(payload()), 500)
    },
    advance: (steps = 1) => bar.increment(steps),
    stop() {
      clearInterval(watch)
      bar.stop()
    },
  }
}
