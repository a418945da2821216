/** Finds the tokens of a reply in which its answer is written. */
import type { TokenLogprob } from '../../io/model/provider.ts'
import type { AnswerStyle } from './answer-format.ts'
import { withoutMarksBefore } from './begun-answer.ts'
import { jsonProperties } from './json-properties.ts'

export interface AnswerPlace {
  /** Whether anything was written before these tokens. */
  readonly given: 'prompt' | 'reply'
  /** From the token in which the answer begins to the end of the reply. */
  readonly tokens: readonly TokenLogprob[]
}

/** No label is longer; what prose says later does not matter. */
const MOST_BARE = 64

/**
 * Where the answer of a reply begins: at once where a bare label was asked for, after the last `ANSWER:` or as the value of the property
 * `answer` elsewhere. Undefined where tokens and words do not agree, or a token holds the answer's beginning and other words besides.
 */
export function answerPlace(
  style: AnswerStyle,
  reply: string,
  tokens: readonly TokenLogprob[],
): AnswerPlace | undefined {
  if (style === 'bare') {
    const first = tokens.slice(0, MOST_BARE)
    return isBeginning(first, reply) ? { given: 'prompt', tokens: first } : undefined
  }
  const start = style === 'line' ? startInLine(reply) : startInJson(reply)
  if (start === undefined) return undefined
  const words = reply.slice(start).trimEnd()
  // Some servers list the token that ends the reply, which is none of its words.
  for (const listed of [tokens, tokens.slice(0, -1)]) {
    const place = placeFrom(words, listed)
    if (place !== undefined) return place
  }
  return undefined
}

/** Servers differ in whether blanks around a reply are part of it. */
function isBeginning(tokens: readonly TokenLogprob[], reply: string): boolean {
  const joined = joinedTokens(tokens).trim()
  const words = reply.trim()
  return joined !== '' && words !== '' && (joined.startsWith(words) || words.startsWith(joined))
}

function placeFrom(words: string, tokens: readonly TokenLogprob[]): AnswerPlace | undefined {
  const joined = joinedTokens(tokens).trimEnd()
  if (words === '' || !joined.endsWith(words)) return undefined
  const start = joined.length - words.length
  let begin = 0
  for (const [i, { token }] of tokens.entries()) {
    const end = begin + token.length
    if (end > start) {
      const isWhole = withoutMarksBefore(joined.slice(begin, start)) === ''
      return isWhole ? { given: 'reply', tokens: tokens.slice(i) } : undefined
    }
    begin = end
  }
  return undefined
}

function joinedTokens(tokens: readonly TokenLogprob[]): string {
  return tokens.map(({ token }) => token).join('')
}

const STATED = 'ANSWER:'
const LINE_BREAK = /[\n\r\v\f\u0085\u2028\u2029]/

/** The place of the answer's first character in the last line; undefined where that line states none. */
function startInLine(reply: string): number | undefined {
  const words = reply.trimEnd()
  let begin = words.length
  while (begin > 0 && !LINE_BREAK.test(words.charAt(begin - 1))) begin--
  const stated = words.indexOf(STATED, begin)
  return stated < 0 ? undefined : startAfter(words, stated + STATED.length)
}

function startInJson(reply: string): number | undefined {
  const answer = jsonProperties(reply)?.find(({ key }) => key === 'answer')
  return answer === undefined ? undefined : startAfter(reply, answer.at)
}

function startAfter(reply: string, at: number): number {
  return reply.length - withoutMarksBefore(reply.slice(at)).length
}
