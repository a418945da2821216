/** How a command ended, and what it said. */
export interface Said {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}
