/** All the ways in which model servers go wrong, by name and by kind, each as the server's side of one exchange. */
import { BROKEN_REPLIES, type Misused } from './broken-replies.ts'
import { ODDITIES, type Oddity } from './oddities.ts'
import { REJECTIONS, type Rejected } from './rejections.ts'

/** By name; every one of them must come out as a value that no policy can mistake for a decision. */
export const MISBEHAVIOURS = { ...REJECTIONS, ...BROKEN_REPLIES }
export type Misbehaviour = keyof typeof MISBEHAVIOURS

/** Whatever a server can do other than answer. */
export type Failing = Misbehaviour | Oddity

/** All names. */
export const FAILINGS = [...Object.keys(MISBEHAVIOURS), ...Object.keys(ODDITIES)] as Failing[]

/**
 * The kinds of failure that one call may meet and the next may not: `--failures 5` and `ofEachKind(0.05)` give each kind its share. Not
 * among them are those that stop an experiment until somebody mends something (a key, a model's name, a quota), and freaks.
 */
export const KINDS = {
  busy: ['busy 429 with Retry-After', 'busy 429 without Retry-After'],
  broken: ['broken 500', 'page 502', 'overloaded 503'],
  dropped: [
    'reset connection',
    'dropped connection',
    'connection dropped in the body',
    'connection dropped at the end of the body',
    'connection dropped after the body',
  ],
  hang: ['hang', 'hang in the body', 'hang in trickles'],
  garbled: ['truncated JSON', 'invalid JSON', 'empty body', 'invalid UTF-8', 'terminal escapes'],
  wordless: ['empty choices', 'null content', 'empty content', 'tool calls'],
  refused: ['refusal'],
  filtered: ['content_filter', 'filtered 400'],
  cut: ['length', 'length before any word'],
  huge: ['ten megabytes', 'two megabytes'],
  odd: [
    'trickle',
    'usage of the wrong types',
    'negative usage',
    'absurdly large usage',
    'no usage',
    'other model',
    'tool calls beside words',
  ],
} satisfies Record<string, readonly Failing[]>
export type Kind = keyof typeof KINDS

/** How often each failing shall be met, from 0 to 1; the rest is answered. */
export type Rates = Readonly<Partial<Record<Failing, number>>>

/** Every kind at the same share of the requests, divided evenly among its members. */
export function ofEachKind(
  share: number,
  kinds: readonly Kind[] = Object.keys(KINDS) as Kind[],
): Rates {
  return Object.fromEntries(
    kinds.flatMap((kind) => KINDS[kind].map((one) => [one, share / KINDS[kind].length])),
  )
}

/** True where the request is turned away, so that no model works for it and nobody pays. */
export function isRejection(how: Failing): how is keyof typeof REJECTIONS {
  return how in REJECTIONS
}

/** Turns the request away. */
export function reject(how: keyof typeof REJECTIONS, request: Rejected): void {
  REJECTIONS[how](request)
}

const MISUSES = { ...BROKEN_REPLIES, ...ODDITIES }

/** Sends what a model said as badly as told. */
export function misuse(how: Exclude<Failing, keyof typeof REJECTIONS>, request: Misused): void {
  MISUSES[how](request)
}
