/** Reads the log-probabilities of a reply's tokens, as OpenAI and its imitators send them. */
import { z } from 'zod'
import type { Mending } from '../../../record/reading.ts'
import { recordableText } from '../../../record/recordable-text.ts'
import type { TokenLogprob } from '../provider.ts'
import { withoutKey } from './redact.ts'

/** No longer reply is sold. */
const MOST_TOKENS = 131_072
const MOST_ALTERNATIVES = 20
/** Bare answers stand at the beginning of a reply, others within two hundred tokens of its end: elsewhere nobody looks at alternatives. */
const FIRST_WITH_ALTERNATIVES = 64
const LAST_WITH_ALTERNATIVES = 208
/** Longer ones are no tokens. */
const TOKEN_LIMIT = 200

/** Rounding may lift a certain token a little above 0; more than that is no logarithm of a probability. */
const Logprob = z
  .number()
  .max(1e-3)
  .transform((said) => Math.min(0, said) + 0)
const Token = z.object({ token: z.string(), logprob: Logprob })
const Place = Token.extend({ top_logprobs: z.array(z.unknown()).catch([]) })
const Logprobs = z.object({ content: z.array(z.unknown()) })

/**
 * All tokens, so that what they spell is the whole reply; the first 64 and the last 208 with their first 20 alternatives. Undefined where there are none
 * or too many, one of them is not what it should be, or they spell a secret together. A secret in one token is taken out, and what no
 * record can hold; all this is added to `mended`.
 */
export function readLogprobs(
  said: unknown,
  secrets: readonly string[],
  mended: Set<Mending>,
): TokenLogprob[] | undefined {
  const list = Logprobs.safeParse(said)
  if (!list.success) return undefined
  const { content } = list.data
  if (content.length === 0 || content.length > MOST_TOKENS) return undefined
  const places = z.array(Place).safeParse(content).data
  if (places === undefined) return undefined
  // Tokens are pieces of words: a secret may stand in none of them, and in all together.
  const words = places.map(({ token }) => token).join('')
  if (withoutKey(words, secrets) !== words) {
    mended.add('key-removed')
    return undefined
  }
  const firstOfLast = places.length - LAST_WITH_ALTERNATIVES
  return places.map(({ token, logprob, top_logprobs }, i) => ({
    token: cleanToken(token, secrets, mended),
    logprob,
    alternatives:
      i < FIRST_WITH_ALTERNATIVES || i >= firstOfLast
        ? top_logprobs.slice(0, MOST_ALTERNATIVES).flatMap((other) => {
            const { success, data } = Token.safeParse(other)
            if (!success) return []
            return [{ token: cleanToken(data.token, secrets, mended), logprob: data.logprob }]
          })
        : [],
  }))
}

function cleanToken(token: string, secrets: readonly string[], mended: Set<Mending>): string {
  const plain = withoutKey(token, secrets)
  if (plain !== token) mended.add('key-removed')
  const { text, mended: more } = recordableText(plain, TOKEN_LIMIT)
  for (const one of more) mended.add(one === 'cut' ? 'name-cut' : one)
  return text
}
