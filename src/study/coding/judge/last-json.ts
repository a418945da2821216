/** Finds the JSON object that a reply ends with, whatever stands around it. */

/** What a reply holds. */
export type FoundJson =
  | { readonly kind: 'object'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: 'none' }
  /** A property stands twice in one object: readers differ on which of them counts. */
  | { readonly kind: 'repeated' }

/** Prose may hold a bracket that nothing closes; whoever writes more of them than this is not answering. */
const MOST_FALSE_STARTS = 64

/**
 * The last object that is whole and not somebody else's. Prose before it, words after it and a fence of Markdown are passed over; nothing is repaired.
 * `isForeign` is asked of each whole object as it is written.
 */
export function lastJson(reply: string, isForeign: (written: string) => boolean): FoundJson {
  let found: FoundJson = { kind: 'none' }
  let falseStarts = 0
  for (let at = reply.indexOf('{'); at !== -1; at = reply.indexOf('{', at)) {
    const end = closingOf(reply, at)
    const written = reply.slice(at, end)
    const object = end === undefined ? undefined : objectIn(written)
    if (end === undefined || object === undefined) {
      if (++falseStarts > MOST_FALSE_STARTS) break
      at += 1
      continue
    }
    if (!isForeign(written)) found = object
    at = end
  }
  return found
}

/** The index after the bracket that closes the object which opens at `start`. */
function closingOf(text: string, start: number): number | undefined {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const sign = text[at]
    if (sign === '"') at = stringEnd(text, at) - 1
    else if (sign === '{' || sign === '[') depth++
    else if ((sign === '}' || sign === ']') && --depth === 0) return at + 1
  }
  return undefined
}

/** The index after the quotation mark that closes the string which opens at `start`; past the end where none does. */
function stringEnd(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

function objectIn(text: string): FoundJson | undefined {
  try {
    const value = JSON.parse(text) as Record<string, unknown>
    return hasRepeatedKey(text) ? { kind: 'repeated' } : { kind: 'object', value }
  } catch {
    return undefined
  }
}

/** Whether an object of a text that is known to be JSON has a property twice. */
function hasRepeatedKey(text: string): boolean {
  const open: (Set<string> | null)[] = []
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '{') open.push(new Set())
    else if (sign === '[') open.push(null)
    else if (sign === '}' || sign === ']') open.pop()
    else if (sign === '"') {
      const end = stringEnd(text, at)
      const keys = open.at(-1)
      if (keys !== null && keys !== undefined && isKey(text, end)) {
        const key = JSON.parse(text.slice(at, end)) as string
        if (keys.has(key)) return true
        keys.add(key)
      }
      at = end - 1
    }
  }
  return false
}

/** Whether what ended before `at` is followed by a colon. */
function isKey(text: string, at: number): boolean {
  let next = at
  while (' \t\n\r'.includes(text[next] ?? '.')) next++
  return text[next] === ':'
}
