/** How long the models of a record took to answer: wall time, which is kept beside the record and is in no hash. */
import type { Tables } from '../../io/store/tables.ts'
import { percentile } from '../statistics/percentile.ts'
import { compare } from './design.ts'

export interface CallLatency {
  /** `provider/model`. */
  readonly name: string
  /** Replies whose latency is kept. */
  readonly replies: number
  /** Retries and waiting included. */
  readonly medianMs: number
  /** 95 of 100 replies took no longer. */
  readonly p95Ms: number
}

/** By model; those without a latency are left out. What a fork shares with its parent was waited for there. */
export function callLatencies(tables: Pick<Tables, 'rows'>): CallLatency[] {
  const byModel = new Map<string, number[]>()
  const columns = ['provider', 'model', 'latency_ms']
  for (const { provider, model, latency_ms: ms } of tables.rows('calls', {
    columns,
    where: { error: null },
  })) {
    if (typeof ms !== 'number') continue
    const name = `${provider}/${model}`
    const known = byModel.get(name)
    if (known === undefined) byModel.set(name, [ms])
    else known.push(ms)
  }
  return [...byModel]
    .sort(([a], [b]) => compare(a, b))
    .map(([name, list]) => {
      const sorted = new Float64Array(list).sort()
      return {
        name,
        replies: sorted.length,
        medianMs: percentile(sorted, 0.5),
        p95Ms: percentile(sorted, 0.95),
      }
    })
}
