/** What the calls of a record came to, run by run, so that only runs that were played since need to be read again. */
import { addedTallies, providerTallies } from '../../analysis/call-tallies.ts'
import { keptSpendIn } from '../../analysis/unrecorded-spend.ts'
import type { ProviderCalls, RecordSpend } from './record-spend.ts'
import type { RunReader } from './run-values.ts'

export const NO_SPEND: RecordSpend = {
  calls: 0,
  usd: 0,
  uncertainUsd: 0,
  unpriced: 0,
  providers: [],
  stoppedAt: null,
}

export function addedSpend(all: readonly RecordSpend[]): RecordSpend {
  const sum = (of: (one: RecordSpend) => number): number =>
    all.reduce((total, one) => total + of(one), 0)
  return {
    calls: sum(({ calls }) => calls),
    usd: sum(({ usd }) => usd),
    uncertainUsd: sum(({ uncertainUsd }) => uncertainUsd),
    unpriced: sum(({ unpriced }) => unpriced),
    providers: addedTallies(all.flatMap(({ providers }) => providers)),
    stoppedAt: all.find(({ stoppedAt }) => stoppedAt !== null)?.stoppedAt ?? null,
  }
}

/** Of one run; what a fork shares with its parent is counted there. Each try of a call is counted. */
export const spendReader: RunReader<RecordSpend> = {
  kinds: ['model-called'],
  valueOf(run) {
    const providers = providerTallies(run)
    const sum = (of: (one: ProviderCalls) => number): number =>
      providers.reduce((all, one) => all + of(one), 0)
    return {
      calls: sum(({ made }) => made),
      usd: sum(({ usd }) => usd),
      uncertainUsd: sum(({ uncertainUsd }) => uncertainUsd),
      unpriced: sum(({ unpriced }) => unpriced),
      providers,
      stoppedAt: null,
    }
  },
}

/** What was spent beyond what runs show, as a record keeps it (JSON); undefined where it keeps none. */
export function unrecordedSpendIn(text: string | undefined): RecordSpend {
  const { spend, stoppedAt } = keptSpendIn(text)
  return { ...NO_SPEND, ...spend, stoppedAt }
}
