/** What a sitting has spent, beside what its experiment may spend. */
import type { SittingStatus } from '../../../../../study/viewing/sitting-status.ts'
import { count, counted, dollars } from '../../shell/numbers.ts'

export function LiveSpend({ sitting }: { readonly sitting: SittingStatus }) {
  const { spend, budget, unpriced } = sitting
  const hasCaps = budget !== null && (budget.usd !== null || budget.calls !== null)
  if (spend.calls === 0 && !hasCaps) return null
  return (
    <div class="live-meters">
      <Cap
        name="Spent"
        spent={spend.usd}
        // What may have been charged counts as charged: the cap holds whatever the bill says.
        besides={spend.uncertainUsd}
        unpriced={unpriced}
        cap={budget?.usd ?? null}
        words={dollars}
      />
      <Cap
        name="Calls"
        spent={spend.calls}
        besides={0}
        unpriced={0}
        cap={budget?.calls ?? null}
        words={count}
      />
    </div>
  )
}

interface CapProps {
  readonly name: string
  readonly spent: number
  readonly besides: number
  /** Replies of this sitting whose cost is not known. */
  readonly unpriced: number
  /** Null where there is none. */
  readonly cap: number | null
  readonly words: (value: number) => string
}

function Cap({ name, spent, besides, unpriced, cap, words }: CapProps) {
  const all = spent + besides
  const share = (value: number): number => (cap === null || cap === 0 ? 0 : value / cap)
  return (
    <div class="live-meter">
      <div class="meter-words">
        <span>
          {name} <strong>{words(spent)}</strong>
          {besides > 0 && <small> and perhaps {words(besides)} more</small>}
          {unpriced > 0 && (
            <small> · {counted(unpriced, 'reply', 'replies')} without a price</small>
          )}
        </span>
        <span class="quiet">{cap === null ? 'no cap' : `cap ${words(cap)}`}</span>
      </div>
      {cap !== null && (
        <div
          class={`bar capped${share(all) >= 0.9 ? ' near' : ''}`}
          role="meter"
          aria-label={`${name} of the cap`}
          aria-valuemin={0}
          aria-valuemax={cap}
          aria-valuenow={Math.min(cap, all)}
          aria-valuetext={`${words(all)} of ${words(cap)}`}
        >
          <span style={{ width: `${100 * Math.min(1, share(all))}%` }} />
        </div>
      )}
    </div>
  )
}
