/** One line of a bank, whatever kind of file it stands in. */

export interface Row {
  /** Where it stands: `people.csv:3`. */
  readonly place: string
  /** Empty cells and nulls are left out. */
  readonly fields: Readonly<Record<string, unknown>>
}

export interface Rows {
  readonly rows: readonly Row[]
  /** What the file says of all of them: licence, source. */
  readonly shared: Readonly<Record<string, unknown>>
  /** SHA-256 of the file's text. */
  readonly sha256: string
}

/** What is wrong with a bank: each complaint with file and line. */
export class BankFaults extends Error {
  override readonly name = 'BankFaults'
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}
