/** Limits as servers hold them: buckets that fill up evenly, and a number of requests in flight. */

/** What is absent is not limited. */
export interface ServerLimits {
  readonly requestsPerMinute?: number
  /** Tokens of prompts and replies together. */
  readonly tokensPerMinute?: number
  readonly inFlight?: number
  /** How much of a minute's allowance can be used at once, in seconds; 60 where it is absent, so that a fresh server takes a minute's worth. */
  readonly burstSeconds?: number
}

/** `retryAfterMs` is null where nobody knows: somebody must finish first. */
export type Admission =
  | { readonly kind: 'admitted' }
  | { readonly kind: 'refused'; readonly why: string; readonly retryAfterMs: number | null }

export interface Gate {
  /** Takes the request and the tokens of its prompt from what is left; a refusal takes nothing. */
  admit(inputTokens: number, inFlight: number, nowMs: number): Admission
  /** Takes what the reply came to, on credit if need be. */
  take(outputTokens: number): void
}

const ADMITTED: Admission = { kind: 'admitted' }

/** Opens a gate with full buckets. */
export function openGate(limits: ServerLimits, nowMs: number): Gate {
  const { requestsPerMinute, tokensPerMinute, inFlight: mostInFlight, burstSeconds = 60 } = limits
  const requests = bucket(requestsPerMinute, burstSeconds, nowMs)
  const tokens = bucket(tokensPerMinute, burstSeconds, nowMs)
  return {
    admit: (inputTokens, inFlight, now) => {
      if (mostInFlight !== undefined && inFlight >= mostInFlight) {
        const why = `${mostInFlight} requests are in flight already`
        return { kind: 'refused', why, retryAfterMs: null }
      }
      const waitMs = Math.max(requests.waitMs(1, now), tokens.waitMs(inputTokens, now))
      if (waitMs > 0) {
        const why =
          requests.waitMs(1, now) > 0
            ? `Limit of ${requestsPerMinute} requests per minute reached`
            : `Limit of ${tokensPerMinute} tokens per minute reached`
        return { kind: 'refused', why, retryAfterMs: waitMs }
      }
      requests.take(1)
      tokens.take(inputTokens)
      return ADMITTED
    },
    take: (outputTokens) => tokens.take(outputTokens),
  }
}

interface Bucket {
  /** How long until so many are there, or the bucket is full: more than it holds are given when it is full. */
  waitMs(wanted: number, nowMs: number): number
  take(taken: number): void
}

function bucket(perMinute: number | undefined, burstSeconds: number, nowMs: number): Bucket {
  if (perMinute === undefined) return { waitMs: () => 0, take: () => undefined }
  const perMs = perMinute / 60_000
  const most = Math.max(1, perMinute * (burstSeconds / 60))
  let level = most
  let filledMs = nowMs
  return {
    waitMs: (wanted, now) => {
      level = Math.min(most, level + (now - filledMs) * perMs)
      filledMs = now
      const missing = Math.min(wanted, most) - level
      return missing <= ROUNDING ? 0 : missing / perMs
    },
    take: (taken) => void (level -= taken),
  }
}

/** Whoever waits as long as told is let in: a moment's filling is not exact. */
const ROUNDING = 1e-6
