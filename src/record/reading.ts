/** How a completion was read, in one line that people and programs can both read. */

/**
 * What had to be done to a completion before it could be recorded: lone surrogates became U+FFFD, bytes that are not UTF-8
 * became U+FFFD, its words were cut off at the limit, one of its names (served model, finish reason, error) was, the
 * provider's key was taken out, or the tokens that the provider says it used cannot be, so that no cost was worked out from them.
 */
export type Mending =
  'surrogates-replaced' | 'bytes-replaced' | 'cut' | 'name-cut' | 'key-removed' | 'usage-doubted'

/** In the order in which they are written down. */
const MENDINGS: readonly Mending[] = [
  'surrogates-replaced',
  'bytes-replaced',
  'cut',
  'name-cut',
  'key-removed',
  'usage-doubted',
]

/** The verdicts of calls that brought nothing: in passing, for want of time, for this prompt only, and until somebody mends something. */
export const FAILED = 'failed'
export const TIMED_OUT = 'timed-out'
export const FAILED_FOR_PROMPT = 'failed-for-prompt'
export const FAILED_FOR_GOOD = 'failed-for-good'
/** The verdict of a completion that was an answer, a pass among them. */
export const VALID = 'valid'

export interface Reading {
  /** `valid`, or in one word why it was not an answer. */
  readonly verdict: string
  readonly mended: readonly Mending[]
}

/** The `reading` of a `model-called` entry: the verdict, then what was mended, with spaces between. */
export function writeReading(verdict: string, mended: Iterable<Mending>): string {
  const done = new Set(mended)
  return [verdict, ...MENDINGS.filter((one) => done.has(one))].join(' ')
}

/** What `writeReading` wrote. Words that it does not know are left out of `mended`. */
export function readReading(reading: string): Reading {
  const [verdict = '', ...rest] = reading.split(' ')
  return { verdict, mended: MENDINGS.filter((one) => rest.includes(one)) }
}
