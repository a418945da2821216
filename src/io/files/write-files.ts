/** Writes files into a directory, each whole or not at all. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { BadInputError } from '../../base/errors.ts'

/** Text is gathered to about this many code units for each write. */
const PAGE = 65_536

/** A piece of a file: text, which is written as UTF-8, or bytes. */
type Chunk = string | Uint8Array

/** A name that stays in its directory on every system: no separators, no drive, no hidden or reserved name, nothing unprintable. */
const NAME =
  /^(?!\.)(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[^/\\:*?"<>|\p{Cc}\p{Cf}]{1,200}(?<![. ])$/iu

/**
 * A function that writes a file of some name under `directory`, which is made where it is missing. The file is written beside its place and
 * moved there once it is whole, in the stead of one that was there. Where `toDisk` is false it is whole for every program that reads it, but may be lost with power:
 * for files that are many and easily made again.
 * @throws BadInputError where the name would leave the directory, or the directory cannot be written to.
 */
export function fileWriter(
  directory: string,
  { toDisk = true }: { readonly toDisk?: boolean } = {},
): (name: string, chunks: Iterable<Chunk>) => void {
  attempt(directory, () => mkdirSync(directory, { recursive: true }))
  return (name, chunks) => {
    if (!NAME.test(name)) {
      throw new BadInputError(
        `${JSON.stringify(name)} is no name for a file under ${directory}. Use letters, digits, dots and hyphens.`,
      )
    }
    const path = join(directory, name)
    const unfinished = join(directory, `.${name}.unfinished`)
    attempt(path, () => {
      try {
        writeWhole(unfinished, chunks, toDisk)
        renameSync(unfinished, path)
      } catch (error) {
        rmSync(unfinished, { force: true })
        throw error
      }
    })
  }
}

function writeWhole(path: string, chunks: Iterable<Chunk>, toDisk: boolean): void {
  const file = openSync(path, 'w')
  try {
    let page = ''
    for (const chunk of chunks) {
      if (typeof chunk === 'string') {
        page += chunk
        if (page.length < PAGE) continue
      }
      writeText(file, page)
      page = ''
      if (typeof chunk !== 'string') writeAll(file, chunk)
    }
    writeText(file, page)
    if (toDisk) fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function writeText(file: number, text: string): void {
  if (text !== '') writeAll(file, Buffer.from(text, 'utf8'))
}

/** All the bytes: the system may take fewer at a time than it is given. */
function writeAll(file: number, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from)
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const mend = MENDS[(error as { code?: string } | null)?.code ?? '']
    if (mend === undefined) throw error
    throw new BadInputError(`${path}: ${mend}`)
  }
}

const NOT_WRITABLE =
  'this place cannot be written to. Choose another with --out, or change its permissions.'

const MENDS: Readonly<Record<string, string>> = {
  ENOSPC:
    'the disk is full. Nothing half written was kept: free some room and run the same command again.',
  EDQUOT:
    'the disk quota is used up. Nothing half written was kept: free some room and run the same command again.',
  EACCES: NOT_WRITABLE,
  EPERM: NOT_WRITABLE,
  EROFS: NOT_WRITABLE,
  ENOENT: NOT_WRITABLE,
  ENOTDIR: 'a file stands where a directory is needed. Choose another place with --out.',
  EEXIST: 'a file stands where a directory is needed. Choose another place with --out.',
  EISDIR: 'a directory stands where a file is to be written. Choose another place with --out.',
}
