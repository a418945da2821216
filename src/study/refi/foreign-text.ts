/** A text that came back from another tool: whether it is still ours, and where its offsets are in ours. */
import { laidText } from './lay-out.ts'
import type { Place } from './places.ts'

/** How a tool counts. Standard is the first: code points, each end of CRLF one, no byte order mark. */
interface Counting {
  readonly name: string
  readonly crlf: 1 | 2
  readonly mark: 0 | 1
  readonly unit: 'code points' | 'UTF-16 code units'
}

/** The text without what tools change: byte order mark, kinds of line ends, blanks at the very end. */
export function comparable(text: string): string {
  return laidText(text.replace(/^\ufeff/, ''), false).trimEnd()
}

export interface ForeignOffsets {
  /** In words, where it is not the standard's. */
  readonly counting: string | null
  /** An offset in our text (line feeds, code points); null where it is beyond the text. */
  at(offset: number): number | null
}

/**
 * The counting under which most selections meet `known` places of our text; of equal ones the standard's, and for ATLAS.ti the one that takes CRLF as one,
 * which is how it is known to count.
 */
export function foreignOffsets(
  text: string,
  origin: string,
  selections: readonly Place[],
  known: ReadonlySet<string>,
): ForeignOffsets {
  const isAtlas = /atlas/i.test(origin)
  const best = countingsOf(text, isAtlas)
    .map((counting) => {
      const map = mapOf(text, counting)
      const met = selections.filter(({ start, end }) => known.has(`${map[start]}:${map[end]}`))
      return { counting, map, met: met.length }
    })
    .reduce((a, b) => (b.met > a.met ? b : a))
  const { name } = best.counting
  return {
    counting: name === '' ? null : name,
    at: (offset) => best.map[offset] ?? null,
  }
}

/** Those that differ on this text, the likeliest first. */
function countingsOf(text: string, isAtlas: boolean): Counting[] {
  const crlfs: Counting['crlf'][] = !text.includes('\r\n') ? [2] : isAtlas ? [1, 2] : [2, 1]
  const marks: Counting['mark'][] = text.startsWith('\ufeff') ? [0, 1] : [0]
  const units: Counting['unit'][] = /[\ud800-\udbff]/.test(text)
    ? ['code points', 'UTF-16 code units']
    : ['code points']
  return units.flatMap((unit) =>
    marks.flatMap((mark) =>
      crlfs.map((crlf): Counting => {
        const words = [
          ...(crlf === 1 ? ['CRLF as one'] : []),
          ...(mark === 1 ? ['the byte order mark as one'] : []),
          ...(unit === 'code points' ? [] : [unit]),
        ]
        return { name: words.join(', '), crlf, mark, unit }
      }),
    ),
  )
}

/** Foreign offset → offset in the text with line feeds and without a mark, in code points. The end of the text is in it. */
function mapOf(text: string, { crlf, mark, unit }: Counting): Uint32Array {
  const map = new Uint32Array(text.length + 1)
  let [foreign, own] = [0, 0]
  const put = (width: number): void => {
    for (let i = 0; i < width; i++) map[foreign++] = own
  }
  for (let i = 0; i < text.length;) {
    const code = text.codePointAt(i) ?? 0
    const isMark = i === 0 && code === 0xfeff
    const isFirstOfTwo = code === 0x0d && text.charCodeAt(i + 1) === 0x0a
    put(isMark ? mark : isFirstOfTwo ? crlf - 1 : code > 0xffff && unit !== 'code points' ? 2 : 1)
    if (!isMark && !isFirstOfTwo) own++
    i += code > 0xffff ? 2 : 1
  }
  map[foreign] = own
  return map.subarray(0, foreign + 1)
}
