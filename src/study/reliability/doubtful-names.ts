/** Names that are probably one: they differ by case and spaces only, or are one number. */
import { numberIn } from './categories.ts'

/** Groups of names that are the same once case and spaces at the ends, or more than one between words, are overlooked, or are the same number. */
export function doubtfulNames(names: readonly string[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const name of names) {
    const number = numberIn(name)
    const key =
      number !== null
        ? String(number)
        : name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [name])
    else group.push(name)
  }
  return [...groups.values()].filter(({ length }) => length > 1)
}

const MISSING = new Set(['na', 'n/a', 'nan', 'null', 'none', 'missing', '.', '-', '?'])

/** Values that are written as some programs write missing ones. */
export function missingLike(values: readonly string[]): string[] {
  return values.filter((value) => MISSING.has(value.trim().toLowerCase()))
}
