/** Reads how long a server asks to be left alone. */
import type { IncomingHttpHeaders } from 'node:http'

const DAY_MS = 86_400_000

/** In milliseconds, at most a day; undefined where the server did not say, or said nonsense. */
export function retryAfterMs(headers: IncomingHttpHeaders): number | undefined {
  const exact = headers['retry-after-ms']
  const said = headers['retry-after']
  const ms = isCount(exact)
    ? Number(exact)
    : isCount(said)
      ? Number(said) * 1000
      : dateOf(said) - Date.now()
  return Number.isFinite(ms) ? Math.min(Math.max(0, Math.round(ms)), DAY_MS) : undefined
}

function isCount(text: string | string[] | undefined): boolean {
  return typeof text === 'string' && /^\d+(\.\d+)?$/.test(text)
}

/** As HTTP writes it, with the day of the week first: the parser takes `-1` for a date as well. */
function dateOf(text: string | undefined): number {
  return /^[A-Za-z]{3,9},? /.test(text ?? '') ? Date.parse(text ?? '') : NaN
}
