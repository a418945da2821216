/** What was spent, in a few words. */
import { dollars, type Spend } from '../../io/model/budget.ts'

/** `1,240 calls · $3.12 (and up to $0.04 more)`; money is left out where none was spent. */
export function spendText({ calls, usd, uncertainUsd }: Spend): string {
  const words = `${calls.toLocaleString('en-US')} calls`
  if (usd === 0 && uncertainUsd === 0) return words
  const more = uncertainUsd === 0 ? '' : ` (and up to ${dollars(uncertainUsd)} more)`
  return `${words} · ${dollars(usd)}${more}`
}
