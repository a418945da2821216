/** A word of a command that people copy into a shell. */

/** As a POSIX shell takes it for one word, whatever it holds. */
export function shellWord(text: string): string {
  return /^[\w./,=:@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
