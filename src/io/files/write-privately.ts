/** Writes a file that holds secrets. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { BadInputError } from '../../base/errors.ts'

/**
 * Writes a file whole or not at all, for nobody but its owner. Two that write the same file at the same time must take turns.
 * @throws BadInputError where it cannot be written.
 */
export function writePrivately(path: string, text: string): void {
  const unfinished = `${path}.unfinished`
  try {
    rmSync(unfinished, { force: true })
    // A file that is there already would keep its own mode, and a link would lead elsewhere.
    const file = openSync(unfinished, 'wx', 0o600)
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(unfinished, path)
  } catch (error) {
    throw new BadInputError(
      `${path}: it cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
