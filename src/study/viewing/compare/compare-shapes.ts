/** What the page that compares two runs is answered. */

/** One value of an entry on either side; null where it is not there. Words are verbatim, everything else is JSON. */
export interface LeafBeside {
  readonly path: string
  readonly left: string | null
  readonly right: string | null
  readonly differs: boolean
}

export interface FirstDifferent {
  readonly tick: number
  readonly round: number | null
  /** In one sentence. */
  readonly what: string
  readonly leaves: readonly LeafBeside[]
  /** Values that are equal on both sides and not listed. */
  readonly equal: number
}

export interface RunBeside {
  readonly runId: string
  readonly treatment: string
  readonly replicate: number
  readonly status: string
  readonly ticks: number
}

export interface EarnedBeside {
  readonly participant: string
  readonly role: string
  /** Points; null where nothing was awarded. */
  readonly left: number | null
  readonly right: number | null
}

export interface CompareFrame {
  readonly left: RunBeside
  readonly right: RunBeside
  /** How they are related, in words; null where they are not. */
  readonly relation: string | null
  /** What their plans do not share: path and values as JSON. */
  readonly plans: readonly LeafBeside[]
  readonly sharedTicks: number
  /** Null where every tick is the same. */
  readonly first: FirstDifferent | null
  readonly earnings: readonly EarnedBeside[]
  /** Runs of the same family, to choose from. */
  readonly near: readonly RunBeside[]
}

export interface DecidedBeside {
  readonly participant: string
  readonly role: string
  readonly ask: string
  /** The value and how it came about; null where it was not asked. */
  readonly left: DecidedSide | null
  readonly right: DecidedSide | null
  readonly differs: boolean
}

export interface DecidedSide {
  readonly value: string
  readonly status: string
}

export interface TickBeside {
  readonly tick: number
  readonly round: number | null
  readonly isSame: boolean
  /** False where that run has no such tick. */
  readonly hasLeft: boolean
  readonly hasRight: boolean
  readonly decisions: readonly DecidedBeside[]
  readonly payoffs: readonly EarnedBeside[]
}

export interface CompareBlock {
  readonly block: number
  readonly ticks: readonly TickBeside[]
}

/** So many ticks are compared in one answer. */
export const TICKS_COMPARED = 32
