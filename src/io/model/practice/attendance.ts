/** Who is being served: which requests are open at this moment, and how many there were. */
import type { ServerResponse } from 'node:http'
import type { Failing } from './misbehaviours.ts'
import type { ServedRequest } from './served-request.ts'

/** Counts since the server was started. */
export interface Served {
  /** Requests that arrived whole. */
  readonly received: number
  /** Replies that were handed over whole, be they completions or errors; the client may have died before it read them. */
  readonly answered: number
  /** Those whose connection ended before: by a failing, by the client, or by closing the server. */
  readonly dropped: number
  /** Those that were turned away because of the limits. */
  readonly limited: number
  /** Failings by name. */
  readonly failings: Readonly<Partial<Record<Failing, number>>>
}

/** Called at once, so that a test knows who was in flight at any moment. */
export interface ServedEvents {
  readonly onRequest?: (request: ServedRequest) => void
  readonly onAnswered?: (request: ServedRequest) => void
  readonly onDropped?: (request: ServedRequest) => void
}

/** As long a list as a test may want to look through. */
const MOST_REQUESTS = 1000

export interface Attendance {
  readonly served: Served
  /** The latest requests, in order of arrival. */
  readonly requests: readonly ServedRequest[]
  /** Those that are neither answered nor dropped. */
  readonly open: ReadonlySet<ServedRequest>
  begin(request: ServedRequest, response: ServerResponse): void
  countFailing(how: Failing): void
  countLimited(): void
}

/** Keeps the counts. */
export function keepAttendance(events: ServedEvents): Attendance {
  const failings: Partial<Record<Failing, number>> = {}
  const served = { received: 0, answered: 0, dropped: 0, limited: 0, failings }
  const requests: ServedRequest[] = []
  const open = new Set<ServedRequest>()
  return {
    served,
    requests,
    open,
    begin: (request, response) => {
      served.received++
      open.add(request)
      requests.push(request)
      if (requests.length > MOST_REQUESTS) requests.shift()
      events.onRequest?.(request)
      response.once('close', () => {
        open.delete(request)
        if (response.writableFinished) {
          served.answered++
          events.onAnswered?.(request)
        } else {
          served.dropped++
          events.onDropped?.(request)
        }
      })
    },
    countFailing: (how) => void (failings[how] = (failings[how] ?? 0) + 1),
    countLimited: () => void served.limited++,
  }
}
