/** How much of the past is told: what a budget keeps of it, and what it leaves out. */
import { assertNever } from '../../base/assert-never.ts'
import { estimatedTokens } from '../../base/estimated-tokens.ts'
import type { ObservationShown } from '../../record/decision-entries.ts'
import type { HistoryBudget } from '../../record/prompt-design.ts'

/** A piece of the past that is told or left out as a whole. */
export interface PastItem {
  readonly round: number
  readonly parts: number
  /** UTF-16 code units. */
  readonly characters: number
}

export interface Moment {
  /** The round that is being played: what it tells of itself is no past. */
  readonly round: number
  /** The last round that a summary covers; 0 where there is none. Only what it covers is left out for it. */
  readonly summarised: number
}

/**
 * Which items are told. Rounds before the window are left out; a number of tokens counts the round that is being played, too, and is filled from
 * the latest round back, and within a round from its last item back, without a gap.
 */
export function keptItems(
  budget: HistoryBudget | undefined,
  items: readonly PastItem[],
  { round, summarised }: Moment,
): readonly boolean[] {
  if (budget === undefined || budget === 'whole') return items.map(() => true)
  const from = (first: number): boolean[] => items.map((item) => item.round >= first)
  if (budget === 'none') return from(round)
  if ('last' in budget) return from(round - budget.last)
  if ('tokens' in budget) return lastWithin(budget.tokens, items)
  if ('summary' in budget) return from(Math.min(round - budget.summary.last, summarised + 1))
  return assertNever(budget)
}

/** True where a summary is kept and a round has fallen out of the window that it does not cover. */
export function isDue(
  budget: HistoryBudget | undefined,
  item: PastItem,
  { round, summarised }: Moment,
): boolean {
  if (typeof budget !== 'object' || !('summary' in budget)) return false
  return item.round > summarised && item.round < round - budget.summary.last
}

/** Blank lines between parts. */
const GAP = 2

function lastWithin(tokens: number, items: readonly PastItem[]): boolean[] {
  const latestFirst = [...items.keys()].sort(
    (a, b) => roundAt(items, b) - roundAt(items, a) || b - a,
  )
  const kept = items.map(() => false)
  let characters = 0
  for (const i of latestFirst) {
    const item = items[i] as PastItem
    characters += item.characters + GAP * item.parts
    if (estimatedTokens(characters) > tokens) break
    kept[i] = true
  }
  return kept
}

function roundAt(items: readonly PastItem[], i: number): number {
  return items[i]?.round ?? 0
}

/** What the record says of the items that are left out; undefined where none is. */
export function droppedOf(items: readonly PastItem[]): ObservationShown['dropped'] {
  if (items.length === 0) return undefined
  const rounds = items.map(({ round }) => round)
  const sum = (field: 'parts' | 'characters'): number =>
    items.reduce((total, item) => total + item[field], 0)
  return {
    parts: sum('parts'),
    rounds: [Math.min(...rounds), Math.max(...rounds)],
    characters: sum('characters'),
  }
}
