/** Opens a `.qdpx`: its project, and the texts of its sources and notes. */
import { BadInputError } from '../../base/errors.ts'
import type { QdeProject, QdeText } from './qde.ts'
import { readQde } from './read-qde.ts'
import { readZip, ZIP_LIMITS, type ZipFile, type ZipLimits } from './read-zip.ts'

export interface ReadQdpx {
  /** `file.qdpx/project.qde`, for complaints. */
  readonly place: string
  readonly project: QdeProject
  /** The plain text of a source or a note; null where there is none. */
  textOf(source: QdeText): string | null
}

/** @throws BadInputError where it is no archive, unsafe, too large, or has no readable project in it. */
export function readQdpx(
  path: string,
  archive: Uint8Array,
  limits: Partial<ZipLimits> = {},
): ReadQdpx {
  const files = readZip(path, archive, { ...ZIP_LIMITS, ...limits })
  const projects = files.filter(({ name }) => /\.qde$/i.test(name) && !name.startsWith('__MACOSX/'))
  const [file, ...others] = projects
  if (file === undefined)
    throw new BadInputError(
      `${path}: there is no project (.qde) in it. Is this a REFI-QDA project?`,
    )
  if (others.length > 0)
    throw new BadInputError(
      `${path}: there are ${projects.length} projects in it: ${projects.map(({ name }) => name).join(', ')}.`,
    )
  const place = `${path}/${file.name}`
  const byName = new Map(files.map((one) => [one.name.toLowerCase(), one]))
  return {
    place,
    project: readQde(place, decoded(file, path)),
    textOf({ content, path: plain }) {
      if (plain === null || plain === '') return content
      const found = fileOf(plain, byName)
      return found === undefined ? content : [...decoded(found, path)].join('')
    },
  }
}

/** `internal://name` is a file in the folder of sources; other paths lead out of the archive and are not followed. */
function fileOf(path: string, files: ReadonlyMap<string, ZipFile>): ZipFile | undefined {
  const match = /^internal:\/\/(.+)$/i.exec(path.trim())
  if (match === null) return undefined
  const name = (match[1] ?? '').toLowerCase()
  return files.get(`sources/${name}`) ?? files.get(name)
}

/** A byte order mark stays: some tools count it. */
function* decoded(file: ZipFile, path: string): Iterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const text = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      throw new BadInputError(`${path}: "${file.name}" is not UTF-8 text.`)
    }
  }
  for (const piece of file.pieces()) yield text(piece)
  yield text()
}
