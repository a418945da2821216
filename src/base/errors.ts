/** The house's errors: each has a name, carries its data, and ends with the mend. */

/**
 * What the user gave us cannot be used. The command line turns it into exit code 2.
 * The message says what is wrong, where (file, line, field), and how to mend it.
 */
export class BadInputError extends Error {
  override readonly name: string = 'BadInputError'
}

/** A name that the catalogue does not hold. */
export class UnknownNameError extends BadInputError {
  override readonly name = 'UnknownNameError'
  constructor(what: string, name: string, known: readonly string[], mend: string) {
    const near = nearest(name, known)
    const guess = near === undefined ? '' : ` Did you mean "${near}"?`
    const list =
      known.length > 24 ? `${known.slice(0, 24).join(', ')}, … (${known.length})` : known.join(', ')
    const told = known.length === 0 ? 'None is known.' : `Known: ${list}.`
    super(`no ${what} named "${name}".${guess} ${told} ${mend}`)
  }
}

/** The known name within two edits (a third of the word's length), if there is one. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.min(3, Math.floor(name.length / 3)))
  let best: string | undefined
  let bestDistance = limit + 1
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution))
    }
    row = next
  }
  return row[b.length] ?? 0
}
