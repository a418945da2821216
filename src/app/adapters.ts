/** The one file that names concrete stores and providers, and connects them. */
import { setTimeout as sleep } from 'node:timers/promises'
import { BadInputError, UnknownNameError } from '../base/errors.ts'
import { Streams } from '../base/random.ts'
import type { Provider } from '../io/model/provider.ts'
import { recordedProviders } from '../io/model/recorded-provider.ts'
import type { OpenAiOptions } from '../io/model/providers/openai.ts'
import { simulatedProvider } from '../io/model/providers/simulated.ts'
import { withRetry } from '../io/model/with-retry.ts'
import { llmPolicy } from '../play/agent/policies/llm.ts'
import type { Catalogue } from '../play/experiment/catalogue.ts'
import { runIdOf } from '../record/plan.ts'
import type { Casting } from '../play/replay/replay-run.ts'

export { BEHAVIOURS as SIMULATED_MODELS } from '../io/model/providers/simulated-behaviour.ts'
export { cannedProvider } from '../io/model/providers/canned.ts'
export { memoryStore } from '../io/store/memory-store.ts'
export { openSqliteStore } from '../io/store/sqlite-store.ts'
export { openSqliteTables } from '../io/store/sqlite-tables.ts'

/** How a provider is reached, as the configuration declares it. */
export interface ProviderDeclaration {
  readonly name: string
  readonly baseUrl: string
  /** The environment variable that holds the key; null for servers that want none. */
  readonly keyName: string | null
  readonly structuredOutput: boolean
}

/** name → provider, made when it is first asked for. */
export function connectProviders(
  declared: readonly ProviderDeclaration[],
  environment: Readonly<Record<string, string | undefined>>,
  own: readonly Provider[] = [],
): (name: string) => Provider {
  const made = new Map<string, Provider>(
    [...own, simulatedProvider()].map((provider) => [provider.name, provider]),
  )
  return (name) => {
    const known = made.get(name)
    if (known !== undefined) return known
    const declaration = declared.find((one) => one.name === name)
    if (declaration === undefined) {
      const names = [...made.keys(), ...declared.map((one) => one.name)]
      throw new UnknownNameError(
        'provider',
        name,
        names,
        'Declare it in coterie.providers.yaml (see docs/providers.md).',
      )
    }
    const { baseUrl, keyName, structuredOutput } = declaration
    const key = keyName === null ? null : (environment[keyName] ?? '')
    if (key === '') {
      throw new BadInputError(
        `provider "${name}" needs a key: set the environment variable ${keyName}.`,
      )
    }
    const provider = connectedWhenAsked({ name, baseUrl, key, keyName, structuredOutput })
    made.set(name, provider)
    return provider
  }
}

/**
 * A server, asked again where it fails in passing. The client library is large: it is loaded at the first call, and not at all
 * by experiments without models.
 */
function connectedWhenAsked(
  options: OpenAiOptions & { readonly structuredOutput: boolean },
): Provider {
  let connected: Promise<Provider> | undefined
  const server: Provider = {
    name: options.name,
    structuredOutput: options.structuredOutput,
    complete: async (prompt) => {
      connected ??= import('../io/model/providers/openai.ts').then(({ openAiProvider }) =>
        openAiProvider(options),
      )
      return (await connected).complete(prompt)
    },
  }
  return withRetry(server, { wait: (ms) => sleep(ms) })
}

/** Seats the policies of plans: models behind the calls that are recorded already, everybody with a stream of their own. */
export function casting(catalogue: Catalogue, providerOf: (name: string) => Provider): Casting {
  return (plan, recorded, live) => {
    const streams = new Streams(plan.seed)
    const run = runIdOf(plan)
    const hasModel = plan.seats.some(({ policy }) => policy === 'llm')
    const llm = hasModel
      ? llmPolicy(recordedProviders(recorded, live ? providerOf : null))
      : undefined
    return new Map(
      plan.seats.map((seat) => {
        const { participant, policy } = seat
        const kind = catalogue.policies.get(policy)
        if (kind === undefined) {
          throw new UnknownNameError(
            'policy',
            policy,
            [...catalogue.policies.keys()],
            'The record names a policy that is not in this catalogue.',
          )
        }
        const sit = policy === 'llm' && llm !== undefined ? llm : kind.seat
        const random = streams.stream(`policy/${participant}`)
        return [participant, sit({ run, seat, participant, random, invalid: plan.invalid })]
      }),
    )
  }
}
