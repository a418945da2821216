/** A ZIP archive, made entry by entry and piece by piece: the same entries give the same bytes, whatever the hour and the time zone. */
import { strToU8, Zip, ZipDeflate } from 'fflate'

/** One file of an archive; its pieces are wanted in order, once. */
export interface ZipEntry {
  readonly name: string
  readonly pieces: Iterable<string>
}

/** Archives without the 64-bit extension hold at most so many entries, and so many bytes: the next numbers stand for “see the extension”. */
export const MOST_ENTRIES = 65_534
const MOST_BYTES = 0xffff_fffe

/** Without a zone it is the local time, which is what archives keep: the bytes are the same in every zone. */
const FIXED_TIME = '1980-01-01T00:00:00'

/** Small pieces are gathered: the compressor's cost is by the call. */
const PAGE = 65_536

/** @throws RangeError where the archive grows beyond what readers without the 64-bit extension understand. */
export function* zipOf(entries: Iterable<ZipEntry>): Iterable<Uint8Array> {
  let ready: Uint8Array[] = []
  let total = 0
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error
    ready.push(chunk)
    total += chunk.length
  })
  function* drained(): Iterable<Uint8Array> {
    const now = ready
    ready = []
    if (total > MOST_BYTES) throw new RangeError('a ZIP archive of more than 4 GB')
    yield* now
  }
  for (const { name, pieces } of entries) {
    const file = new ZipDeflate(name, { level: 6 })
    file.mtime = FIXED_TIME
    zip.add(file)
    let page = ''
    for (const piece of pieces) {
      page += piece
      if (page.length < PAGE) continue
      // A pair of surrogates that falls between two pages stays together.
      const isSplit = /[\ud800-\udbff]$/.test(page)
      const whole = isSplit ? page.slice(0, -1) : page
      page = isSplit ? page.slice(-1) : ''
      file.push(strToU8(whole))
      yield* drained()
    }
    file.push(strToU8(page), true)
    yield* drained()
  }
  zip.end()
  yield* drained()
}
