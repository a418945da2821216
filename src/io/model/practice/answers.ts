/** Who gives the words of a reply: a declared distribution, or any provider. */
import { Streams } from '../../../base/random.ts'
import { contentHash } from '../../../base/hash.ts'
import { ParticipantId, RunId } from '../../../record/ids.ts'
import type { Prompt, Provider } from '../provider.ts'
import type { Said } from './reply.ts'
import { messagesIn, numberIn, type ServedRequest } from './served-request.ts'
import { drawWords, likeliestWords, type Distribution } from './token-logprobs.ts'

/** Gives the words of a normal reply, at once or later. */
export type Answer = (request: ServedRequest) => string | Said | Promise<string | Said>

/**
 * Replies as they are declared to be distributed: the n-th time that the same request comes, the n-th draw; the likeliest reply where the
 * request is for temperature 0.
 */
export function answerFrom(
  distribution: Distribution | ((request: ServedRequest) => Distribution),
  seed: string | number = 1,
): Answer {
  const streams = new Streams(seed)
  return (request) => {
    const declared = typeof distribution === 'function' ? distribution(request) : distribution
    const random = streams.stream(`words/${request.hash}/${request.times}`)
    const isCold = request.body['temperature'] === 0
    const words = isCold ? likeliestWords(declared) : drawWords(declared, random)
    return { words, distribution: declared }
  }
}

/**
 * The words of a provider. Over the wire nobody says which call of which run it is, so the provider is told what can be read from the
 * request: equal requests are one call to it, and conversations with the same system message, seed and user are one run.
 * @throws Error where the provider fails; the server answers it with status 500.
 */
export function answerWith(provider: Provider, modelFor: (asked: string) => string): Answer {
  return async (request) => {
    const model = modelFor(String(request.body['model']))
    const completion = await provider.complete(promptOf(request, model))
    if (completion.kind !== 'completed') {
      throw new Error(completion.kind === 'failed' ? completion.why : 'the call was withheld')
    }
    const { text, finishReason, logprobs } = completion
    return {
      words: text,
      model,
      ...(finishReason === null ? {} : { finishReason }),
      ...(logprobs === undefined ? {} : { logprobs }),
    }
  }
}

const ROLES = ['system', 'assistant'] as const
const PARTICIPANT = ParticipantId.parse('p1')

function promptOf({ body }: ServedRequest, model: string): Prompt {
  const messages = messagesIn(body).map(({ role, text }) => ({
    role: ROLES.find((one) => one === role) ?? ('user' as const),
    // Lone surrogates are valid on the wire, and have no hash.
    text: text.toWellFormed(),
  }))
  const temperature = numberIn(body, 'temperature')
  const seed = numberIn(body, 'seed')
  const topLogprobs = body['logprobs'] === true ? numberIn(body, 'top_logprobs') : undefined
  const persona = messages.filter(({ role }) => role === 'system').map(({ text }) => text)
  const user = typeof body['user'] === 'string' ? body['user'].toWellFormed() : null
  const run = contentHash([persona, seed ?? null, user]).slice(0, 16)
  return {
    model,
    messages,
    sampling: {
      ...(temperature === undefined ? {} : { temperature }),
      ...(seed === undefined ? {} : { seed }),
    },
    schema: null,
    ...(topLogprobs === undefined ? {} : { topLogprobs }),
    address: {
      run: RunId.parse(`run_${run}`),
      tick: 0,
      participant: PARTICIPANT,
      ask: 'practice',
      // Whoever is asked again is shown what they said before.
      attempt: messages.filter(({ role }) => role === 'assistant').length,
    },
  }
}
