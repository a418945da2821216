/** How a provider is reached, and what is known of it, as the configuration declares it. */
import type { Price } from '../io/model/price.ts'

export interface ProviderDeclaration {
  readonly name: string
  readonly baseUrl: string
  /** The environment variable that holds the key; null for servers that want none. */
  readonly keyName: string | null
  readonly structuredOutput: boolean
  readonly logprobs: boolean
  /** False where a sampling seed is not taken; true where it is, or nobody said. */
  readonly seed: boolean
  readonly tokenLimitField?: 'max_tokens' | 'max_completion_tokens'
  readonly headers?: Readonly<Record<string, string>>
  /** header → the environment variable that holds its value. */
  readonly headerNames?: Readonly<Record<string, string>>
  /** For one try, from its beginning to the last byte. */
  readonly timeoutMs: number
  readonly patience: {
    readonly mostTries?: number
    readonly budgetMs?: number
    readonly longestRetryAfterMs?: number
  }
  readonly limits: {
    readonly requestsPerMinute?: number
    readonly tokensPerMinute?: number
    readonly inFlight?: number
  }
  /** By the model's name as the provider knows it; `*` stands for all others. */
  readonly prices?: Readonly<Record<string, Price>>
}
