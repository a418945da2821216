/** A cap on money and calls, held by reserving before a call and settling after it. */

export interface Caps {
  /** US dollars. */
  readonly usd?: number | undefined
  /** Calls, each try counted. */
  readonly calls?: number | undefined
}

export interface Spend {
  /** Calls made, each try counted. */
  readonly calls: number
  /** US dollars, where the price and the usage are known. */
  readonly usd: number
  /** US dollars that may have been charged besides. */
  readonly uncertainUsd: number
}

export const NOTHING_SPENT: Spend = { calls: 0, usd: 0, uncertainUsd: 0 }

export interface Budget {
  readonly spend: Spend
  /** US dollars that calls on their way may come to. */
  readonly reservedUsd: number
  /** Why nothing more may be spent; null while something may. Once it is said it stays. */
  readonly reached: string | null
  /**
   * Sets aside the most that a call can cost. False where the cap does not leave that much: then the call must not be made. While others are on their way
   * that may turn out cheaper than feared, it waits for them.
   */
  reserve(mostUsd: number): Promise<boolean>
  /** Gives back what was set aside and books what the call came to. */
  settle(reservedUsd: number, came: Spend): void
  /** Books what was spent at other times. */
  book(came: Spend): void
}

interface Waiting {
  readonly mostUsd: number
  readonly answer: (granted: boolean) => void
}

export function budgetOf(caps: Caps): Budget {
  let spend = NOTHING_SPENT
  let reservedUsd = 0
  let onTheirWay = 0
  let reached: string | null = null
  const queue: Waiting[] = []

  /** True and false where it can be said; undefined where it depends on the calls on their way. */
  const verdict = (mostUsd: number): boolean | undefined => {
    if (reached !== null) return false
    if (caps.calls !== undefined && spend.calls + onTheirWay >= caps.calls) {
      // Those on their way count already: none of them can give a call back, unless it was never made.
      return onTheirWay > 0 ? undefined : false
    }
    if (caps.usd === undefined) return true
    const leftUsd = caps.usd - spend.usd - spend.uncertainUsd
    if (reservedUsd + mostUsd <= leftUsd) return true
    return onTheirWay > 0 ? undefined : false
  }
  const grant = (mostUsd: number): true => {
    reservedUsd += mostUsd
    onTheirWay++
    return true
  }
  const refuse = (mostUsd: number): false => {
    reached ??= reasonOf(caps, spend, mostUsd)
    return false
  }
  const drain = (): void => {
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      const may = verdict(next.mostUsd)
      if (may === undefined) return
      queue.shift()
      next.answer(may ? grant(next.mostUsd) : refuse(next.mostUsd))
    }
  }

  return {
    get spend() {
      return spend
    },
    get reservedUsd() {
      return reservedUsd
    },
    get reached() {
      return reached
    },
    async reserve(mostUsd) {
      const may = queue.length === 0 ? verdict(mostUsd) : undefined
      if (may !== undefined) return may ? grant(mostUsd) : refuse(mostUsd)
      return new Promise((answer) => queue.push({ mostUsd, answer }))
    },
    settle(held, came) {
      onTheirWay--
      // Sums of many small numbers drift: with nothing on its way, nothing is set aside.
      reservedUsd = onTheirWay === 0 ? 0 : reservedUsd - held
      spend = sumOf(spend, came)
      drain()
    },
    book: (came) => void (spend = sumOf(spend, came)),
  }
}

/** What a call says of itself, be it in a record or on its way there. */
export interface ToldSpend {
  readonly tries?: number | undefined
  readonly costUsd?: number | null
  readonly uncertainUsd?: number | undefined
}

/** What one call came to. */
export function spendOn({ tries = 1, costUsd = null, uncertainUsd = 0 }: ToldSpend): Spend {
  return { calls: tries, usd: costUsd ?? 0, uncertainUsd }
}

export function sumOf(a: Spend, b: Spend): Spend {
  return {
    calls: a.calls + b.calls,
    usd: a.usd + b.usd,
    uncertainUsd: a.uncertainUsd + b.uncertainUsd,
  }
}

function reasonOf(caps: Caps, spend: Spend, mostUsd: number): string {
  if (caps.calls !== undefined && spend.calls >= caps.calls)
    return `budget.calls is ${caps.calls}, and as many calls were made`
  const doubt =
    spend.uncertainUsd === 0
      ? ''
      : ` and up to ${dollars(spend.uncertainUsd)} more may have been charged`
  return `budget.usd is ${dollars(caps.usd ?? 0)}: ${dollars(spend.usd)} are spent${doubt}, and the next call could cost up to ${dollars(mostUsd)}`
}

/** Cents, and more places where there are no whole cents. */
export function dollars(usd: number): string {
  return `$${usd === 0 || usd >= 0.1 ? usd.toFixed(2) : usd.toPrecision(2)}`
}
