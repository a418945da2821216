/** What a coder's page is told, and what it tells the server: nothing that says who spoke, under which treatment, in which run. */

/** Words of a unit as the coder sees it: offsets in Unicode code points of its blind text, the end exclusive. */
export interface MarkedSpan {
  readonly start: number
  readonly end: number
}

/** What a coder has said of one code of one unit. */
export interface Cell {
  /** 1 or 0, or a category; null where there is no answer, or none could be told. */
  readonly value: string | number | null
  /** The coder looked, and could not tell. */
  readonly isUndecided: boolean
  readonly note: string | null
  /** From 0 to 1. */
  readonly confidence: number | null
  readonly spans: readonly MarkedSpan[]
}

/** Nothing has been answered, or what was answered has been taken back. */
export const OPEN: Cell = {
  value: null,
  isUndecided: false,
  note: null,
  confidence: null,
  spans: [],
}

/** The longest note, in UTF-16 code units. */
export const MOST_NOTE = 4000

export interface CellOf {
  readonly unit: string
  readonly code: string
  readonly cell: Cell
}

/** A coding that the ledger has of this coder. */
export interface StandingCell extends CellOf {
  /** Of its last version. */
  readonly version: number
}

/** A code as a coder is told it. */
export interface TaskCode {
  readonly code: string
  readonly title: string
  readonly group: string | null
  readonly level: 'binary' | 'nominal' | 'ordinal' | 'span'
  readonly unit: string
  readonly definition: string
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly examples: readonly { readonly text: string; readonly why: string | null }[]
  readonly counterExamples: readonly { readonly text: string; readonly why: string | null }[]
  readonly categories: readonly { readonly category: string; readonly definition: string }[]
  /** The answers of the same coder on which it depends: other code → value. */
  readonly where: Readonly<Record<string, string | number>>
}

/** All that a page needs before the first unit. */
export interface CodingTask {
  readonly coder: string
  /** Tells the work of this link from that of others in the memory of a browser; it opens nothing. */
  readonly key: string
  readonly codebook: string
  readonly version: string
  readonly about: string | null
  readonly source: string | null
  readonly asksConfidence: boolean
  readonly codes: readonly TaskCode[]
  /** Ids of units in the coder's own order. */
  readonly units: readonly string[]
  readonly standing: readonly StandingCell[]
}

export interface TaskLine {
  readonly speaker: string
  readonly text: string
  readonly kind: 'message' | 'decision'
}

/** A unit as its coder sees it. */
export interface TaskUnit {
  readonly id: string
  readonly kind: string
  /** Empty where the unit is of several. */
  readonly speaker: string
  readonly before: readonly TaskLine[]
  readonly text: string
  readonly after: readonly TaskLine[]
  /** The codes that are put to it; those with conditions on other answers among them. */
  readonly codes: readonly string[]
}

/** An answer on its way to the ledger. */
export interface WaitingCell extends CellOf {
  /** The version that it follows: an answer that comes twice is known by it. */
  readonly after: number
}

/** What became of an answer. `again`: somebody has coded here in the meantime, as the same coder; it has to be sent again after `version`. */
export interface AnswerReply extends StandingCell {
  readonly outcome: 'written' | 'already' | 'again'
}
