/** Streams of server-sent events: whoever reads slowly is told the latest, and whoever has left is found out. */
import type { Context } from 'hono'
import { streamSSE, type SSEMessage } from 'hono/streaming'

export interface EventStream {
  /** Sends a message once all that waits before it is sent; of each name only the latest waits. It is made when it is sent. */
  put(name: string, message: () => SSEMessage): void
  /** Ends it from this side; what still waits is not sent. */
  end(): void
}

/** Something is written so often where nothing else is: lines are kept open past the patience of what stands between, and one that is dead is noticed. */
const HEARTBEAT_MS = 15_000

/** A stream until the page leaves, or it is ended. `begin` is called at once, and hands back what is to be done at the end. */
export function eventStream(
  context: Context,
  begin: (stream: EventStream) => () => void,
  heartbeatMs = HEARTBEAT_MS,
): Response {
  // Nobody would hear them, and they would go on.
  if (context.req.method === 'HEAD') return context.body(null)
  return streamSSE(context, async (line) => {
    const waiting = new Map<string, () => SSEMessage>()
    let wake = (): void => undefined
    const over = new AbortController()
    const ended = begin({
      put(name, message) {
        waiting.set(name, message)
        wake()
      },
      end: () => end(),
    })
    function end(): void {
      if (over.signal.aborted) return
      over.abort()
      ended()
      wake()
    }
    line.onAbort(end)
    try {
      while (!over.signal.aborted) {
        const [next] = waiting
        if (next !== undefined) {
          waiting.delete(next[0])
          await line.writeSSE(next[1]())
          continue
        }
        const woken = new Promise<void>((resolve) => (wake = resolve))
        const heartbeat = setTimeout(wake, heartbeatMs).unref()
        await woken
        clearTimeout(heartbeat)
        if (!over.signal.aborted && waiting.size === 0) await line.write(': here\n\n')
      }
    } finally {
      end()
    }
  })
}
