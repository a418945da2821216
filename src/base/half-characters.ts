/** Halves of characters (lone surrogates): JSON can spell them in its texts, UTF-8 and records cannot hold them. */

export interface HalfCharacter {
  /** Keys and indexes of the text that holds it, or of the key. */
  readonly path: readonly (string | number)[]
  /** What is wrong, and the mend. */
  readonly message: string
}

/** The first of each text and of each key within a value. */
export function halfCharacters(
  value: unknown,
  path: HalfCharacter['path'] = [],
): readonly HalfCharacter[] {
  if (typeof value === 'string') return halvedIn(value, path)
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item, i) => halfCharacters(item, [...path, i]))
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = [...path, key.toWellFormed()]
    return [...halvedIn(key, place), ...halfCharacters(inner, place)]
  })
}

function halvedIn(text: string, path: HalfCharacter['path']): HalfCharacter[] {
  const at = /\p{Surrogate}/u.exec(text)
  if (at === null) return []
  const code = `\\u${text.charCodeAt(at.index).toString(16)}`
  return [
    {
      path,
      message: `${code} is half of a character (a lone surrogate), which no record can hold; write the whole character, or leave it out`,
    },
  ]
}
