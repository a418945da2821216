/** A unit of coding: a piece of the record, with the words that coders read. */
import { contentHash } from '../../base/hash.ts'
import { UnitId, type UnitCut, type UnitKind } from '../../record/coding-entries.ts'
import type { ParticipantId, RunId } from '../../record/ids.ts'

/** One line of a unit or of its context: who said or did what. */
export interface UnitLine {
  /** Null where it is said by nobody who is seated: a brief, news. */
  readonly participant: ParticipantId | null
  /** Words said; a decision in words, such as `sends 5`. */
  readonly text: string
  readonly kind: 'message' | 'decision'
}

/** What was decided in a unit of kind `decision`. */
export interface UnitDecision {
  readonly ask: string
  readonly value: string | number | null
  readonly role: string
}

/** A unit as it stands in the record: nothing is hidden yet (see blind.ts). */
export interface Unit {
  readonly id: UnitId
  readonly kind: UnitKind
  readonly run: RunId
  readonly tick: number | null
  /** Places in the record of its first and its last entry. */
  readonly seq: number
  readonly lastSeq: number
  readonly round: number | null
  /** Null where it is of several, or of nobody. */
  readonly participant: ParticipantId | null
  /** Null for decisions and whole runs. */
  readonly channel: string | null
  /** In order; one for messages and decisions. */
  readonly lines: readonly UnitLine[]
  /** The lines as coders quote them: the words alone where there is one line, `Name: words` lines otherwise. Spans are offsets in it. */
  readonly text: string
  /** Only of decisions. */
  readonly decision: UnitDecision | null
}

/** Of kind, run and place: the same wherever it is cut. */
export function unitIdOf(kind: UnitKind, run: RunId, seq: number): UnitId {
  return UnitId.parse(`unit_${contentHash(['unit', kind, run, seq]).slice(0, 16)}`)
}

/** The ledger's entry of a unit. */
export function unitCut({ id, kind, run, tick, seq, lastSeq, participant }: Unit): UnitCut {
  return { kind: 'unit-cut', unit: id, unitKind: kind, run, tick, seq, lastSeq, participant }
}
