/** The file of a static site that holds an answer: the page looks for it under the name that it was written under. */

/** Names that Windows keeps for itself, whatever follows the first dot. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/
/** Code units of a segment, encoded: file systems take 255 bytes, and the writer 200. */
const LONGEST = 150

/**
 * `records/show/runs/run_1` → `records/show/runs/run_1`. `path` is what a page asks for, its arguments encoded as in an address. Each segment holds small letters,
 * digits, `_`, `-` and `~` alone, so that no file system takes two names for one, or a name for a folder above.
 */
export function answerFile(path: string): string {
  return path.split('/').map(segment).join('/')
}

function segment(encoded: string): string {
  const plain = decoded(encoded).replaceAll(
    /[^a-z0-9_-]/g,
    (one) => `~${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  const name = plain === '' || RESERVED.test(plain) ? `${plain}~` : plain
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 18)}~~${digest(name)}`
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** 16 hexadecimal digits (FNV-1a, two of 32 bits): names that begin alike for so long are few. */
function digest(text: string): string {
  let [left, right] = [0x811c9dc5, 0x01000193]
  for (let at = 0; at < text.length; at++) {
    left = Math.imul(left ^ text.charCodeAt(at), 0x01000193)
    right = Math.imul(right ^ text.charCodeAt(text.length - 1 - at), 0x01000193)
  }
  return [left, right].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
}
