/** Where a file truly is: whoever names it through a link means the same file. */
import { readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** So many links are followed to a file that is not there yet; systems follow no more. */
const MOST_LINKS = 40

/** The path without links, also of a file that is not there yet: it will stand where they lead. What cannot be followed is handed back as it is. */
export function realPlace(path: string): string {
  let place = path
  for (let links = 0; links < MOST_LINKS; links++) {
    try {
      return realpathSync.native(place)
    } catch {
      const next = linkAt(place)
      if (next === undefined) return besideReal(place)
      place = next
    }
  }
  return path
}

function linkAt(place: string): string | undefined {
  try {
    return resolve(dirname(place), readlinkSync(place))
  } catch {
    return undefined
  }
}

function besideReal(place: string): string {
  try {
    return join(realpathSync.native(dirname(place)), basename(place))
  } catch {
    return place
  }
}
