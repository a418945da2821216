/** Which key answers what: shown on the buttons, the same for everybody who codes by a codebook. */
import type { TaskCode } from './coding-task.ts'

/** An answer that can be given, and the key that gives it. */
export interface KeyedValue {
  readonly value: string | number
  readonly label: string
  readonly means: string | null
  readonly key: string
}

/** Keys of the page itself. Categories are given the others. */
export const PAGE_KEYS = {
  undecided: 'c',
  note: 'm',
  words: 's',
  undo: 'u',
  next: 'j',
  previous: 'k',
  codebook: 'b',
  lessSure: ',',
  moreSure: '.',
  keys: '?',
} as const

/** For the tenth category and those after it. */
const LETTERS = 'adefghilnopqrtvwxyz'

/** Yes and no for codes that apply or do not; digits, then letters for categories. */
export function keyedValues({
  level,
  categories,
}: Pick<TaskCode, 'level' | 'categories'>): KeyedValue[] {
  if (level === 'binary' || level === 'span')
    return [
      { value: 1, label: 'Yes', means: null, key: 'y' },
      { value: 0, label: 'No', means: null, key: 'n' },
    ]
  return categories.map(({ category, definition }, i) => ({
    value: category,
    label: category,
    means: definition,
    key: i < 9 ? String(i + 1) : (LETTERS[i - 9] ?? ''),
  }))
}

/** The value that a key gives; 1 and 0 are yes and no, as in a coding sheet. */
export function valueOfKey(
  code: Pick<TaskCode, 'level' | 'categories'>,
  key: string,
): string | number | undefined {
  const isBinary = code.level === 'binary' || code.level === 'span'
  if (isBinary && (key === '1' || key === '0')) return Number(key)
  return keyedValues(code).find((one) => one.key !== '' && one.key === key)?.value
}
