/** Puts together what every call of a model passes through on its way to the server. */
import { canonicalJson } from '../base/canonical-json.ts'
import { BadInputError, UnknownNameError } from '../base/errors.ts'
import type { Budget } from '../io/model/budget.ts'
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
import { ASSUMED_OUTPUT_TOKENS, withPrices } from '../io/model/with-prices.ts'
import { rateLimit, withRateLimit, type RateLimit } from '../io/model/with-rate-limit.ts'
import { withRetry, type Sunk } from '../io/model/with-retry.ts'
import { withStop } from '../io/model/with-stop.ts'
import { withTimeout } from '../io/model/with-timeout.ts'
import { openAiProvider, simulatedProvider, type OpenAiOptions } from './adapters.ts'
import type { ProviderDeclaration } from './provider-declaration.ts'

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
}

/**
 * Providers by name. From the outside in: tried again, paid for, stopped, held to the account's limits, given up after
 * its time, priced, made.
 */
export function connectProviders(connecting: Connecting): Connected {
  const { declared, budget, stop } = connecting
  const isStopped = (): boolean => stop.aborted
  const accounts = new Map<string, Account>()
  const made = new Map<string, Provider>()
  for (const provider of [...(connecting.own ?? []), simulatedProvider()])
    made.set(
      provider.name,
      withBudget(withStop(provider, isStopped), budget, () => undefined),
    )
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
      const names = [...made.keys(), ...declared.map((one) => one.name)]
      throw new UnknownNameError(
        'provider',
        name,
        names,
        'Declare it in coterie.providers.yaml (see docs/providers.md).',
      )
    }
    const provider = connected(declaration, connecting, accounts)
    made.set(name, provider)
    return provider
  }
  const shares = () => [...accounts.values()].map(({ concurrency }) => concurrency.refusedShare)
  return { providerOf, refusedShare: () => Math.max(0, ...shares()) }
}

function connected(
  declaration: ProviderDeclaration,
  { environment, budget, stop, pace, sunk }: Connecting,
  accounts: Map<string, Account>,
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
    rate: rateLimit({ ...limits, stop }, pace),
    concurrency: adaptiveConcurrency({ ...concurrencyOf(limits.inFlight), stop }, pace),
  }))
  if (canonicalJson(account.limits) !== canonicalJson(limits)) {
    throw new BadInputError(
      `provider "${name}" has the address and the key of another one, and other limits: they share one account. Declare the same limits for both.`,
    )
  }
  const priceOf = priceListOf(declaration)
  const server = openAiProvider({
    ...serverOf(declaration),
    secretHeaders: secretHeadersOf(declaration, environment),
    key,
    proxies: environment,
  })
  // Who waits for the minute's share already has a place: else those that were let through would pile up there, and burst.
  const limited = withAdaptiveConcurrency(
    withRateLimit(withPrices(withTimeout(server, timeoutMs, pace), priceOf), account.rate),
    account.concurrency,
  )
  const longestReply = (model: string): number =>
    knownToReason(name, model) === true ? REASONED_TOKENS : ASSUMED_OUTPUT_TOKENS
  const paid = withBudget(withStop(limited, isStopped), budget, priceOf, longestReply)
  return withRetry(paid, {
    ...patience,
    ...(sunk === undefined ? {} : { sunk }),
    // Who is told to stop does not wait out a back-off.
    wait: (ms) => pace.wait(ms, stop),
  })
}

function serverOf(declaration: ProviderDeclaration): Omit<OpenAiOptions, 'key' | 'secretHeaders'> {
  const { name, baseUrl, keyName, structuredOutput, logprobs, tokenLimitField, headers } =
    declaration
  return {
    name,
    baseUrl,
    keyName,
    structuredOutput,
    logprobs,
    ...(tokenLimitField === undefined ? {} : { tokenLimitField }),
    ...(headers === undefined ? {} : { headers }),
  }
}

function secretHeadersOf(
  { name, headerNames = {} }: ProviderDeclaration,
  environment: Connecting['environment'],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headerNames).map(([header, variable]) => {
      const value = environment[variable] ?? ''
      if (value === '') {
        throw new BadInputError(
          `provider "${name}" needs the header ${header}: set the environment variable ${variable}.`,
        )
      }
      return [header, value] as const
    }),
  )
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
