/** Tells open pages which records have changed, and how the sitting that plays one stands. */
import type { Context } from 'hono'
import { eventStream } from './event-stream.ts'
import type { RecordChanges } from './record-changes.ts'
import type { Sittings } from './sittings.ts'

/** Server-sent events, until the page is closed or `stop`: `changed` with the id of a record that was written to, `sitting` with how the sitting that plays one stands. */
export function liveEvents(
  context: Context,
  changes: RecordChanges,
  sittings: Pick<Sittings, 'hear'>,
  stop?: AbortSignal,
): Response {
  return eventStream(context, ({ put, end }) => {
    put('hello', () => ({ event: 'hello', data: '' }))
    const unheard = [
      changes.hear((record) =>
        put(`changed ${record}`, () => ({ event: 'changed', data: record })),
      ),
      sittings.hear((record, sitting) => {
        const data = JSON.stringify({ record, sitting })
        put(`sitting ${record}`, () => ({ event: 'sitting', data }))
      }),
    ]
    stop?.addEventListener('abort', end, { once: true })
    return () => {
      stop?.removeEventListener('abort', end)
      for (const call of unheard) call()
    }
  })
}
