/** The port to records as tables: the public views, row by row. */

/** What a column's cells are: `any` is text or a number, as it was decided; `json` is text that holds JSON. */
export type Holds = 'text' | 'integer' | 'real' | 'json' | 'any'

export interface TableColumn {
  readonly name: string
  /** Its meaning, with its unit. */
  readonly means: string
  readonly holds: Holds
}

export type Cell = string | number | null

/** Column → cell, in the order of the columns. */
export type Row = Readonly<Record<string, Cell>>

export interface RowFilter {
  /** Only the rows of this run (of `treatments`: of this run's treatment). */
  readonly runId?: string
  /** Only these columns, in this order. */
  readonly columns?: readonly string[]
  /** Only the rows with these values, column → value; null stands for a cell without one. */
  readonly where?: Readonly<Record<string, Cell>>
}

/** The tables of one record. Rows come in an order that does not depend on the order in which runs were played or stored. */
export interface Tables {
  /** Where the record is, in words for people. */
  readonly place: string
  readonly names: readonly string[]
  /** @throws UnknownNameError where there is no such table. */
  columns(table: string): readonly TableColumn[]
  /**
   * Rows as they are wanted, by run id, then as they stand in the record; never more than a run of them in memory.
   * @throws UnknownNameError where there is no such table or column.
   */
  rows(table: string, filter?: RowFilter): Iterable<Row>
  /** The same rows as lists of cells in the order of the columns, for those who read all of them: quicker, where the tables have it. */
  cells?(table: string): Iterable<readonly Cell[]>
  /** Another number whenever somebody else has written to the record since it was asked last; asking costs next to nothing. */
  stamp(): number
  /** True where another version has changed the schema since it was opened: what was stood in for then hides what is there. It is to be opened anew. */
  isOutdated(): boolean
  close(): void
}
