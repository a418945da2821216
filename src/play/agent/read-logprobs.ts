/** Reads the log-probabilities of a reply as the probabilities of the options. */
import type { ChoiceForm } from '../../record/ask.ts'
import type { AnswerToken } from '../../record/call-entries.ts'
import { recordableText } from '../../record/recordable-text.ts'
import type { Completed, TokenLogprob } from '../../io/model/provider.ts'
import { isSameAnswer } from './answer.ts'
import type { AnswerStyle } from './answer-format.ts'
import { answerPlace } from './answer-place.ts'
import { begunAnswer, type Begun } from './begun-answer.ts'
import type { Probabilities } from './probabilities.ts'
import type { ReadCompletion } from './read-completion.ts'

/** What the log-probabilities of one reply tell. */
export interface ToldProbabilities {
  readonly given: 'prompt' | 'reply'
  readonly probabilities: Probabilities
  /** All that is needed to work them out again from the reply: reading these gives the same, and these. */
  readonly answerTokens: AnswerToken[]
}

/** The most that may stay open, in total: what begins several answers and was not the reply, and options that may hide in the rest of the list. */
const MOST_OPEN = 0.01
/** Of a list of probabilities, which may be off by its rounding. */
const MOST_TOTAL = 1.01
const MOST_TOKENS = 200
const MOST_ALTERNATIVES = 21
const TOKEN_LIMIT = 200

/**
 * Undefined where the reply does not tell: no log-probabilities, no place where the answer stands, too much left open, or a reply that was read
 * otherwise than its tokens begin. Then other ways are needed; nothing is guessed.
 */
export function readLogprobs(
  form: ChoiceForm,
  style: AnswerStyle,
  reply: string | null,
  reading: ReadCompletion,
  logprobs: Completed['logprobs'],
): ToldProbabilities | undefined {
  if (reply === null || logprobs === undefined) return undefined
  // Where reasoning may come first, a reply without an answer has no place at which options stand against each other.
  if (style !== 'bare' && reading.kind === 'invalid') return undefined
  const place = answerPlace(style, reply, logprobs.map(withFitWords))
  if (place === undefined) return undefined
  const walked = walk(form, style, place.tokens)
  if (walked === undefined || walked.open > MOST_OPEN || !agrees(walked.sampled, reading))
    return undefined
  const { probabilities, used } = walked
  const { given } = place
  // Bare replies are found by their beginning; of the others the end is needed too.
  const kept = style === 'bare' ? place.tokens.slice(0, used) : place.tokens
  if (kept.length > MOST_TOKENS) return undefined
  const answerTokens = kept.map((token, i) =>
    i < used ? recordable(token) : { ...recordable(token), alternatives: [] },
  )
  return { given, probabilities, answerTokens }
}

interface Walked {
  readonly probabilities: Probabilities
  /** Mass of which it is not known whose it is. */
  readonly open: number
  /** How many tokens were looked at until the reply's own answer was clear. */
  readonly used: number
  readonly sampled: Begun
}

/**
 * Goes along the tokens that were sampled. At each place the alternatives share out the mass that comes so far, and what the sampled token leaves
 * undecided goes on to the next place: a sum over all replies that part from this one before its answer is clear.
 */
function walk(
  form: ChoiceForm,
  style: AnswerStyle,
  tokens: readonly TokenLogprob[],
): Walked | undefined {
  const tell = begunAnswer(form, style)
  const options = new Map(form.options.map((option) => [option, 0]))
  const rest = { pass: 0, other: 0, open: 0 }
  const add = (begun: Begun, mass: number): void => {
    if (begun === 'undecided') rest.open += mass
    else if (begun === 'other') rest.other += mass
    else if (begun.kind === 'passed') rest.pass += mass
    else options.set(String(begun.value), (options.get(String(begun.value)) ?? 0) + mass)
  }
  let mass = 1
  let written = ''
  let sampled: Begun = 'undecided'
  let used = 0
  while (sampled === 'undecided' && used < Math.min(tokens.length, MOST_TOKENS)) {
    const token = recordable(tokens[used] as TokenLogprob)
    const list = listOf(token)
    if (list.total > MOST_TOTAL) return undefined
    sampled = tell(written + token.token)
    for (const [alternative, share] of list.shares) {
      if (sampled === 'undecided' && alternative === token.token) continue
      add(tell(written + alternative), mass * share)
    }
    rest.other += mass * list.unseen
    // Nothing outside the list is likelier than the last one in it.
    const answers = form.options.length + (form.passable === true ? 1 : 0)
    rest.open += mass * Math.min(list.unseen, list.least * answers)
    mass *= list.shares.get(token.token) ?? 0
    written += token.token
    used++
  }
  if (sampled === 'undecided') rest.open += mass
  const { pass, other, open } = rest
  const total = [...options.values()].reduce((sum, share) => sum + share, pass + other)
  const probabilities: Probabilities = {
    options,
    pass: form.passable === true ? pass : null,
    other: other + Math.max(0, 1 - total),
  }
  return { probabilities, open, used, sampled }
}

/** The tokens of one place with their probabilities, equal words together; a total beyond 1 by rounding is scaled down to it. */
function listOf({ token, logprob, alternatives }: AnswerToken) {
  const shares = new Map<string, number>()
  let least = 1
  for (const one of alternatives) {
    const share = Math.exp(one.logprob)
    shares.set(one.token, (shares.get(one.token) ?? 0) + share)
    // The sampled token may be listed although it is none of the likeliest.
    if (one.token !== token) least = Math.min(least, share)
  }
  if (!shares.has(token)) shares.set(token, Math.exp(logprob))
  const total = [...shares.values()].reduce((sum, share) => sum + share, 0)
  if (total > 1) for (const [word, share] of shares) shares.set(word, share / total)
  return { shares, total, least, unseen: Math.max(0, 1 - total) }
}

/** An alternative counts for what it begins; of the reply itself more is known, and both must be the same. */
function agrees(sampled: Begun, reading: ReadCompletion): boolean {
  if (sampled === 'undecided') return true
  if (sampled === 'other' || reading.kind === 'invalid')
    return sampled === 'other' && reading.kind === 'invalid'
  return isSameAnswer(sampled, reading)
}

function recordable({ token, logprob, alternatives }: TokenLogprob): AnswerToken {
  const listed = alternatives.map(fitNumber).map(withFitWords)
  listed.sort((a, b) => b.logprob - a.logprob)
  return { ...fitNumber({ token, logprob }), alternatives: listed.slice(0, MOST_ALTERNATIVES) }
}

/** What no record can hold is as good as impossible: servers write −9999 for that. */
function fitNumber({ token, logprob }: { readonly token: string; readonly logprob: number }) {
  return { token, logprob: Number.isFinite(logprob) ? logprob : -9999 }
}

function withFitWords<T extends { readonly token: string }>(one: T): T {
  const { text } = recordableText(one.token, TOKEN_LIMIT)
  return text === one.token ? one : { ...one, token: text }
}
