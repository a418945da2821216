/** How long the server takes to answer: the same request, come for the same time, takes equally long. */
import type { Streams } from '../../../base/random.ts'
import type { ServedRequest } from './served-request.ts'

/** Milliseconds from the whole request to the first byte of the reply. */
export type Latency =
  | number
  /** Uniform. */
  | { readonly fromMs: number; readonly toMs: number }
  /** Lognormal, as waiting times at busy servers are; `sigma` is the standard deviation of the logarithm, 0.5 where it is absent. */
  | { readonly medianMs: number; readonly sigma?: number }
  | ((request: ServedRequest) => number)

/** The latency of one request; waiting times beyond ten minutes are ten minutes. */
export function latencyMsOf(latency: Latency, request: ServedRequest, streams: Streams): number {
  return Math.min(Math.max(0, drawn(latency, request, streams)), MOST_MS)
}

const MOST_MS = 600_000

function drawn(latency: Latency, request: ServedRequest, streams: Streams): number {
  if (typeof latency === 'number') return latency
  if (typeof latency === 'function') return latency(request)
  const random = streams.stream(`latency/${request.hash}/${request.times}`)
  if ('fromMs' in latency) return latency.fromMs + random.next() * (latency.toMs - latency.fromMs)
  // Box and Muller 1958; 1 − u is never 0.
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()))
  const normal = radius * Math.cos(2 * Math.PI * random.next())
  return latency.medianMs * Math.exp((latency.sigma ?? 0.5) * normal)
}
