/** Codings as regions of a dialogue: paragraphs by index, offsets in UTF-16 code units, as browsers count. */
import type { Row } from '../../../io/store/tables.ts'
import { labelOf } from './labels.ts'
import type { Paragraph } from './dialogues.ts'

/** The value of a region under `<Paragraphs>` (labelstud.io/tags/paragraphs). */
export interface RegionValue {
  /** Index of the first paragraph, as text. */
  readonly start: string
  /** Index of the last paragraph, as text. */
  readonly end: string
  readonly startOffset: number
  readonly endOffset: number
  readonly text: string
  readonly paragraphlabels: readonly string[]
}

interface Quote {
  readonly start: number
  readonly end: number
  readonly quote: string
}

/**
 * The regions of a coding: its quotes where they can be found, otherwise all the words of its unit. None where the code does not apply, is missing, or
 * nothing of the unit was said on this channel.
 */
export function regionsOf(coding: Row, dialogue: readonly Paragraph[]): RegionValue[] {
  const label = labelOf(coding)
  const [seq, lastSeq] = [Number(coding.seq), Number(coding.last_seq)]
  const first = dialogue.findIndex((one) => one.seq >= seq)
  const last = dialogue.findLastIndex((one) => one.seq <= lastSeq)
  if (label === undefined || first === -1 || last < first) return []
  const paragraphlabels = [label]
  const found = quotesIn(coding).flatMap((quote) => {
    const place = placeOf(quote, dialogue, first, last)
    return place === undefined ? [] : [{ ...place, text: quote.quote, paragraphlabels }]
  })
  if (found.length > 0) return found
  const words = dialogue.slice(first, last + 1).map(({ text }) => text)
  return [
    {
      start: String(first),
      end: String(last),
      startOffset: 0,
      endOffset: words.at(-1)?.length ?? 0,
      text: words.join('\n'),
      paragraphlabels,
    },
  ]
}

function quotesIn({ spans }: Row): readonly Quote[] {
  return typeof spans === 'string' ? (JSON.parse(spans) as Quote[]) : []
}

/** Where a quote stands: at its own offset in a unit of one message, otherwise where its words are first found. */
function placeOf(
  { start, quote }: Quote,
  dialogue: readonly Paragraph[],
  first: number,
  last: number,
): Pick<RegionValue, 'start' | 'end' | 'startOffset' | 'endOffset'> | undefined {
  if (quote === '') return undefined
  for (let i = first; i <= last; i++) {
    const text = dialogue[i]?.text ?? ''
    const own = first === last ? [...text].slice(0, start).join('').length : 0
    const at = text.startsWith(quote, own) ? own : text.indexOf(quote)
    if (at !== -1)
      return {
        start: String(i),
        end: String(i),
        startOffset: at,
        endOffset: at + quote.length,
      }
  }
  return undefined
}
