/** Reads a ZIP archive that may be anybody's: nothing is written anywhere, and nothing grows beyond what is allowed. */
import { Inflate } from 'fflate'
import { BadInputError } from '../../base/errors.ts'
import { crc32 } from './crc32.ts'

export interface ZipLimits {
  readonly entries: number
  /** Of all entries together, unpacked. */
  readonly bytes: number
  /** Unpacked bytes for each packed one; small entries may be packed tighter. */
  readonly ratio: number
}

export const ZIP_LIMITS: ZipLimits = { entries: 100_000, bytes: 1_073_741_824, ratio: 250 }

/** Entries that unpack to less are no bombs, however tight they are packed. */
const SMALL = 10_485_760

export interface ZipFile {
  /** With forward slashes. */
  readonly name: string
  /** Unpacks it, a piece at a time. @throws BadInputError where it is broken or larger than it says; at the last piece where its checksum is another. */
  pieces(): Iterable<Uint8Array>
}

interface Entry {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

/** @throws BadInputError where the archive is none, is unsafe, encrypted, or beyond the limits; `path` is told. */
export function readZip(
  path: string,
  archive: Uint8Array,
  limits: ZipLimits = ZIP_LIMITS,
): ZipFile[] {
  const refuse = (why: string): never => {
    throw new BadInputError(`${path}: ${why}`)
  }
  const entries = directoryOf(archive, limits, refuse)
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  const seen = new Set<string>()
  for (const entry of entries) {
    assertSafe(entry, seen, refuse)
    const isTight = entry.size > SMALL && entry.size > limits.ratio * Math.max(1, entry.packed)
    if (isTight)
      refuse(
        `"${entry.name}" unpacks to ${entry.size} bytes from ${entry.packed}: this looks like a bomb. If you know where it is from, pack it again with less compression.`,
      )
  }
  if (total > limits.bytes)
    refuse(
      `it unpacks to ${total} bytes, and ${limits.bytes} are allowed. If you know where it is from, allow more with --most-bytes.`,
    )
  return entries
    .filter(({ name }) => !name.endsWith('/'))
    .map((entry) => ({ name: entry.name, pieces: () => unpacked(archive, entry, refuse) }))
}

function assertSafe(
  { name, flags, method }: Entry,
  seen: Set<string>,
  refuse: (why: string) => never,
): void {
  if (name === '' || name.includes('\0')) refuse('an entry has no proper name.')
  const isElsewhere =
    name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..')
  if (isElsewhere)
    refuse(
      `the entry ${JSON.stringify(name)} points out of the archive. Such archives are not read.`,
    )
  const folded = name.toLowerCase()
  if (seen.has(folded)) refuse(`two entries are called ${JSON.stringify(name)}.`)
  seen.add(folded)
  if ((flags & 1) !== 0)
    refuse(`"${name}" is encrypted. Export the project again without a password.`)
  if (method !== 0 && method !== 8)
    refuse(`"${name}" is packed by method ${method}. Pack it again as an ordinary ZIP archive.`)
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50

const BROKEN = 'this is no whole ZIP archive. Export the project again, or copy it again.'

function directoryOf(
  archive: Uint8Array,
  limits: ZipLimits,
  refuse: (why: string) => never,
): Entry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = endOf(view)
  if (end === null) return refuse(BROKEN)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count === 0xffff || at === 0xffffffff)
    return refuse('it has more than 65534 entries or 4 GB, which is more than is read here.')
  if (count > limits.entries)
    return refuse(`it has ${count} entries, and ${limits.entries} are allowed.`)
  const entries: Entry[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL) return refuse(BROKEN)
    const [nameLength, extra, comment] = [28, 30, 32].map((place) =>
      view.getUint16(at + place, true),
    )
    const nameEnd = at + 46 + (nameLength ?? 0)
    if (nameEnd > view.byteLength) return refuse(BROKEN)
    entries.push({
      // Some systems write their own separators.
      name: new TextDecoder().decode(archive.subarray(at + 46, nameEnd)).replaceAll('\\', '/'),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at = nameEnd + (extra ?? 0) + (comment ?? 0)
  }
  return entries
}

/** Where the record stands that ends the archive; a comment may follow it. */
function endOf(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= first; at--)
    if (view.getUint32(at, true) === END) return at
  return null
}

/** So much is fed to the decompressor at a time; what comes of it at once is at most a thousand times as much. */
const PAGE = 16_384

function* unpacked(
  archive: Uint8Array,
  entry: Entry,
  refuse: (why: string) => never,
): Iterable<Uint8Array> {
  const { name, method, crc, packed, size, offset } = entry
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== LOCAL) refuse(BROKEN)
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + packed > view.byteLength) refuse(BROKEN)
  const data = archive.subarray(start, start + packed)
  let [length, sum] = [0, 0]
  for (const piece of method === 0 ? [data] : inflated(name, data, refuse)) {
    length += piece.length
    if (length > size)
      refuse(`"${name}" unpacks to more than the ${size} bytes that it says. It is not read.`)
    sum = crc32(piece, sum)
    yield piece
  }
  if (length !== size || sum !== crc)
    refuse(`"${name}" is broken: its checksum is another. Copy the file again.`)
}

function* inflated(
  name: string,
  data: Uint8Array,
  refuse: (why: string) => never,
): Iterable<Uint8Array> {
  let ready: Uint8Array[] = []
  const inflate = new Inflate((chunk) => void ready.push(chunk))
  for (let from = 0; from < data.length; from += PAGE) {
    try {
      inflate.push(data.subarray(from, from + PAGE), from + PAGE >= data.length)
    } catch (error) {
      refuse(`"${name}" is broken: ${(error as Error).message}. Copy the file again.`)
    }
    const now = ready
    ready = []
    yield* now
  }
}
