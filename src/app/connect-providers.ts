/** Puts together what every call of a model passes through on its way to the server. */
import { canonicalJson } from '../base/canonical-json.ts'
import { BadInputError } from '../base/errors.ts'
import { gate as openGate, type Gate } from '../base/gate.ts'
import type { Budget } from '../io/model/budget.ts'
import {
  noCalls,
  withOpenCounted,
  withTriesCounted,
  type CallCounts,
} from '../io/model/call-counts.ts'
import { knownPrice, knownToReason } from '../io/model/known-prices.ts'
import { knownProvider } from '../io/model/known-providers.ts'
import type { Pace } from '../io/model/pace.ts'
import type { Price } from '../io/model/price.ts'
import type { Provider } from '../io/model/provider.ts'
import {
  adaptiveConcurrency,
  withAdaptiveConcurrency,
  type AdaptiveConcurrency,
} from '../io/model/with-adaptive-concurrency.ts'
import { withBudget } from '../io/model/with-budget.ts'
import { withGate } from '../io/model/with-gate.ts'
import { ASSUMED_OUTPUT_TOKENS, withPrices } from '../io/model/with-prices.ts'
import { rateLimit, withRateLimit, type RateLimit } from '../io/model/with-rate-limit.ts'
import { withRetry, type Sunk } from '../io/model/with-retry.ts'
import { withStop } from '../io/model/with-stop.ts'
import { withTimeout } from '../io/model/with-timeout.ts'
import { simulatedProvider } from './adapters.ts'
import { declaredServer } from './declared-server.ts'
import type { ProviderDeclaration } from './provider-declaration.ts'
import { unknownProvider } from './unknown-provider.ts'

export interface Connecting {
  readonly declared: readonly ProviderDeclaration[]
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Providers that are there already, such as canned ones. */
  readonly own?: readonly Provider[]
  readonly budget: Budget
  /** Told to stop: calls on their way come home, no other is made. */
  readonly stop: AbortSignal
  readonly pace: Pace
  readonly sunk?: Sunk
  /** While it is shut, no call is made; calls on their way come home. */
  readonly gate?: Gate
}

/** Set aside for a reply of a model that is known to reason and has no limit: it may think for longer, seldom much. */
const REASONED_TOKENS = 16_384

/** What all providers of one account share: one key at one address. */
interface Account {
  readonly limits: ProviderDeclaration['limits']
  readonly rate: RateLimit
  readonly concurrency: AdaptiveConcurrency
}

export interface Connected {
  /** name → provider, made when it is first asked for. */
  readonly providerOf: (name: string) => Provider
  /** What the most refusing account refuses of late, as a share of its answers. */
  refusedShare(): number
  /** What becomes of calls, by provider, of those that were asked for so far. */
  traffic(): readonly Traffic[]
  /** No more than so many calls in flight for each account, within what its limits declare; null lifts the cap. */
  cap(calls: number | null): void
}

/** The calls of one provider in this sitting. */
export interface Traffic {
  readonly name: string
  readonly counts: CallCounts
  /** How many may be in flight at present; null where nothing limits them. */
  readonly limit: number | null
}

/** What one connecting shares among its providers. */
interface Exchange extends Connecting {
  readonly gate: Gate
  readonly accounts: Map<string, Account>
  /** In the order in which they were connected. */
  readonly counted: Counted[]
}

interface Counted {
  readonly name: string
  readonly counts: CallCounts
  readonly concurrency: AdaptiveConcurrency | null
}

/**
 * Providers by name. From the outside in: tried again, paid for, stopped, held to the account's limits, counted, given up after
 * its time, priced, made. While the gate is shut, the lines of accounts stand still.
 */
export function connectProviders(connecting: Connecting): Connected {
  const { declared } = connecting
  const exchange: Exchange = {
    ...connecting,
    gate: connecting.gate ?? openGate(),
    accounts: new Map(),
    counted: [],
  }
  const { accounts, counted } = exchange
  const made = new Map<string, Provider>()
  for (const provider of [...(connecting.own ?? []), simulatedProvider()])
    made.set(provider.name, inProcess(provider, exchange))
  const providerOf = (name: string): Provider => {
    const known = made.get(name)
    if (known !== undefined) return known
    const declaration = declared.find((one) => one.name === name)
    if (declaration === undefined) {
      const keyName = knownProvider(name)?.keyName
      if (keyName !== undefined && keyName !== null) {
        throw new BadInputError(
          `provider "${name}" needs a key: set the environment variable ${keyName}.`,
        )
      }
      throw unknownProvider(name, [...made.keys(), ...declared.map((one) => one.name)])
    }
    const provider = connected(declaration, exchange)
    made.set(name, provider)
    return provider
  }
  const shares = () => [...accounts.values()].map(({ concurrency }) => concurrency.refusedShare)
  return {
    providerOf,
    refusedShare: () => Math.max(0, ...shares()),
    traffic: () =>
      counted
        // Stand-ins are connected in any case; who was never asked has nothing to tell.
        .filter(({ concurrency, counts }) => concurrency !== null || counts.open + counts.made > 0)
        .map(({ concurrency, ...one }) => ({ ...one, limit: concurrency?.limit ?? null })),
    cap(calls) {
      for (const { concurrency } of accounts.values()) concurrency.cap(calls)
    },
  }
}

/** Models in this process: no line, no price, no second try. */
function inProcess(provider: Provider, { budget, stop, gate, counted }: Exchange): Provider {
  const counts = noCalls()
  counted.push({ name: provider.name, counts, concurrency: null })
  const made = withStop(withTriesCounted(provider, counts), () => stop.aborted)
  return withOpenCounted(
    withGate(
      withBudget(made, budget, () => undefined),
      gate,
    ),
    counts,
  )
}

function connected(
  declaration: ProviderDeclaration,
  { environment, budget, stop, pace, sunk, gate, accounts, counted }: Exchange,
): Provider {
  const { name, baseUrl, keyName, timeoutMs, patience, limits } = declaration
  const key = keyName === null ? null : (environment[keyName] ?? '')
  if (key === '') {
    throw new BadInputError(
      `provider "${name}" needs a key: set the environment variable ${keyName}.`,
    )
  }
  const isStopped = (): boolean => stop.aborted
  const account = accountOf(`${baseUrl} ${key ?? ''}`, accounts, () => ({
    limits,
    rate: rateLimit({ ...limits, stop, gate }, pace),
    concurrency: adaptiveConcurrency({ ...concurrencyOf(limits.inFlight), stop, gate }, pace),
  }))
  if (canonicalJson(account.limits) !== canonicalJson(limits)) {
    throw new BadInputError(
      `provider "${name}" has the address and the key of another one, and other limits: they share one account. Declare the same limits for both.`,
    )
  }
  const priceOf = priceListOf(declaration)
  const server = declaredServer(declaration, key, environment)
  // Who waits for the minute's share already has a place: else those that were let through would pile up there, and burst.
  const counts = noCalls()
  counted.push({ name, counts, concurrency: account.concurrency })
  const priced = withPrices(withTimeout(server, timeoutMs, pace), priceOf)
  const limited = withAdaptiveConcurrency(
    withRateLimit(withTriesCounted(priced, counts), account.rate),
    account.concurrency,
  )
  const longestReply = (model: string): number =>
    knownToReason(name, model) === true ? REASONED_TOKENS : ASSUMED_OUTPUT_TOKENS
  const paid = withBudget(withStop(limited, isStopped), budget, priceOf, longestReply)
  const tried = withRetry(paid, {
    ...patience,
    ...(sunk === undefined ? {} : { sunk }),
    wait: (ms) => {
      counts.retries++
      // Who is told to stop does not wait out a back-off.
      return pace.wait(ms, stop)
    },
  })
  return withOpenCounted(tried, counts)
}

/** Who says how many calls the server takes is believed, and begins there. */
function concurrencyOf(inFlight: number | undefined): { start?: number; most?: number } {
  return inFlight === undefined ? {} : { start: inFlight, most: inFlight }
}

function accountOf(id: string, accounts: Map<string, Account>, make: () => Account): Account {
  let account = accounts.get(id)
  if (account === undefined) accounts.set(id, (account = make()))
  return account
}

/** model → what it costs there: as declared by name, as declared for all (`*`), or as it was known when this version was made. */
export function priceListOf({
  name,
  prices = {},
}: Pick<ProviderDeclaration, 'name' | 'prices'>): (model: string) => Price | undefined {
  return (model) => prices[model] ?? prices['*'] ?? knownPrice(name, model)
}
