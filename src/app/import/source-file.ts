/** A file that somebody else wrote: its bytes as checked UTF-8 text, a piece at a time, and their hash. */
import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { BadInputError } from '../../base/errors.ts'
import { foreignEncoding, unfinished, wrongByte } from './encoding.ts'

export interface SourceFile {
  readonly path: string
  /** Its name without the folder, as the record keeps it; of a packed file, without `.gz`. */
  readonly name: string
  /** Unpacked. */
  readonly bytes: number
  /** The byte with which its text begins: 3 behind a byte order mark, 0 without one. */
  readonly start: number
  /** The text from the beginning, without a byte order mark. Only a piece of it is in memory. @throws BadInputError at the first byte that is not UTF-8. */
  pieces(): Iterable<string>
  /** The whole text. @throws BadInputError where it is too long to be held, too. */
  text(): string
  /** Of all its bytes, unpacked: 64 hexadecimal digits. */
  sha256(): string
}

const PIECE = 1_048_576
/** A document that has to be held whole may have so many bytes; tables and lines are read a piece at a time. */
const MOST_WHOLE = 256 * 1_048_576

/**
 * Opens a file that is to be imported. One that is packed with gzip is unpacked in memory, and is what it would be without that.
 * @throws BadInputError where there is none, it is a folder, it is empty, it cannot be read or unpacked.
 */
export function sourceFile(path: string): SourceFile {
  const stat = reading(path, () => statSync(path, { throwIfNoEntry: false }))
  if (stat === undefined)
    throw new BadInputError(`${path}: there is no such file. Name one that is there.`)
  if (stat.isDirectory())
    throw new BadInputError(`${path}: this is a folder. Name the files that are in it.`)
  if (stat.size === 0)
    throw new BadInputError(`${path}: this file is empty: there is nothing in it to be imported.`)
  const unpacked = unpackedIn(path)
  const bytes = unpacked?.length ?? stat.size
  const pieces = (): Iterable<Buffer> => (unpacked === undefined ? bytesOf(path) : [unpacked])
  return {
    path,
    name: unpacked === undefined ? basename(path) : basename(path).replace(/\.gz$/i, ''),
    bytes,
    start: hasMark(pieces()) ? 3 : 0,
    pieces: () => textOf(path, pieces()),
    text() {
      if (bytes > MOST_WHOLE) {
        throw new BadInputError(
          `${path}: ${bytes} bytes are too many for one document (at most ${MOST_WHOLE}). Cut it into a file for each transcript, or make it a table (CSV, JSON Lines).`,
        )
      }
      return [...textOf(path, pieces())].join('')
    },
    sha256() {
      const hash = createHash('sha256')
      for (const piece of pieces()) hash.update(piece)
      return hash.digest('hex')
    },
  }
}

/** What a file that is packed with gzip holds; undefined where it is not packed. */
function unpackedIn(path: string): Buffer | undefined {
  if (!isPacked(path)) return undefined
  const packed = reading(path, () => readFileSync(path))
  try {
    return gunzipSync(packed, { maxOutputLength: MOST_WHOLE })
  } catch (error) {
    throw new BadInputError(
      `${path}: it cannot be unpacked: ${(error as Error).message}. At most ${MOST_WHOLE} bytes are unpacked here; unpack it yourself (gunzip) or copy it again.`,
    )
  }
}

/** The bytes in pieces; each is good until the next is asked for. */
function* bytesOf(path: string): Iterable<Buffer> {
  const file = reading(path, () => openSync(path, 'r'))
  try {
    const buffer = Buffer.alloc(PIECE)
    for (;;) {
      const length = reading(path, () => readSync(file, buffer, 0, PIECE, null))
      if (length === 0) return
      yield buffer.subarray(0, length)
    }
  } finally {
    closeSync(file)
  }
}

function isPacked(path: string): boolean {
  for (const head of bytesOf(path)) return head[0] === 0x1f && head[1] === 0x8b
  return false
}

function hasMark(pieces: Iterable<Buffer>): boolean {
  for (const head of pieces) return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  return false
}

function* textOf(path: string, pieces: Iterable<Buffer>): Iterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  // Where the present piece begins: in bytes, and in lines.
  let [byte, line] = [0, 1]
  /** The beginning of a character that goes on in the next piece. */
  let begun = Buffer.alloc(0)
  for (const piece of pieces) {
    if (byte === 0) {
      const foreign = foreignEncoding(piece)
      if (foreign !== undefined)
        throw new BadInputError(`${path}: this is ${foreign}. Save it as UTF-8.`)
    }
    let text: string
    try {
      text = decoder.decode(piece, { stream: true })
    } catch {
      const known = Buffer.concat([begun, piece])
      const wrong = wrongByte(known)
      const before = known.toString('latin1', 0, wrong.at).split('\n').length - 1
      throw new BadInputError(
        `${path}:${line + before}: byte ${byte - begun.length + wrong.at} of the file is not UTF-8${wrong.hint}. Save the whole file as UTF-8: part of it may be in another encoding.`,
      )
    }
    byte += piece.length
    begun = Buffer.from(unfinished(piece))
    line += text.split('\n').length - 1
    yield text
  }
  try {
    decoder.decode()
  } catch {
    throw new BadInputError(
      `${path}:${line}: the file ends at byte ${byte} in the middle of a character. It was cut short: copy it again.`,
    )
  }
}

function reading<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new BadInputError(`${path}: it cannot be read: ${(error as Error).message}`)
  }
}
