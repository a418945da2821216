/** Log-probabilities of the tokens of a reply, worked out from how all replies are distributed. */
import type { Random } from '../../../base/random.ts'
import type { TokenLogprob } from '../provider.ts'

/** Whole replies → how probable they are, in any unit. */
export type Distribution = Readonly<Record<string, number>>

/** Words with the blanks before them, single signs, and blanks at the end; put together they are the text. */
export function tokensOf(words: string): string[] {
  return words.match(/\s*[\p{L}\p{N}_]+|\s*[^\s\p{L}\p{N}_]|\s+$/gu) ?? []
}

/** One reply, drawn as it is distributed. */
export function drawWords(distribution: Distribution, random: Random): string {
  const replies = possible(distribution)
  let left = random.next() * replies.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [words, weight] of replies) if ((left -= weight) < 0) return words
  return replies.at(-1)?.[0] ?? ''
}

/** The likeliest reply, the first of several. */
export function likeliestWords(distribution: Distribution): string {
  const replies = possible(distribution)
  return replies.reduce((best, one) => (one[1] > best[1] ? one : best), replies[0] ?? ['', 0])[0]
}

/**
 * The tokens of a reply with the probability of each given those before it: their product is the probability of the reply, apart
 * from that of ending there where another reply goes on. Alternatives are told from the likeliest on.
 */
export function logprobsOf(
  words: string,
  distribution: Distribution,
  topLogprobs: number,
): TokenLogprob[] {
  let rest = possible(distribution).map(([reply, weight]) => ({ tokens: tokensOf(reply), weight }))
  return tokensOf(words).map((token, i) => {
    const total = rest.reduce((sum, { weight }) => sum + weight, 0)
    const weights = new Map<string, number>()
    for (const { tokens, weight } of rest) {
      const next = tokens[i]
      if (next !== undefined) weights.set(next, (weights.get(next) ?? 0) + weight)
    }
    rest = rest.filter(({ tokens }) => tokens[i] === token)
    const all = [...weights].map(([one, weight]) => ({
      token: one,
      logprob: Math.log(weight / total),
    }))
    all.sort((a, b) => b.logprob - a.logprob || (a.token < b.token ? -1 : 1))
    const logprob = all.find((one) => one.token === token)?.logprob ?? -Infinity
    // JSON knows no infinity; servers write this number for what they did not keep.
    return { token, logprob: Math.max(logprob, -9999), alternatives: all.slice(0, topLogprobs) }
  })
}

function possible(distribution: Distribution): [string, number][] {
  return Object.entries(distribution).filter(([, weight]) => weight > 0)
}
