/** How what was spent stands to what an experiment may spend. */
import type { RecordHead } from './record-head.ts'
import type { RecordSpend } from './record-spend.ts'

export type Cap = 'usd' | 'calls'

/**
 * The cap that is reached; null where none is. What may have been charged counts as charged. A budget in dollars may have stopped a sitting before: a call is not made that could cost
 * more than is left. Records say so in `RecordSpend.stoppedAt`; this is for those from before that was kept.
 */
export function reachedCap(
  budget: RecordHead['budget'],
  { calls, usd, uncertainUsd }: Pick<RecordSpend, 'calls' | 'usd' | 'uncertainUsd'>,
): Cap | null {
  if (budget === null) return null
  if (budget.calls !== null && calls >= budget.calls) return 'calls'
  return budget.usd !== null && usd + uncertainUsd >= budget.usd ? 'usd' : null
}
