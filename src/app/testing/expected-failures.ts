/** What becomes of each way in which a server fails: a table for tests. */
import type { Misbehaviour } from '../../io/model/practice/misbehaviours.ts'

/** An attempt that brought no answer: the declared policy applies in the end. */
export interface Attempted {
  readonly kind: 'attempted'
  /** The verdict, and what had to be mended. */
  readonly reading: string
  readonly error: string | null
  /** Why each try but the last failed. */
  readonly retried: readonly string[] | null
  readonly attempts: 1 | 2
  /** What the decision says. */
  readonly why: string
  /** True where nobody says what it cost. */
  readonly isInDoubt: boolean
}

/** Nothing was decided: somebody has to mend something. */
export interface Left {
  readonly kind: 'left'
  readonly why: string
}

/** Stands for a time that depends on the clock. */
export const SOON = 'soon'

/** Where calls are made twice at most, a reply is waited for for a second, and nobody is left alone for longer than 0.1 s. */
export const EXPECTED = {
  'unauthorized 401': left('401: the server refuses the key; check whether it wants one'),
  'forbidden 403': left('403: the server refuses the key; check whether it wants one'),
  'not found 404': left('404: no such model ("m") or address: The model does not exist'),
  'bad request 400 that quotes the key': left('400: bad header none [2J'),
  'quota 429': left('429: You exceeded your quota'),
  'busy 429 with Retry-After': busyFor('2 s'),
  'busy 429 until a date': busyFor(SOON),
  'busy 429 for a day': busyFor('86400 s'),
  'redirect 302': left('302: the server sends elsewhere; check the base URL'),
  'page 200': left('200: a web page instead of JSON; check the base URL (it usually ends in /v1)'),
  'JSON null': noChoices(),
  'JSON of something else': noChoices(),
  'choices in the prototype': noChoices(),
  'choices of the wrong type': noChoices(),

  'timeout 408': passing('408: The request took too long'),
  'busy 429 without Retry-After': passing('429: Slow down'),
  'busy 429 for nobody knows how long': passing('429: Slow down'),
  'broken 500': passing('500: Internal error'),
  'page 502': passing('502: the server gave no reason'),
  'overloaded 503': passing('503: Overloaded'),
  'nothing 204': broken('204: the body is not whole JSON'),
  'reset connection': broken('the connection failed (ECONNRESET)'),
  'dropped connection': broken('the connection failed (ECONNRESET)'),
  'connection dropped in the body': broken('the connection failed (ECONNRESET)'),
  'connection dropped at the end of the body': broken('the connection failed (ECONNRESET)'),
  hang: timedOut(),
  'hang in the body': timedOut(),
  'hang in trickles': timedOut(),
  'header without end': broken('the connection failed (HPE_HEADER_OVERFLOW)'),
  'not the encoding that it says': broken('200: the body is not in the encoding that it names'),
  'truncated JSON': broken('200: the body is not whole JSON'),
  'invalid JSON': broken('200: the body is not whole JSON'),
  'JSON twice': broken('200: the body is not whole JSON'),
  'empty body': broken('200: the body is not whole JSON'),
  'error with 200': broken('200 with error 502: no: none'),
  'too long 400': {
    kind: 'attempted',
    reading: 'failed-for-prompt',
    error: '400: The prompt is too long',
    retried: null,
    attempts: 1,
    why: 'failed: 400: The prompt is too long',
    isInDoubt: false,
  },

  // Completions that are no answers: they come at once, and are what they are.
  'filtered 400': noAnswer('content-filter', true),
  content_filter: noAnswer('content-filter'),
  refusal: noAnswer('refused'),
  length: noAnswer('truncated'),
  'length before any word': noAnswer('truncated'),
  'ten megabytes': noAnswer('truncated cut', true),
  'two megabytes': noAnswer('truncated cut'),
  'empty choices': noAnswer('no-text'),
  'choice null': noAnswer('no-text'),
  'message null': noAnswer('no-text'),
  'null content': noAnswer('no-text'),
  'content of the wrong type': noAnswer('no-text'),
  'tool calls': noAnswer('no-text'),
  'empty content': noAnswer('empty'),
  'prose that names options': noAnswer('no-answer'),
  'invalid UTF-8': noAnswer('no-answer bytes-replaced'),
  'lone surrogates': noAnswer('no-answer surrogates-replaced'),
  'terminal escapes': noAnswer('no-answer'),
} as const satisfies Readonly<Record<Misbehaviour, Attempted | Left>>

function left(why: string): Left {
  return { kind: 'left', why }
}

function noChoices(): Left {
  return left('200: JSON without a list of choices; check the base URL (it usually ends in /v1)')
}

/** Tried again, and then an attempt that failed. */
function passing(why: string, isInDoubt = false, reading = 'failed'): Attempted {
  const error = `${why} (given up after 2 tries)`
  const retried = [why]
  return {
    kind: 'attempted',
    reading,
    error,
    retried,
    attempts: 2,
    why: `failed: ${error}`,
    isInDoubt,
  }
}

/** The same, and the server may have worked for it. */
function broken(why: string): Attempted {
  return passing(why, true)
}

function timedOut(): Attempted {
  return passing('no reply within 1 s', true, 'timed-out')
}

/** A server that asks for more patience than there is. */
function busyFor(time: string): Left {
  return left(`429: Slow down (the server asks to be left alone for ${time}, longer than 0.1 s)`)
}

function noAnswer(reading: string, isInDoubt = false): Attempted {
  const why = reading.split(' ')[0] ?? ''
  return { kind: 'attempted', reading, error: null, retried: null, attempts: 2, why, isInDoubt }
}
