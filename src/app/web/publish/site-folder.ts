/** The folder of a static site: written beside what is there, and put in its place once it is whole. */
import { closeSync, existsSync, openSync, readdirSync, readSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { BadInputError } from '../../../base/errors.ts'
import { fileWriter } from '../../../io/files/write-files.ts'

/** Stands in the first bytes of `index.html`, and says that a folder is ours to write to. */
export const SITE_MARK = '<meta name="generator" content="Coterie">'
const MARK_WITHIN = 1024

/** A name that stays in its folder. */
const INSIDE = /^(?:[a-z0-9_~-]+\/)*[a-z0-9_~-]+\.js$/

const DATA = 'data'
/** Where answers are gathered until all are there. */
const UNFINISHED = '.data.unfinished'
/** Where the answers of the site before are until the new ones stand in their place. */
const BEFORE = '.data.before'

export interface SiteFolder {
  /** Adds a file to the data, `/` between the parts of its name. */
  add(name: string, text: string): void
  /** Puts data and the pages (name → text) in their place. `index.html` is the last. */
  finish(pages: readonly (readonly [string, string])[]): void
  /** Leaves everything as it was. */
  abandon(): void
  readonly files: number
  readonly bytes: number
}

/** @throws BadInputError where the folder holds something that is no site of ours, or cannot be written to. */
export function openSiteFolder(dir: string): SiteFolder {
  checkFolder(dir)
  const gathered = join(dir, UNFINISHED)
  rmSync(gathered, { recursive: true, force: true })
  const writers = new Map<string, ReturnType<typeof fileWriter>>()
  const count = { files: 0, bytes: 0 }

  const put = (folder: string, name: string, text: string): void => {
    let writer = writers.get(folder)
    if (writer === undefined) {
      // Folders are as many as runs, and their files are written one after the other.
      if (writers.size >= 64) writers.clear()
      writers.set(folder, (writer = fileWriter(folder, { toDisk: false })))
    }
    writer(name, [text])
    count.files++
    count.bytes += Buffer.byteLength(text)
  }

  return {
    add(name, text) {
      if (!INSIDE.test(name)) throw new TypeError(`${JSON.stringify(name)} is no name for a file`)
      const path = join(gathered, name)
      put(dirname(path), name.slice(name.lastIndexOf('/') + 1), text)
    },
    finish(pages) {
      const [place, before] = [join(dir, DATA), join(dir, BEFORE)]
      rmSync(before, { recursive: true, force: true })
      if (existsSync(place)) renameSync(place, before)
      renameSync(gathered, place)
      for (const [name, text] of pages) put(dir, name, text)
      rmSync(before, { recursive: true, force: true })
    },
    abandon: () => rmSync(gathered, { recursive: true, force: true }),
    get files() {
      return count.files
    },
    get bytes() {
      return count.bytes
    },
  }
}

/** Into a folder with other files nothing is written: they would be published with the site. */
function checkFolder(dir: string): void {
  const found = namesIn(dir)
  const isOurs = found.every((name) => name === UNFINISHED) || isSite(join(dir, 'index.html'))
  if (!isOurs)
    throw new BadInputError(
      `${dir}: this folder holds other files. Name one that is empty, that is not there yet, or that an earlier --export wrote.`,
    )
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return []
    throw new BadInputError(
      code === 'ENOTDIR'
        ? `${dir}: a file stands where a folder is needed. Name another place with --export.`
        : `${dir}: this folder cannot be read (${code}). Name another with --export.`,
    )
  }
}

function isSite(index: string): boolean {
  if (!existsSync(index)) return false
  const file = openSync(index, 'r')
  try {
    const head = Buffer.alloc(MARK_WITHIN)
    const length = readSync(file, head, 0, MARK_WITHIN, 0)
    return head.toString('utf8', 0, length).includes(SITE_MARK)
  } finally {
    closeSync(file)
  }
}
