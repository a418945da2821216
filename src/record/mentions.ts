/** Who is named in words. */

/** Hyphens and spaces that models like to write in names: they are read as the plain ones. */
const HYPHENS = /[\u2010-\u2015\u2212]/g
const SPACES = /[\u00a0\u2007\u202f]/g
const EVERYBODY = /(?<![\p{L}\p{N}])@(?:all|everyone)(?![\p{L}\p{N}])/u

/** Those of the names that occur in the words as words of their own, whatever their case, in the order of the list; all of them for `@all`. */
export function mentionsIn(text: string, names: readonly string[]): string[] {
  return mentionFinder(names)(text)
}

/** The same for many texts: what is made of the names is made once. */
export function mentionFinder(names: readonly string[]): (text: string) => string[] {
  // Longest first, and taken out when found: in "Agent-A1" there is no "Agent-A", in "Kimi K2 Pro" no "Kimi K2".
  const patterns = [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => {
      const words = plain(name)
      const pattern = `(?<![\\p{L}\\p{N}])${escaped(words)}(?![\\p{L}\\p{N}])`
      return { name, words, pattern: new RegExp(pattern, 'gu') }
    })
  return (text) => {
    let rest = plain(text)
    if (rest.includes('@') && EVERYBODY.test(rest)) return [...names]
    const found = new Set<string>()
    for (const { name, words, pattern } of patterns) {
      // Most names are in few texts: looking for the letters alone is quick.
      if (!rest.includes(words)) continue
      const without = rest.replace(pattern, ' ')
      if (without !== rest) found.add(name)
      rest = without
    }
    return names.filter((name) => found.has(name))
  }
}

function plain(text: string): string {
  return text.replace(HYPHENS, '-').replace(SPACES, ' ').toLowerCase()
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
