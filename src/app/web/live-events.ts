/** Tells open pages which records have changed, and how the sitting that plays one stands. */
import type { Context } from 'hono'
import { streamSSE, type SSEMessage } from 'hono/streaming'
import type { RecordChanges } from './record-changes.ts'
import type { Sittings } from './sittings.ts'

/** Server-sent events, until the page is closed or `stop`: `changed` with the id of a record that was written to, `sitting` with how the sitting that plays one stands. */
export function liveEvents(
  context: Context,
  changes: RecordChanges,
  sittings: Sittings,
  stop?: AbortSignal,
): Response {
  // Nobody would hear them, and they would go on.
  if (context.req.method === 'HEAD') return context.body(null)
  return streamSSE(context, async (stream) => {
    const news = latestNews()
    const ends = [
      changes.hear((record) => news.put(`changed ${record}`, { event: 'changed', data: record })),
      sittings.hear((record, sitting) => {
        const data = JSON.stringify({ record, sitting })
        news.put(`sitting ${record}`, { event: 'sitting', data })
      }),
    ]
    const leave = (): void => {
      for (const end of ends) end()
      news.end()
    }
    stream.onAbort(leave)
    stop?.addEventListener('abort', leave, { once: true })
    await stream.writeSSE({ event: 'hello', data: '' })
    for await (const message of news.all()) await stream.writeSSE(message)
    stop?.removeEventListener('abort', leave)
  })
}

/** News that wait for whoever reads slowly: of each name only the latest. */
function latestNews() {
  const waiting = new Map<string, SSEMessage>()
  const reader = { wake: (): void => undefined, hasLeft: false }
  return {
    put(name: string, message: SSEMessage) {
      waiting.set(name, message)
      reader.wake()
    },
    end() {
      reader.hasLeft = true
      reader.wake()
    },
    async *all(): AsyncIterable<SSEMessage> {
      while (!reader.hasLeft) {
        const [next] = waiting
        if (next === undefined) await new Promise<void>((resolve) => (reader.wake = resolve))
        else {
          waiting.delete(next[0])
          yield next[1]
        }
      }
    },
  }
}
