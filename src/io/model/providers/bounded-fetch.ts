/** A fetch that cannot be made to hold more than it should, nor to tell more than it must. */

/** The body was longer than the limit. */
export class BodyTooLongError extends Error {
  override readonly name = 'BodyTooLongError'
}

/** Headers that describe this machine, or come from its environment, are nobody's business. */
const SENT_HEADERS = ['accept', 'authorization', 'content-type']

/**
 * A fetch that reads the whole body, at most `mostBytes` of it, before it returns, so that the caller's deadline covers the body as well;
 * follows no redirect, which would carry prompts to a place that nobody named; and sends only `SENT_HEADERS` and `extraHeaders`.
 */
export function boundedFetch(mostBytes: number, extraHeaders: readonly string[]): typeof fetch {
  const sent = [...SENT_HEADERS, ...extraHeaders.map((name) => name.toLowerCase())]
  return async (input, init) => {
    const headers = [...new Headers(init?.headers)].filter(([name]) => sent.includes(name))
    const response = await fetch(input, { ...init, headers, redirect: 'manual' })
    const body = await readBody(response, mostBytes)
    const mayHaveBody = ![101, 204, 205, 304].includes(response.status)
    return new Response(mayHaveBody ? body : null, {
      status: response.status,
      headers: response.headers,
    })
  }
}

async function readBody(response: Response, mostBytes: number): Promise<Blob> {
  const pages: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  // Leaving the loop by an error closes the stream, and with it the connection.
  for await (const page of response.body ?? []) {
    bytes += page.byteLength
    if (bytes > mostBytes) throw new BodyTooLongError(`the body is longer than ${mostBytes} bytes`)
    pages.push(page)
  }
  return new Blob(pages)
}
