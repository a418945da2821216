/** What was spent on a record: by the calls of closed ticks, by those that are kept of open ones, and by those of which nothing came. */
import { NOTHING_SPENT, spendOn, sumOf, type Spend } from '../io/model/budget.ts'
import type { Completion } from '../io/model/provider.ts'
import { spendOf } from '../io/model/with-budget.ts'
import type { Sunk } from '../io/model/with-retry.ts'
import type { Store } from '../io/store/store.ts'
import { isOfPerson } from '../record/kept-call.ts'
import { keptSpendIn } from '../study/analysis/unrecorded-spend.ts'

/** What the record and what is kept beside it say. */
export function spendSoFar(store: Store): Spend {
  return sumOf(recordedSpend(store), keptSpendIn(store.unrecordedSpend()).spend)
}

/**
 * Keeps what was spent in all beyond what the record shows. Tries that broke off, of a call that was then given up because the work stopped, are
 * charged all the same: the next sitting has to know. With it goes at which cap this one stopped, since a record does not say why its runs are open.
 */
export function keepUnrecordedSpend(store: Store, spent: Spend, stoppedAt: string | null): void {
  const { calls, usd, uncertainUsd } = recordedSpend(store)
  const rest = {
    calls: spent.calls - calls,
    usd: withoutDrift(spent.usd - usd),
    uncertainUsd: withoutDrift(spent.uncertainUsd - uncertainUsd),
  }
  if (
    rest.calls > 0 ||
    rest.usd > 0 ||
    rest.uncertainUsd > 0 ||
    stoppedAt !== null ||
    store.unrecordedSpend() !== undefined
  )
    store.keepUnrecordedSpend(JSON.stringify(stoppedAt === null ? rest : { ...rest, stoppedAt }))
}

/** Books tries as they sink, so that a killed process does not forget what they may have cost; and forgets where the sitting before stopped. */
export function sunkIn(store: Store): Sunk {
  const { spend, stoppedAt } = keptSpendIn(store.unrecordedSpend())
  let sunk: Spend = spend
  if (stoppedAt !== null) store.keepUnrecordedSpend(JSON.stringify(sunk))
  return {
    add(spend) {
      sunk = sumOf(sunk, spend)
      // A refusal costs nothing: it can wait for the next that does, or for the end.
      if (spend.uncertainUsd > 0) store.keepUnrecordedSpend(JSON.stringify(sunk))
    },
    takeBack({ calls, usd, uncertainUsd }) {
      sunk = sumOf(sunk, { calls: -calls, usd: -usd, uncertainUsd: -uncertainUsd })
    },
  }
}

/** Two sums of the same numbers in another order differ in their last digits. */
function withoutDrift(usd: number): number {
  return usd < 1e-9 ? 0 : usd
}

function recordedSpend(store: Store): Spend {
  let spend = NOTHING_SPENT
  const runs = store.runs()
  // What a fork shares with its parent was paid once, and is counted there.
  const shared = new Map(runs.map(({ runId, plan }) => [runId, plan.fork?.tick ?? 0]))
  for (const { runId, ticks } of store.entriesByRun(['model-called'])) {
    for (const entry of ticks.slice(shared.get(runId) ?? 0).flat())
      spend = sumOf(spend, spendOn(entry))
  }
  for (const { runId, status } of runs) {
    if (status !== 'started') continue
    for (const call of store.keptCalls(runId))
      if (!isOfPerson(call))
        spend = sumOf(spend, spendOf(JSON.parse(call.completion) as Completion))
  }
  return spend
}
