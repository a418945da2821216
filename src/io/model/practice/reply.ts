/** Makes a reply of what was said: counted in tokens, cut at the limit that was asked for, with log-probabilities where they were wanted. */
import type { Reply } from './chat-completion.ts'
import { messagesIn, numberIn, type ServedRequest } from './served-request.ts'
import { logprobsOf, tokensOf, type Distribution } from './token-logprobs.ts'

/** What a model says; whatever is left out is worked out. */
export interface Said {
  readonly words: string | null
  /** As chat completions call it; `refusal` is written as refusals are. */
  readonly finishReason?: string
  /** What it took, for prices that no words could come to. */
  readonly usage?: {
    readonly inputTokens: number
    readonly outputTokens: number
    readonly cachedInputTokens?: number
  }
  /** Who says it, after `practice/`; the model that was asked for where it is absent. */
  readonly model?: string
  /** How the words are distributed, themselves among them; certain where it is absent. */
  readonly distribution?: Distribution
  readonly logprobs?: Reply['logprobs']
}

/** Four characters to the token, as a rule of thumb. */
const CHARACTERS_PER_TOKEN = 4
const LONGEST_NAME = 200

/** The tokens of what is read. */
export function inputTokensOf(body: ServedRequest['body']): number {
  const characters = messagesIn(body).reduce((sum, { text }) => sum + text.length, 0)
  return Math.ceil(characters / CHARACTERS_PER_TOKEN)
}

/** The reply to a request. */
export function replyTo({ body }: ServedRequest, inputTokens: number, said: Said): Reply {
  const tokens = tokensOf(said.words ?? '')
  const most = numberIn(body, 'max_completion_tokens', 'max_tokens') ?? Infinity
  const wasCut = said.usage === undefined && tokens.length > most
  return {
    model: `practice/${said.model ?? nameOf(body)}`,
    words: wasCut ? tokens.slice(0, most).join('') : said.words,
    finishReason: wasCut ? 'length' : (said.finishReason ?? 'stop'),
    inputTokens: said.usage?.inputTokens ?? inputTokens,
    outputTokens: said.usage?.outputTokens ?? Math.min(tokens.length, most),
    cachedInputTokens: said.usage?.cachedInputTokens ?? 0,
    logprobs: body['logprobs'] === true ? logprobsAsked(body, said, most) : null,
  }
}

function nameOf({ model }: ServedRequest['body']): string {
  return typeof model === 'string' ? model.slice(0, LONGEST_NAME) : 'nameless'
}

function logprobsAsked(body: ServedRequest['body'], said: Said, most: number): Reply['logprobs'] {
  const words = said.words ?? ''
  const top = numberIn(body, 'top_logprobs') ?? 0
  const logprobs = said.logprobs ?? logprobsOf(words, said.distribution ?? { [words]: 1 }, top)
  return logprobs.slice(0, most)
}
