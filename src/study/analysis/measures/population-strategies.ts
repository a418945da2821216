/** Shares of strategies among the players of a role under a treatment: a question to a record. */
import { Streams } from '../../../base/random.ts'
import type { Store } from '../../../io/store/store.ts'
import { inOrder, type Design } from '../design.ts'
import type { Question } from '../read-runs.ts'
import { contradictionCounts, decisionsIn } from './classify-strategy.ts'
import { isCounted, kindsFor } from './counted-runs.ts'
import { matchesIn } from './match.ts'
import { openingsOf } from './opening.ts'
import { strategyShares, type StrategySample, type StrategyShares } from './strategy-shares.ts'

/** The strategies that a role plays under a treatment. */
export interface RoleStrategies {
  readonly treatment: string
  readonly role: string
  /** Null where no player has a decision. */
  readonly found: StrategyShares | null
}

export interface SharesWanted {
  /** Resamples of runs for the intervals; 0 for none. */
  readonly replicates: number
  readonly seed?: number
}

/** Only repeated games of two options each, in counted runs with at least two own decisions of a player. See `strategyShares`. */
export function populationStrategies(
  store: Store,
  design: Design,
  { replicates, seed = 1 }: SharesWanted,
): Question<readonly RoleStrategies[]> {
  const matchOf = matchesIn(openingsOf(store))
  const groups = new Map<string, { treatment: string; role: string; samples: StrategySample[] }>()
  return {
    kinds: kindsFor(design),
    add(run) {
      if (!isCounted(design, run)) return
      for (const side of matchOf(run)?.sides ?? []) {
        const decisions = decisionsIn(side)
        if (decisions < 2) continue
        const { treatment } = run
        const role = run.seats[side.seat]?.role ?? ''
        const key = JSON.stringify([treatment, role])
        const group = groups.get(key) ?? { treatment, role, samples: [] }
        groups.set(key, group)
        group.samples.push({
          run: run.runId,
          decisions,
          contradictions: contradictionCounts(side),
        })
      }
    },
    answer: () => {
      const streams = new Streams(seed)
      const bootstrap = replicates > 0 ? { replicates, streams } : undefined
      return inOrder(design, [...groups.values()]).map(({ treatment, role, samples }) => ({
        treatment,
        role,
        found: strategyShares(samples, bootstrap),
      }))
    },
  }
}
