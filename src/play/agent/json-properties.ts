/** The properties of a JSON object as they were written, repeated ones included, which JSON.parse would hide. */

export interface WrittenProperty {
  readonly key: string
  /** The value's own characters. */
  readonly written: string
  /** Where these begin in the text. */
  readonly at: number
}

/** The properties of the object that the text writes, in order; undefined where it is not JSON, or not an object. */
export function jsonProperties(text: string): readonly WrittenProperty[] | undefined {
  const trimmed = text.trim()
  const indent = text.length - text.trimStart().length
  if (!trimmed.startsWith('{') || !isJson(trimmed)) return undefined
  // From here on the text is known to be JSON, so that finding strings and counting brackets is enough.
  const properties: WrittenProperty[] = []
  let key: string | undefined
  let depth = 0
  let begin = 0
  for (let at = 0; at < trimmed.length; at++) {
    const character = trimmed[at]
    if (character === '"') {
      const end = stringEnd(trimmed, at)
      if (depth === 1 && key === undefined) key = JSON.parse(trimmed.slice(at, end)) as string
      at = end - 1
    } else if (character === '{' || character === '[') {
      depth++
    } else if (character === ':' && depth === 1) {
      begin = at + 1
    } else if (depth === 1 && (character === ',' || character === '}')) {
      if (key !== undefined) {
        const value = trimmed.slice(begin, at)
        const blanks = value.length - value.trimStart().length
        properties.push({ key, written: value.trim(), at: indent + begin + blanks })
      }
      key = undefined
    } else if (character === '}' || character === ']') {
      depth--
    }
  }
  return properties
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The index after the closing quotation mark of the string that opens at `at`. */
function stringEnd(text: string, at: number): number {
  let end = at + 1
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  return end + 1
}
