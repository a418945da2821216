/** A model that can be called: its provider, its name there, and how it samples. */
import type { Sampling } from '../../../record/prompt.ts'
import type { Provider } from '../../../io/model/provider.ts'
import { splitModel } from './llm-settings.ts'

/** Gives the provider of a name, the part of `provider/model` before the first slash. */
export type ProviderOf = (name: string) => Provider

export interface ConnectedModel {
  readonly provider: Provider
  readonly providerName: string
  /** As the provider knows it. */
  readonly model: string
  readonly sampling: Sampling
}

/** `model` is `provider/model`. */
export function connectModel(
  providerOf: ProviderOf,
  model: string,
  sampling: Sampling,
): ConnectedModel {
  const { provider: providerName, name } = splitModel(model)
  return { provider: providerOf(providerName), providerName, model: name, sampling }
}
