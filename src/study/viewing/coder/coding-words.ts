/** The words of a unit as a coder can mark them, with the keyboard as with a pointer: spans begin and end with words. */
import type { MarkedSpan } from './coding-task.ts'

/** A piece of a text; all of them together are the text. Places are Unicode code points. */
export interface Piece extends MarkedSpan {
  readonly text: string
  /** False of spaces and punctuation. */
  readonly isWord: boolean
}

/** In any language: words are what Unicode's rules part, also where nobody writes spaces. */
export function piecesOf(text: string): Piece[] {
  let at = 0
  return [...new Intl.Segmenter('en', { granularity: 'word' }).segment(text)].map(
    ({ segment, isWordLike }) => {
      const start = at
      at += [...segment].length
      return { text: segment, start, end: at, isWord: isWordLike === true }
    },
  )
}

/** From one word to another, in whichever order they were pointed at. */
export function spanOver(a: MarkedSpan, b: MarkedSpan): MarkedSpan {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) }
}

/** Marks a span, joined with those that it overlaps; what is marked already as a whole, or within another, takes that mark away. */
export function toggled(spans: readonly MarkedSpan[], span: MarkedSpan): MarkedSpan[] {
  const around = spans.find(({ start, end }) => start <= span.start && end >= span.end)
  if (around !== undefined) return spans.filter((one) => one !== around)
  const isApart = ({ start, end }: MarkedSpan): boolean => end <= span.start || start >= span.end
  const joined = spans.filter((one) => !isApart(one)).reduce(spanOver, span)
  return [...spans.filter(isApart), joined].sort((a, b) => a.start - b.start)
}
