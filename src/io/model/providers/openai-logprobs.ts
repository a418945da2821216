/** Reads the log-probabilities of a reply's tokens, as OpenAI and its imitators send them. */
import { z } from 'zod'
import type { Mending } from '../../../record/reading.ts'
import { recordableText } from '../../../record/recordable-text.ts'
import type { TokenLogprob } from '../provider.ts'
import { withoutKey } from './redact.ts'

const MOST_TOKENS = 256
const MOST_ALTERNATIVES = 20
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
 * The first 256 tokens, each with its first 20 alternatives; undefined where there are none, or one of them is not what it should be. The
 * key is taken out, and what no record can hold; both are added to `mended`.
 */
export function readLogprobs(
  said: unknown,
  key: string | null,
  mended: Set<Mending>,
): TokenLogprob[] | undefined {
  const list = Logprobs.safeParse(said)
  if (!list.success || list.data.content.length === 0) return undefined
  const places: TokenLogprob[] = []
  for (const one of list.data.content.slice(0, MOST_TOKENS)) {
    const place = Place.safeParse(one)
    if (!place.success) return undefined
    places.push({
      token: cleanToken(place.data.token, key, mended),
      logprob: place.data.logprob,
      alternatives: place.data.top_logprobs.slice(0, MOST_ALTERNATIVES).flatMap((other) => {
        const { success, data } = Token.safeParse(other)
        if (!success) return []
        return [{ token: cleanToken(data.token, key, mended), logprob: data.logprob }]
      }),
    })
  }
  return places
}

function cleanToken(token: string, key: string | null, mended: Set<Mending>): string {
  const plain = withoutKey(token, key)
  if (plain !== token) mended.add('key-removed')
  const { text, mended: more } = recordableText(plain, TOKEN_LIMIT)
  for (const one of more) mended.add(one === 'cut' ? 'name-cut' : one)
  return text
}
