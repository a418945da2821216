/** The only doorway for wall time. What it says is kept beside the record, never in it. */
export interface Clock {
  /** Milliseconds from an arbitrary start, never running backwards. */
  nowMs(): number
  /** Now, as ISO 8601 in UTC. */
  now(): string
  /** Lets other work go on for a moment. */
  breathe(): Promise<void>
}
