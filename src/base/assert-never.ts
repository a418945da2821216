/** Proves to the compiler that a closed union was handled in full. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}
