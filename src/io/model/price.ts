/** What calls cost: prices by the million tokens, and how they apply to one call. */
import type { Usage } from '../../record/prompt.ts'
import type { Prompt } from './provider.ts'

/** US dollars per million tokens. */
export interface Price {
  readonly inputUsd: number
  readonly outputUsd: number
  /** For input that the provider had read before; as `inputUsd` where it is absent. */
  readonly cachedInputUsd?: number
  /** The day on which it was looked up, as YYYY-MM-DD. */
  readonly asOf: string
  /** Where it was looked up. */
  readonly source: string
}

const MILLION = 1_000_000

/** The cost of a call in US dollars; null where the server did not say what it used. */
export function costUsdOf(usage: Usage, price: Price): number | null {
  const { inputTokens, outputTokens, cachedInputTokens = 0 } = usage
  if (inputTokens === null || outputTokens === null) return null
  const cached = Math.min(cachedInputTokens, inputTokens)
  const { inputUsd, outputUsd, cachedInputUsd = inputUsd } = price
  return (
    ((inputTokens - cached) * inputUsd + cached * cachedInputUsd + outputTokens * outputUsd) /
    MILLION
  )
}

/** What chat templates and tool descriptions may add to a prompt and to each of its messages, in tokens; generous. */
const FRAME = 50
const FRAME_PER_MESSAGE = 20

/** No more input tokens than this can come of a prompt: a token stands for one byte at least. */
export function mostInputTokens({ messages, schema, sampling }: Prompt): number {
  const encoder = new TextEncoder()
  const bytes = (text: string): number => encoder.encode(text).length
  const words = messages.reduce((sum, { text }) => sum + bytes(text) + FRAME_PER_MESSAGE, FRAME)
  // Tools and the like are read as well.
  const besides = [schema, sampling.extras ?? null].filter((one) => one !== null)
  return besides.reduce<number>((sum, one) => sum + bytes(JSON.stringify(one)), words)
}

/** The most that a call can cost in US dollars, if the reply has no more than `mostOutputTokens`. */
export function mostUsdOf(prompt: Prompt, price: Price, mostOutputTokens: number): number {
  return (mostInputTokens(prompt) * price.inputUsd + mostOutputTokens * price.outputUsd) / MILLION
}
