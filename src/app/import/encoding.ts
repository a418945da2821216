/** Tells text that is not UTF-8 from text that is, and where it goes wrong. */

/** The encoding that the first bytes of a file speak of; undefined where it may be UTF-8. */
export function foreignEncoding(head: Uint8Array): string | undefined {
  const begins = (...bytes: readonly number[]): boolean =>
    bytes.every((byte, i) => head[i] === byte)
  if (begins(0xff, 0xfe, 0, 0)) return 'UTF-32 (its byte order mark is FF FE 00 00)'
  if (begins(0, 0, 0xfe, 0xff)) return 'UTF-32 (its byte order mark is 00 00 FE FF)'
  if (begins(0xff, 0xfe)) return 'UTF-16 (its byte order mark is FF FE)'
  if (begins(0xfe, 0xff)) return 'UTF-16 (its byte order mark is FE FF)'
  const pairs = Math.min(head.length, 64) >> 1
  if (pairs < 2) return undefined
  const zeros = (from: number): number =>
    Array.from({ length: pairs }, (_, i) => head[2 * i + from]).filter((byte) => byte === 0).length
  // Letters of European scripts have a zero byte each in UTF-16, and always in the same half.
  if (zeros(1) === pairs && zeros(0) === 0) return 'UTF-16 (every other byte is zero)'
  if (zeros(0) === pairs && zeros(1) === 0) return 'UTF-16 (every other byte is zero)'
  return undefined
}

/** The bytes at the end of a piece that are the beginning of a character; none where it ends with a whole one. */
export function unfinished(piece: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, piece.length); back++) {
    const byte = piece[piece.length - back] ?? 0
    if (byte < 0x80) break
    if (byte < 0xc0) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return piece.subarray(length > back ? piece.length - back : piece.length)
  }
  return piece.subarray(piece.length)
}

/** Where the first character begins that is not UTF-8, in a text that begins with a whole one, and a guess at what it is. */
export function wrongByte(piece: Uint8Array): { readonly at: number; readonly hint: string } {
  let [good, bad] = [0, piece.length]
  // A beginning is good where it decodes, or would with more bytes.
  while (good < bad - 1) {
    const middle = (good + bad) >> 1
    if (isBeginning(piece.subarray(0, middle))) good = middle
    else bad = middle
  }
  const at = good - unfinished(piece.subarray(0, good)).length
  const byte = piece[at] ?? 0
  const letter = byte < 0x80 ? '' : new TextDecoder('windows-1252').decode(Uint8Array.of(byte))
  const hex = byte.toString(16).toUpperCase().padStart(2, '0')
  const hint = /\p{L}|\p{P}/u.test(letter)
    ? ` (it is ${hex}, which would be "${letter}" in Windows-1252)`
    : ` (it is ${hex})`
  return { at, hint }
}

function isBeginning(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
