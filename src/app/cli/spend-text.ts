/** What was spent, in a few words. */
import { dollars, type Spend } from '../../io/model/budget.ts'
import type { Sat, Standing } from '../sitting.ts'

/** `1,240 calls · $3.12 (and up to $0.04 more)`; money is left out where none was spent. */
export function spendText({ calls, usd, uncertainUsd }: Spend): string {
  const words = `${calls.toLocaleString('en-US')} calls`
  if (usd === 0 && uncertainUsd === 0) return words
  const more = uncertainUsd === 0 ? '' : ` (and up to ${dollars(uncertainUsd)} more)`
  return `${words} · ${dollars(usd)}${more}`
}

/** A server that refuses much is slow for a reason: it says so. */
const MUCH = 0.05

/** What stands behind the bar while work goes on; empty where no model was called and nothing is paused. */
export function standingText({ spend, refusedShare, isPaused = false }: Standing): string {
  const paused = isPaused ? ['paused'] : []
  if (spend.calls === 0) return paused.join('')
  const busy =
    refusedShare > MUCH ? ` · the server refuses ${Math.round(refusedShare * 100)} %` : ''
  return [...paused, `${spendText(spend)}${busy}`].join(' · ')
}

/** The same for machines, with what was spent before. */
export function spendJson({
  spend,
  spentBefore,
}: Pick<Sat, 'spend' | 'spentBefore'>): Record<string, number> {
  return {
    calls: spend.calls,
    usd: spend.usd,
    uncertain_usd: spend.uncertainUsd,
    calls_before: spentBefore.calls,
    usd_before: spentBefore.usd,
  }
}
