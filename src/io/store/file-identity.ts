/** Whether the file at a path is still the same file. */
import { statSync } from 'node:fs'

/** The same for as long as it is the same file, whatever is written into it; undefined where none stands there. */
export function fileIdentity(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found && `${found.dev} ${found.ino} ${found.birthtimeNs}`
}
