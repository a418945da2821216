/** What a seat with the policy `llm` is given: which model, how it samples, in what form it answers. */
import { z } from 'zod'
import type { Seat } from '../../../record/seat.ts'
import { Sampling } from '../../../record/prompt.ts'
import type { Session } from '../conversation.ts'
import { parseSettings } from './parse-settings.ts'

/** What a call sets itself, or the settings do, and several replies to one call: an extra of that name would be lost, or cost more than was set aside. */
const RESERVED = [
  'model',
  'messages',
  'stream',
  'response_format',
  'n',
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'top_p',
  'seed',
]

/** What a call that asks for log-probabilities sets besides. */
const RESERVED_FOR_LOGPROBS = ['logprobs', 'top_logprobs']

const SETTINGS = z.strictObject({
  /** `provider/model`, split at the first slash: `openrouter/meta-llama/llama-3-70b` is served by `openrouter`. */
  model: z
    .string()
    .regex(
      /^[^/\s]+\/\S+$/,
      'a model is written "provider/model", such as "openai/gpt-4o-2024-08-06"',
    ),
  ...Sampling.shape,
  extras: Sampling.shape.extras.refine(
    (extras) => RESERVED.every((name) => extras?.[name] === undefined),
    `extras may not hold ${RESERVED.join(', ')}: the call sets them itself, from temperature, topP, maxTokens and seed of the agent`,
  ),
  /** `line`: reason if you wish, the last line is the answer. `bare`: the label alone, as in one-token studies. */
  answer: z.enum(['line', 'bare']).default('line'),
  /** `auto`: a JSON schema where the provider enforces one and the answer is not `bare`. */
  structured: z.enum(['auto', 'never']).default('auto'),
  /**
   * Estimates, for choices, how likely each option was: from log-probabilities where the provider gives them and one reply tells, else from so many
   * further replies to the same prompt. The decision does not depend on it.
   */
  probabilities: z.strictObject({ samples: z.int().min(1).max(1000) }).optional(),
  /** What is remembered from ask to ask, beyond what the scenario tells: see `Session`. `fresh` where absent. */
  session: z.enum(['fresh', 'thread', 'branch']).optional(),
  /** Of a branch: the ask after which it branches off. */
  after: z.string().min(1).optional(),
  /** A scripted history that goes ahead of everything that is asked. */
  opening: z
    .array(z.strictObject({ role: z.enum(['user', 'assistant']), text: z.string().min(1) }))
    .min(1)
    .optional(),
})

export const LlmSettings = SETTINGS.refine(
  ({ extras, probabilities }) =>
    probabilities === undefined ||
    RESERVED_FOR_LOGPROBS.every((name) => extras?.[name] === undefined),
  {
    path: ['extras'],
    error: `extras may not hold ${RESERVED_FOR_LOGPROBS.join(', ')} beside probabilities: these are then set by the call itself`,
  },
).refine(({ session, after }) => (session === 'branch') === (after !== undefined), {
  path: ['after'],
  error:
    'session: branch needs after, the name of the ask after which it branches off; no other session has it',
})
export type LlmSettings = z.output<typeof LlmSettings>

/** A seat's settings, checked; what is wrong with them is an error that names the participant and the field. */
export function llmSettingsOf(seat: Seat): LlmSettings {
  return parseSettings('llm', LlmSettings, seat.settings, seat.participant)
}

/** The provider's name and the model's name as that provider knows it. */
export function splitModel(model: string): { readonly provider: string; readonly name: string } {
  const slash = model.indexOf('/')
  return { provider: model.slice(0, slash), name: model.slice(slash + 1) }
}

export function sessionOf({ session = 'fresh', after }: LlmSettings): Session {
  return session === 'branch' && after !== undefined
    ? { kind: 'branch', after }
    : { kind: session === 'thread' ? 'thread' : 'fresh' }
}

/** The sampling settings that were given, and no others. */
export function samplingOf(settings: LlmSettings): Sampling {
  const { temperature, topP, maxTokens, seed, extras } = settings
  const given = Object.entries({ temperature, topP, maxTokens, seed, extras })
  return Sampling.parse(Object.fromEntries(given.filter(([, value]) => value !== undefined)))
}
