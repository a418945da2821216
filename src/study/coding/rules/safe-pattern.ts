/** Keeps patterns of codebooks from running for ever. */

/** More than that is no pattern that somebody wrote by hand. */
const LONGEST = 2_000

/**
 * Why a regular expression cannot be used, and how to mend it; null where it can. Refused is a group that repeats without bound and holds something that does so too, as
 * in `(a+)*`: on some texts such a pattern takes longer than anybody lives. That is a guard against accidents and no proof: alternatives that begin alike,
 * repeated, may still be slow, so a codebook from strangers wants reading.
 */
export function patternFault(source: string): string | null {
  if (source.length > LONGEST)
    return `the pattern has ${source.length} characters; at most ${LONGEST} are read. Split it with "any".`
  try {
    new RegExp(source, 'iu')
  } catch (error) {
    const { message } = error as Error
    return `this is no regular expression: ${message.replace(/^Invalid regular expression: /, '')}.`
  }
  return hasNestedRepeats(source)
    ? 'a part that repeats without bound holds another that does: this can take for ever. Repeat one of the two only, or say how often ({0,9}).'
    : null
}

interface Group {
  repeats: boolean
}

/** Star height above one: `*`, `+` or `{n,}` round a group in which there is one. */
function hasNestedRepeats(source: string): boolean {
  const open: Group[] = [{ repeats: false }]
  let closed: Group | null = null
  for (let i = 0; i < source.length; i++) {
    const character = source[i]
    const before = closed
    closed = null
    if (character === '\\') i++
    else if (character === '[') i = endOfClass(source, i)
    else if (character === '(') open.push({ repeats: false })
    else if (character === ')') {
      closed = open.pop() ?? null
      const outer = open.at(-1)
      if (closed?.repeats === true && outer !== undefined) outer.repeats = true
    } else if (isUnbounded(source, i)) {
      if (before?.repeats === true) return true
      const here = open.at(-1)
      if (here !== undefined) here.repeats = true
    }
  }
  return false
}

function endOfClass(source: string, from: number): number {
  for (let i = from + 1; i < source.length; i++) {
    if (source[i] === '\\') i++
    else if (source[i] === ']') return i
  }
  return source.length
}

function isUnbounded(source: string, at: number): boolean {
  const character = source[at]
  return character === '*' || character === '+' || /^\{\d+,\}/.test(source.slice(at, at + 12))
}
