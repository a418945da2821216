/** Who is named in words. */

/** Hyphens and spaces that models like to write in names: they are read as the plain ones. */
const HYPHENS = /[\u2010-\u2015\u2212]/g
const SPACES = /[\u00a0\u2007\u202f]/g

/** Those of the names that occur in the words as words of their own, whatever their case, in the order of the list; all of them for `@all`. */
export function mentionsIn(text: string, names: readonly string[]): string[] {
  const words = plain(text)
  if (/(?<![\p{L}\p{N}])@(?:all|everyone)(?![\p{L}\p{N}])/u.test(words)) return [...names]
  // Longest first, and taken out when found: in "Agent-A1" there is no "Agent-A", in "Kimi K2 Pro" no "Kimi K2".
  let rest = words
  const found = new Set<string>()
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(plain(name))}(?![\\p{L}\\p{N}])`, 'gu')
    const without = rest.replace(pattern, ' ')
    if (without !== rest) found.add(name)
    rest = without
  }
  return names.filter((name) => found.has(name))
}

function plain(text: string): string {
  return text.replace(HYPHENS, '-').replace(SPACES, ' ').toLowerCase()
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
