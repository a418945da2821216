/** What the server charges: the truth that a client's own account can be held against. */
import type { Price } from '../price.ts'
import { costUsdOf } from '../price.ts'
import type { Reply } from './chat-completion.ts'
import type { ServedRequest } from './served-request.ts'

/** One reply that was worked for, whether or not it arrived. */
export interface Charge {
  /** The number of the request. */
  readonly number: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cachedInputTokens: number
  /** US dollars; 0 where no price is set. */
  readonly usd: number
}

/** All charges; the sums are of all of them, the list holds the latest hundred thousand. */
export interface Ledger {
  readonly charges: readonly Charge[]
  readonly inputTokens: number
  readonly outputTokens: number
  readonly usd: number
}

const MOST_CHARGES = 100_000

/** An empty ledger, and the way to write into it. */
export function openLedger(price: Price | undefined): {
  readonly ledger: Ledger
  charge(request: ServedRequest, reply: Reply): void
} {
  const charges: Charge[] = []
  const ledger = { charges, inputTokens: 0, outputTokens: 0, usd: 0 }
  return {
    ledger,
    charge: ({ number }, { inputTokens, outputTokens, cachedInputTokens }) => {
      const usage = { inputTokens, outputTokens, cachedInputTokens }
      const usd = price === undefined ? 0 : (costUsdOf(usage, price) ?? 0)
      charges.push({ number, ...usage, usd })
      // Many at once: taking the first off a long list moves the others.
      if (charges.length > MOST_CHARGES + 1000) charges.splice(0, 1000)
      ledger.inputTokens += inputTokens
      ledger.outputTokens += outputTokens
      ledger.usd += usd
    },
  }
}
