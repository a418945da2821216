/** Where a sitting can be reached: one local socket for each record, in a folder that only its user can enter. */
import { existsSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { sha256 } from '../../base/hash.ts'
import { realPlace } from '../../io/store/real-place.ts'

/** Systems cut the paths of sockets, at 104 bytes or a little more. */
const LONGEST_PATH = 100
const IS_WINDOWS = process.platform === 'win32'

/** The socket of whoever writes to a record; null where there is no such record. However a record is named, it is the same. */
export function socketOf(recordPath: string): string | null {
  if (!existsSync(recordPath)) return null
  const record = realPlace(recordPath)
  const user = String(process.getuid?.() ?? userInfo().username)
  if (IS_WINDOWS) return `\\\\.\\pipe\\coterie-${sha256(`${user} ${record}`).slice(0, 32)}`
  const name = join(`coterie-${user}`, `${sha256(record).slice(0, 24)}.sock`)
  const path = join(tmpdir(), name)
  return Buffer.byteLength(path) <= LONGEST_PATH ? path : join('/tmp', name)
}

/** Makes the folder of a socket where it is not there. False where it cannot be trusted to be this user's alone. */
export function makePrivate(socket: string): boolean {
  if (IS_WINDOWS) return true
  try {
    mkdirSync(dirname(socket), { mode: 0o700 })
  } catch {
    // It is there already, or cannot be made: what is found tells.
  }
  return isPrivate(socket)
}

/** Whether the folder of a socket is this user's alone: whoever answers there is, too. */
export function isPrivate(socket: string): boolean {
  if (IS_WINDOWS) return true
  const folder = lstatSync(dirname(socket), { throwIfNoEntry: false })
  return (
    folder?.isDirectory() === true &&
    folder.uid === process.getuid?.() &&
    (folder.mode & 0o077) === 0
  )
}

/** The folder in which a record's socket is looked for, where there is one that is not this user's alone; else null. */
export function distrustedFolder(recordPath: string): string | null {
  const socket = socketOf(recordPath)
  if (socket === null || IS_WINDOWS || isPrivate(socket)) return null
  const folder = dirname(socket)
  return lstatSync(folder, { throwIfNoEntry: false }) === undefined ? null : folder
}
