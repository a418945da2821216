/** What a client asked of the server, read from the wire. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** One request, whole. */
export interface ServedRequest {
  /** Counted from 1, in order of arrival. */
  readonly number: number
  readonly path: string
  readonly headers: Readonly<IncomingHttpHeaders>
  /** `NO_BODY` where it is no JSON object. */
  readonly body: Readonly<Record<string, unknown>>
  /** The SHA-256 of the body as it came: equal requests have equal hashes. */
  readonly hash: string
  /** How often the same request has come, this time included; times at which the limits turned it away do not count. */
  readonly times: number
}

/** Stands for a body that cannot be read. */
export const NO_BODY: ServedRequest['body'] = {}

const MOST_BYTES = 20_000_000

/** The body as text, empty where it has more than twenty megabytes. What breaks off on the way never arrives. */
export function readBody(request: IncomingMessage, done: (body: string) => void): void {
  const pages: Buffer[] = []
  let bytes = 0
  request.on('data', (page: Buffer) => {
    bytes += page.byteLength
    if (bytes <= MOST_BYTES) pages.push(page)
  })
  request.on('error', () => undefined)
  request.on('end', () => {
    if (bytes > MOST_BYTES) return done('')
    const [only] = pages
    done((pages.length === 1 && only !== undefined ? only : Buffer.concat(pages)).toString())
  })
}

/** The object that a text writes; `NO_BODY` where it writes none. */
export function parseBody(text: string): ServedRequest['body'] {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : NO_BODY
  } catch {
    return NO_BODY
  }
}

/** The words of each message; parts that are not text are left out, and so are messages that are none. */
export function messagesIn(body: ServedRequest['body']): { role: string; text: string }[] {
  const { messages } = body
  if (!Array.isArray(messages)) return []
  return messages.flatMap((message: unknown) => {
    const { role, content } = (message ?? {}) as { role?: unknown; content?: unknown }
    return typeof role === 'string' ? [{ role, text: textOf(content) }] : []
  })
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .map((part: unknown) => (part as { text?: unknown } | null)?.text)
    .filter((text) => typeof text === 'string')
    .join('')
}

/** A finite number of the body, or undefined. */
export function numberIn(
  body: ServedRequest['body'],
  ...names: readonly string[]
): number | undefined {
  const value = names.map((name) => body[name]).find((one) => typeof one === 'number')
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** Counts how often each hash has come. */
export interface Recurrence {
  /** This time included. */
  count(hash: string): number
  /** As if it had not come this time. */
  takeBack(hash: string): void
}

/** More different requests than a large experiment has on their way, each with all its attempts. */
const MOST_REMEMBERED = 200_000

/** Remembers hashes; what has not come for long is forgotten. */
export function rememberHashes(): Recurrence {
  const times = new Map<string, number>()
  return {
    count: (hash) => {
      const count = (times.get(hash) ?? 0) + 1
      // Set again at the end: the first of the map is the one that has not come for longest.
      times.delete(hash)
      times.set(hash, count)
      if (times.size > MOST_REMEMBERED) {
        const [oldest] = times.keys()
        if (oldest !== undefined) times.delete(oldest)
      }
      return count
    },
    takeBack: (hash) => void times.set(hash, (times.get(hash) ?? 1) - 1),
  }
}
