/** Tells open pages which records have changed, and how the sitting that plays one stands. */
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Records } from './records.ts'
import type { Sittings } from './sittings.ts'

/** A record is looked at so often: one pragma. */
const LOOK_MS = 400

/** Server-sent events: `changed` with the id of a record that was written to, `sitting` with how the sitting that plays one stands. */
export function liveEvents(context: Context, records: Records, sittings: Sittings): Response {
  // Nobody would hear them, and they would go on.
  if (context.req.method === 'HEAD') return context.body(null)
  return streamSSE(context, async (stream) => {
    const seen = new Map(records.opened().map((record) => [record.id, record.stamp()]))
    await stream.writeSSE({ event: 'hello', data: '' })
    const end = sittings.hear((record, sitting) => {
      void stream.writeSSE({ event: 'sitting', data: JSON.stringify({ record, sitting }) })
    })
    stream.onAbort(end)
    while (!stream.aborted) {
      await stream.sleep(LOOK_MS)
      // Whoever closed the server has closed the records.
      if (stream.aborted) return
      for (const record of records.opened()) {
        const stamp = record.stamp()
        if (seen.get(record.id) === stamp) continue
        seen.set(record.id, stamp)
        await stream.writeSSE({ event: 'changed', data: record.id })
      }
    }
  })
}
