/** Keeps a strategy's history up round by round. */
import type { History, Move } from './define-strategy.ts'

/** A history that can grow. Whoever holds it hands it to strategies as a `History`, which cannot. */
export interface GrowingHistory extends History {
  length: number
  readonly own: Move[]
  readonly other: Move[]
  lastOther: Move | undefined
  lastOwn: Move | undefined
  ownDefections: number
  otherDefections: number
}

/** The history before the first round. */
export function emptyHistory(): GrowingHistory {
  return {
    length: 0,
    own: [],
    other: [],
    lastOther: undefined,
    lastOwn: undefined,
    ownDefections: 0,
    otherDefections: 0,
  }
}

/** Adds one round. */
export function addRound(history: GrowingHistory, own: Move, other: Move): void {
  history.own.push(own)
  history.other.push(other)
  history.length++
  history.lastOwn = own
  history.lastOther = other
  if (own === 'D') history.ownDefections++
  if (other === 'D') history.otherDefections++
}
