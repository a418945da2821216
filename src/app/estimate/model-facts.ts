/** What the estimate has to know of a model before anybody asks it anything. */
import { knownToReason } from '../../io/model/known-prices.ts'
import { knownProvider } from '../../io/model/known-providers.ts'
import type { Price } from '../../io/model/price.ts'
import { splitModel } from '../../play/agent/policies/llm-settings.ts'
import { priceListOf } from '../connect-providers.ts'
import type { ProviderDeclaration } from '../provider-declaration.ts'

export interface ModelFacts {
  /** Null where none is known. */
  readonly price: Price | null
  /** Null where it is not known. */
  readonly reasons: boolean | null
  readonly structuredOutput: boolean
  readonly logprobs: boolean
}

type Declared = Pick<ProviderDeclaration, 'name' | 'structuredOutput' | 'logprobs' | 'prices'>

const SIMULATED: ModelFacts = {
  price: { inputUsd: 0, outputUsd: 0, asOf: '2026-11-21', source: 'it is part of coterie' },
  reasons: false,
  structuredOutput: false,
  logprobs: false,
}

/** `provider/model` → what is declared or known of it. No key is needed. */
export function modelFacts(declared: readonly Declared[]): (model: string) => ModelFacts {
  return (model) => {
    const { provider, name } = splitModel(model)
    if (provider === 'simulated') return SIMULATED
    const known = knownProvider(provider)
    const server: Declared = declared.find((one) => one.name === provider) ?? {
      name: provider,
      structuredOutput: known?.structuredOutput ?? false,
      logprobs: known?.logprobs ?? false,
    }
    return {
      price: priceListOf(server)(name) ?? null,
      reasons: knownToReason(provider, name) ?? null,
      structuredOutput: server.structuredOutput,
      logprobs: server.logprobs,
    }
  }
}
