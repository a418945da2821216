/** Processes that read, change and write the same file take turns. */
import { setTimeout as pause } from 'node:timers/promises'
import { BadInputError } from '../../../base/errors.ts'
import { takeFileLock } from '../../../io/store/file-lock.ts'

const LOOK_MS = 10
/** Reading and writing takes milliseconds. */
const MOST_LOOKS = 3_000

/**
 * Works on a file while no other process does.
 * @throws BadInputError where somebody else has it for long.
 */
export async function aloneWith<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  const release = await lockOf(path)
  try {
    return await work()
  } finally {
    release()
  }
}

async function lockOf(path: string): Promise<() => void> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const release = lockOrNone(`${path}-lock`)
    if (release !== undefined) return release
    await pause(LOOK_MS)
  }
  throw new BadInputError(`${path}: another process keeps it. End that one, and try again.`)
}

function lockOrNone(path: string): (() => void) | undefined {
  try {
    return takeFileLock(path)
  } catch {
    // In a place where nobody can write, nobody writes at the same moment either.
    return () => undefined
  }
}
