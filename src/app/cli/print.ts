/** What a command says: one JSON document on standard output, or words for people. */

/** Prints a JSON document, and nothing else, on standard output. */
export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2))
}

/** Prints lines for people. */
export function print(...lines: readonly string[]): void {
  for (const line of lines) console.log(line)
}

/** Says something beside the output: progress, warnings. */
export function note(...lines: readonly string[]): void {
  for (const line of lines) console.error(line)
}
