/** Makes words from outside fit for a record: bounded, and free of lone surrogates. */

export interface RecordableText {
  readonly text: string
  /** What was done to it; empty where it was fit already. */
  readonly mended: readonly ('surrogates-replaced' | 'cut')[]
}

/** The text, at most `limit` UTF-16 code units of it, with U+FFFD for every lone surrogate. Doing it again changes nothing. */
export function recordableText(text: string, limit: number): RecordableText {
  const cut = text.length > limit
  // A pair that straddles the limit goes whole: half of it would be a lone surrogate that the model never wrote.
  const end = cut && isHighSurrogate(text, limit - 1) ? limit - 1 : limit
  const kept = cut ? text.slice(0, end) : text
  const whole = kept.isWellFormed()
  const mended: ('surrogates-replaced' | 'cut')[] = []
  if (!whole) mended.push('surrogates-replaced')
  if (cut) mended.push('cut')
  return { text: whole ? kept : kept.toWellFormed(), mended }
}

function isHighSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return code >= 0xd800 && code <= 0xdbff
}
