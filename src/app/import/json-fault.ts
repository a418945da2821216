/** Finds the first place at which a text is not JSON (RFC 8259), whatever its length: parsers do not always say. */

export interface JsonFault {
  /** Index of the code unit that cannot stand there; the length of the text where it ends too early. */
  readonly at: number
  /** What should stand there, in words. */
  readonly expected: string
}

const SPACE = /[ \t\n\r]*/y
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y
const SCALAR = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y

/** Undefined exactly where `JSON.parse` takes the text. */
export function jsonFault(text: string): JsonFault | undefined {
  /** What was opened and is not closed yet. */
  const open: ('[' | '{')[] = []
  let at = 0
  let wanted: 'value' | 'key' | 'next' = 'value'
  /** Right after an opening bracket, it may be closed again. */
  let isFresh = false
  const skip = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }
  for (;;) {
    skip(SPACE)
    const inner = open.at(-1)
    const closing = inner === '[' ? ']' : '}'
    const here = text[at]
    if (wanted === 'next') {
      if (inner === undefined)
        return here === undefined ? undefined : { at, expected: 'the end of the text' }
      if (here === closing) {
        open.pop()
        at++
      } else if (here === ',') {
        at++
        wanted = inner === '[' ? 'value' : 'key'
        isFresh = false
      } else return { at, expected: `a comma or "${closing}"` }
      continue
    }
    if (isFresh && here === closing) {
      open.pop()
      at++
      wanted = 'next'
      isFresh = false
      continue
    }
    isFresh = false
    if (wanted === 'key') {
      if (here !== '"') return { at, expected: 'a key in double quotes' }
      const fault = string()
      if (fault !== undefined) return fault
      skip(SPACE)
      if (text[at] !== ':') return { at, expected: 'a colon' }
      at++
      wanted = 'value'
    } else if (here === '[' || here === '{') {
      open.push(here)
      at++
      wanted = here === '[' ? 'value' : 'key'
      isFresh = true
    } else if (here === '"') {
      const fault = string()
      if (fault !== undefined) return fault
      wanted = 'next'
    } else {
      if (skip(SCALAR) === '') return { at, expected: 'a value' }
      wanted = 'next'
    }
  }

  function string(): JsonFault | undefined {
    skip(STRING)
    if (text[at] === '"') {
      at++
      return undefined
    }
    const expected =
      text[at] === '\\'
        ? 'an escape of JSON (\\n, \\u00e9, …)'
        : at < text.length
          ? 'no control character within quotes'
          : 'the closing quote'
    return { at, expected }
  }
}
