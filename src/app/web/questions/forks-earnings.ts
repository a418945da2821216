/** What runs of a family earned. Ticks that a fork shares with its parent are summed once, for the parent. */
import type { RunSummary, Store } from '../../../io/store/store.ts'
import type { RunId } from '../../../record/ids.ts'
import { pointsIn } from '../../../record/points-in.ts'
import type { TickContent } from '../../../record/tick.ts'
import type { Opened } from '../records.ts'

type Earnings = Readonly<Record<string, number>>

/** Longer lines of forks are summed from their beginning. */
const LONGEST_LINE = 50

/** Ticks that are closed stay as they are: `run tick` → what was earned before the tick. */
const known = new WeakMap<Store, Map<string, Earnings>>()
const ofContent = new WeakMap<TickContent, ReadonlyMap<string, number>>()

/** Sums of payoffs by participant. */
export function earningsIn(
  { store }: Opened,
  runs: ReadonlyMap<string, RunSummary>,
  runId: RunId,
): Earnings {
  let sums = known.get(store)
  if (sums === undefined) known.set(store, (sums = new Map()))
  return before(store, sums, runs, runId, runs.get(runId)?.ticks ?? 0, 0)
}

function before(
  store: Store,
  sums: Map<string, Earnings>,
  runs: ReadonlyMap<string, RunSummary>,
  runId: RunId,
  to: number,
  depth: number,
): Earnings {
  const key = `${runId} ${to}`
  const found = sums.get(key)
  if (found !== undefined) return found
  const fork = runs.get(runId)?.plan.fork
  const isAlone = fork === undefined || depth > LONGEST_LINE || !runs.has(fork.parent)
  const shared = isAlone ? 0 : Math.min(fork.tick, to)
  const earnings: Record<string, number> =
    isAlone || shared === 0 ? {} : { ...before(store, sums, runs, fork.parent, shared, depth + 1) }
  for (const { content } of store.ticks(runId, shared, to))
    for (const [participant, points] of paidIn(content))
      earnings[participant] = (earnings[participant] ?? 0) + points
  sums.set(key, earnings)
  return earnings
}

/** Ticks that recur share their content. */
function paidIn(content: TickContent): ReadonlyMap<string, number> {
  let paid = ofContent.get(content)
  if (paid === undefined) ofContent.set(content, (paid = pointsIn(content.entries)))
  return paid
}
