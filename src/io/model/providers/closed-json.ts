/** Makes JSON whole that was cut off, so that what came of it can be read. */

const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '[': ']' }

/** The text with its open string, lists and objects closed. It is no JSON where it was cut elsewhere than in a string or after a value. */
export function closedJson(text: string): string {
  const open: string[] = []
  let isInString = false
  let end = text.length
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] as string
    if (isInString) {
      if (sign === '"') isInString = false
      else if (sign === '\\') {
        const length = text[i + 1] === 'u' ? 6 : 2
        // Half an escape says nothing.
        if (i + length > text.length) end = i
        i += length - 1
      }
    } else if (sign === '"') isInString = true
    else if (sign in CLOSERS) open.push(CLOSERS[sign] ?? '')
    else if (sign === '}' || sign === ']') open.pop()
  }
  return text.slice(0, end) + (isInString ? '"' : '') + open.reverse().join('')
}
