/** Rules of terms and lexicons. */
import { foundAt, type Finding, type FoundWords, type RuleView } from './finding.ts'

const APOSTROPHES = "['\\u2019\\u02bc]"
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

interface TermList {
  readonly pattern: RegExp
  /** The term that found words are. */
  termOf(found: string): string
}

/** Lists are made once: those of a codebook do not change. */
const made = new WeakMap<readonly string[], TermList>()

/** At least `least` different terms occur. */
export function termsFinding(terms: readonly string[], least: number, view: RuleView): Finding {
  let list = made.get(terms)
  if (list === undefined) made.set(terms, (list = listOf(terms)))
  const words: FoundWords[] = []
  const different = new Map<string, string>()
  for (const line of view.said) {
    for (const { 0: found, index } of line.words.matchAll(list.pattern)) {
      const term = list.termOf(found)
      if (!different.has(term)) different.set(term, found)
      words.push(foundAt(line, index, index + found.length))
    }
  }
  const holds = different.size >= least
  const told = [...different.values()].map((one) => `"${one.replace(/\s+/g, ' ')}"`).join(', ')
  const wanted = least === 1 ? '' : ` (${least} or more are wanted)`
  const says = different.size === 0 ? 'no term of the list' : `${told}${wanted}`
  return { holds, words: holds ? words : [], says }
}

/** Longer terms first: of several that begin at one place, the longest is found. */
function listOf(terms: readonly string[]): TermList {
  // Letters with marks are written composed or decomposed.
  const forms = terms.flatMap((term) => [
    ...new Set([term.normalize('NFC'), term.normalize('NFD')]),
  ])
  const longestFirst = forms.sort((a, b) => b.length - a.length)
  const [edged, loose] = [true, false].map((isEdge) =>
    longestFirst.filter((term) => isEdged([...term.trim()][0] ?? '') === isEdge).map(formOf),
  ) as [string[], string[]]
  // What no word goes before is asked once for all terms: asked for each, it is slow.
  const parts = [
    ...(edged.length === 0 ? [] : [String.raw`(?<![\p{L}\p{N}\p{M}])(?:${edged.join('|')})`]),
    ...loose,
  ]
  const pattern = new RegExp(parts.join('|'), 'giu')
  const open = longestFirst.map(folded).filter((term) => term.endsWith('*'))
  const whole = new Set(terms.map(folded))
  return {
    pattern,
    termOf(found) {
      const words = folded(found)
      if (whole.has(words)) return words
      return open.find((term) => words.startsWith(term.slice(0, -1))) ?? words
    },
  }
}

function folded(words: string): string {
  return words
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/[\u2019\u02bc]/gu, "'")
}

/** An apostrophe between letters belongs to the word that it stands in: "let" is not found in "let's". */
function formOf(term: string): string {
  const trimmed = term.trim()
  const isOpen = trimmed.endsWith('*')
  const stem = isOpen ? trimmed.slice(0, -1) : trimmed
  const words = stem
    .split(/\s+/u)
    .map((word) =>
      word
        .replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
        .replace(/['\u2019\u02bc]/gu, APOSTROPHES),
    )
    .join(String.raw`\s+`)
  const last = [...stem].at(-1) ?? ''
  const ending = isOpen ? String.raw`[\p{L}\p{N}\p{M}]*` : ''
  const after = isEdged(last) && !isOpen ? `(?!${APOSTROPHES}?[\\p{L}\\p{N}\\p{M}])` : ''
  return `${words}${ending}${after}`
}

/** Scripts that put no spaces between words have no edges; neither has what is no letter. */
function isEdged(character: string): boolean {
  return /[\p{L}\p{N}\p{M}]/u.test(character) && !UNSPACED.test(character)
}
