/** What people write into a cell for a code, and what it means. */
import type { CodebookCode } from '../codebook.ts'

/** `quotes`: words of the unit that a code of spans was given instead of a 1. */
export type CellValue =
  | { readonly kind: 'value'; readonly value: string | number; readonly quotes: readonly string[] }
  /** Nothing was written: nothing is known. */
  | { readonly kind: 'empty' }
  /** A question mark: the coder looked, and could not tell. */
  | { readonly kind: 'undecided' }
  | { readonly kind: 'fault'; readonly why: string }

/** Programs that know no missing whole numbers write 1.0, in some languages 1,0. */
const YES = ['1', '1.0', '1,0', 'yes', 'true', 'x']
const NO = ['0', '0.0', '0,0', 'no', 'false']

/** Reads a cell by the level of its code. Upper and lower case are one. */
export function cellValue(
  { code, level, categories }: Pick<CodebookCode, 'code' | 'level' | 'categories'>,
  cell: string,
): CellValue {
  const words = cell.trim()
  if (words === '') return { kind: 'empty' }
  if (words === '?') return { kind: 'undecided' }
  const folded = words.toLowerCase()
  if (level === 'nominal' || level === 'ordinal') {
    const found = categories.find(({ category }) => category.toLowerCase() === folded)
    if (found !== undefined) return { kind: 'value', value: found.category, quotes: [] }
    const known = categories.map(({ category }) => category).join(', ')
    return { kind: 'fault', why: `"${words}" is no category of ${code}: ${known}` }
  }
  if (YES.includes(folded)) return { kind: 'value', value: 1, quotes: [] }
  if (NO.includes(folded)) return { kind: 'value', value: 0, quotes: [] }
  if (level === 'span')
    return {
      kind: 'value',
      value: 1,
      quotes: cell.split(/\r\n?|\n/).filter((line) => line.trim() !== ''),
    }
  return { kind: 'fault', why: `"${words}" is no value of ${code}: write 1, 0, ? or nothing` }
}
