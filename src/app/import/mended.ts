/** Makes values from outside fit for a record: no record can hold half a surrogate pair. */

export interface Mended<T> {
  readonly value: T
  /** Where U+FFFD stands for a lone surrogate. */
  readonly places: readonly (readonly (string | number)[])[]
}

/** The same value with U+FFFD for every lone surrogate in its strings and keys. Doing it again changes nothing. */
export function mended<T>(value: T): Mended<T> {
  const places: (readonly (string | number)[])[] = []
  return { value: mend(value, []) as T, places }

  function mend(part: unknown, path: readonly (string | number)[]): unknown {
    if (typeof part === 'string') {
      if (part.isWellFormed()) return part
      places.push(path)
      return part.toWellFormed()
    }
    if (typeof part !== 'object' || part === null) return part
    if (Array.isArray(part)) return part.map((item, i) => mend(item, [...path, i]))
    // Entries are defined one by one, so that "__proto__" is a key like any other.
    return Object.fromEntries(
      Object.entries(part).map(([key, item]) => {
        if (!key.isWellFormed()) places.push([...path, key])
        return [key.toWellFormed(), mend(item, [...path, key])]
      }),
    )
  }
}
