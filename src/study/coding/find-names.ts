/** Where names stand in words: for hiding them, and for showing on what words a rule rests. */

/** A stretch of a text that is a name. Offsets in UTF-16 code units, the end exclusive. */
export interface FoundName<T> {
  readonly start: number
  readonly end: number
  readonly of: T
}

/** Finds names in a text, from left to right, none within another. */
export type NameFinder<T> = (text: string) => FoundName<T>[]

const SPACES = String.raw`[ \t\u00a0\u2007\u202f]`
const HYPHENS = String.raw`[\-_\u2010-\u2015\u2212]`
const ANY_OR_NONE = String.raw`[ \t\u00a0\u2007\u202f\-_\u2010-\u2015\u2212]?`
/** Scripts that put no spaces between words: there a name may stand beside a letter. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const PICTURE = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u
const NOT_AFTER = String.raw`(?<![\p{L}\p{N}])`
const NOT_BEFORE = String.raw`(?![\p{L}\p{N}\p{M}])`

/**
 * A finder of names as words of their own, whatever their case; of several that fit, the longest. What joins the parts of a name may be written otherwise:
 * "Ada-Lovelace" is found in "ada lovelace" and "AdaLovelace". Composed and decomposed letters are the same. A part that is a single letter wants its own joint, and
 * between spaces its own case: "Agent-A" and "Agent A" are not found in "give each agent a task", nor is "A" an article.
 */
export function nameFinder<T>(names: readonly Named<T>[]): NameFinder<T> {
  const known = names
    .filter(({ name }) => /[\p{L}\p{N}]/u.test(name) || PICTURE.test(name))
    .sort((a, b) => b.name.length - a.name.length)
  if (known.length === 0) return () => []
  // A group for each name tells which it was.
  const pattern = new RegExp(known.map(({ name }) => `(${patternOf(name)})`).join('|'), 'giu')
  return (text) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const which = match.findIndex((group, i) => i > 0 && group !== undefined)
      const one = known[which - 1] as Named<T>
      const start = match.index
      const found = { start, end: start + match[0].length, of: one.of }
      return isMeant(match[0], one) ? [found] : []
    })
}

/** A name, and whose or what it is. */
export interface Named<T> {
  readonly name: string
  readonly of: T
  /** It is no name in another case, unless all of it is in capitals. */
  readonly asWritten?: boolean
}

/** False where a single letter that stands alone is written in another case, or more where the name wants its own. */
function isMeant(found: string, { name, asWritten = false }: Named<unknown>): boolean {
  if (asWritten && found.normalize() !== name.normalize() && found !== found.toUpperCase())
    return false
  const alone = /(?<![^\s])\p{L}(?![^\s])/gu
  const letters = name.trim().match(alone) ?? []
  if (letters.length === 0) return true
  return letters.join() === (found.match(alone) ?? []).join()
}

function patternOf(name: string): string {
  // What is not seen in a name is seldom written again; in scripts that need a joiner it is.
  const seen = name.replaceAll(/\p{Cf}/gu, '')
  const written = [name, ...(seen.trim() === '' ? [] : [seen])]
  const forms = new Set(
    written.flatMap((one) => [one.normalize('NFC'), one.normalize('NFD')]).map(formOf),
  )
  return `(?:${[...forms].join('|')})`
}

const JOINT = /([\s\-_\u2010-\u2015\u2212]+)/u

function formOf(name: string): string {
  const trimmed = name.trim()
  const pieces = trimmed.split(JOINT).filter((piece) => piece !== '')
  const hasLetter = pieces.some((piece) => /^\p{L}$/u.test(piece))
  const form = pieces.map((piece) => {
    if (!JOINT.test(piece)) return escaped(piece)
    if (!hasLetter) return ANY_OR_NONE
    return /\s/u.test(piece) ? `${SPACES}+` : HYPHENS
  })
  const [first = ''] = trimmed
  const last = [...trimmed].at(-1) ?? ''
  return `${edge(first, NOT_AFTER)}${form.join('')}${edge(last, NOT_BEFORE)}`
}

/** Pictures may or may not say that they are to be drawn in colour. */
function escaped(piece: string): string {
  return piece
    .replaceAll('\ufe0f', '')
    .replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
    .replaceAll(new RegExp(PICTURE, 'gu'), String.raw`$&\ufe0f?`)
}

/** What does not begin or end with a letter needs no edge: "Ada!" is found in "Ada!!". A picture is none within another that is joined of several. */
function edge(character: string, boundary: string): string {
  if (character === '\ufe0f' || PICTURE.test(character))
    return boundary === NOT_AFTER ? String.raw`(?<!\u200d)` : String.raw`(?!\u200d)`
  return UNSPACED.test(character) || !/[\p{L}\p{N}\p{M}]/u.test(character) ? '' : boundary
}
