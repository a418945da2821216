/** What is taken for granted where no model has answered yet: tokens of prompts, tokens of replies. */
import type { Range } from '../../record/call-estimate.ts'
import type { AnswerStyle } from '../../play/agent/answer-format.ts'
import type { AnswerForm } from '../../record/ask.ts'

/** UTF-8 bytes of a prompt to the token. In English they are characters; of other scripts tokenizers make more tokens, and UTF-8 more bytes. */
export const BYTES_PER_TOKEN: Range = { low: 5, expected: 4, high: 3 }

/** Tokens that chat templates add to every message. */
export const TOKENS_PER_MESSAGE: Range = { low: 0, expected: 4, high: 10 }

/** Characters of free words: few, as expected, many; never more than the form allows. */
export const WORDS: Range = { low: 40, expected: 400, high: 2_000 }

/** Tokens of a reply that has no limit of its own, at most; and of one by a model that is known to reason, unseen but charged. */
export const LONGEST_REPLY = 1_024
export const LONGEST_REASONING = 8_192
/** Tokens of reasoning that are expected of a model that is known to reason. */
export const EXPECTED_REASONING = 600

const BARE: Range = { low: 1, expected: 3, high: 5 }
/** `ANSWER: J` is a reply; reasoning before it is welcome. */
const LINE: Range = { low: 5, expected: 120, high: LONGEST_REPLY }
const JSON_OBJECT: Range = { low: 10, expected: 135, high: LONGEST_REPLY }
/** What an object adds to the words in it. */
const BRACES: Range = { low: 5, expected: 10, high: 15 }

export interface Replying {
  readonly style: AnswerStyle
  readonly maxTokens: number | undefined
  /** Null where it is not known. */
  readonly reasons: boolean | null
}

/**
 * Output tokens of one reply. `high` is as many as are allowed unless the model is known not to reason: reasoning is charged as output, and nobody can
 * see from a prompt how long it will be.
 */
export function outputTokens(
  form: Pick<AnswerForm, 'kind'> & { readonly maxLength?: number | undefined },
  { style, maxTokens = Infinity, reasons }: Replying,
): Range {
  const said = form.kind === 'text' ? wordsOf(form.maxLength ?? Infinity, style) : SAID[style]
  const longest = reasons === true ? LONGEST_REASONING : LONGEST_REPLY
  const allowed = maxTokens === Infinity ? longest : maxTokens
  const cap = (tokens: number): number => Math.min(tokens, maxTokens)
  return {
    low: cap(said.low),
    expected: cap(said.expected + (reasons === true ? EXPECTED_REASONING : 0)),
    high: reasons === false ? cap(said.high) : cap(Math.max(said.high, allowed)),
  }
}

const SAID: Readonly<Record<AnswerStyle, Range>> = { bare: BARE, line: LINE, json: JSON_OBJECT }

function wordsOf(maxLength: number, style: AnswerStyle): Range {
  const braces = style === 'json' ? BRACES : { low: 0, expected: 0, high: 0 }
  const tokens = (which: keyof Range): number =>
    Math.ceil(Math.min(WORDS[which], maxLength) / BYTES_PER_TOKEN[which]) + braces[which]
  return { low: tokens('low'), expected: tokens('expected'), high: tokens('high') }
}
