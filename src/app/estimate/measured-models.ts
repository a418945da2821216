/** What measured runs say of their models, and what they have come to. */
import type { Measured, Range, Spent } from '../../record/call-estimate.ts'
import type { MeasuredRun } from './measured-runs.ts'
import { round } from './ranges.ts'
import { spreadOf } from './student-t.ts'

/** What is learnt of a run, quantity by quantity; null where its replies did not tell. */
export interface Seen {
  readonly calls: number
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  readonly usd: number | null
}

/** Replies that did not say what they used are taken to be like those that did. */
export function seen(run: MeasuredRun): Seen {
  const { calls, replies, counted, priced } = run
  const whole = (sum: number, of: number): number | null =>
    replies === 0 ? 0 : of === 0 ? null : (sum * replies) / of
  return {
    calls,
    inputTokens: whole(run.inputTokens, counted),
    outputTokens: whole(run.outputTokens, counted),
    usd: whole(run.usd, priced),
  }
}

/** All runs of one model together. */
export function measuredOf(model: string, runs: readonly MeasuredRun[]): Measured {
  const sum = (field: 'calls' | 'reasks' | 'counted' | 'countedBytes' | 'inputTokens') =>
    runs.reduce((total, run) => total + run[field], 0)
  const output = runs.reduce((total, run) => total + run.outputTokens, 0)
  const [calls, reasks, counted] = [sum('calls'), sum('reasks'), sum('counted')]
  const usd = runs.flatMap((run) => seen(run).usd ?? [])
  const [only] = usd
  const spread = spreadOf(usd) ?? (only === undefined ? null : { mean: only, half: 0 })
  return {
    model,
    runs: runs.length,
    callsPerRun: round(calls / runs.length),
    reaskRate: round(reasks / Math.max(1, calls - reasks)),
    bytesPerToken:
      sum('inputTokens') === 0 ? null : round(sum('countedBytes') / sum('inputTokens')),
    outputTokensPerReply: counted === 0 ? null : round(output / counted),
    usdPerRun: spread === null ? null : around(spread.mean, spread.half),
  }
}

/** `ended` runs have ended, those without a call among them. */
export function spentOn(runs: readonly MeasuredRun[], ended: number): Spent {
  const sum = (field: 'calls' | 'inputTokens' | 'outputTokens' | 'usd' | 'uncertainUsd'): number =>
    round(runs.reduce((total, run) => total + run[field], 0))
  return {
    runs: ended,
    calls: sum('calls'),
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    usd: sum('usd'),
    uncertainUsd: sum('uncertainUsd'),
  }
}

/** A range, and nothing below zero. */
export function around(mean: number, half: number): Range {
  return { low: Math.max(0, mean - half), expected: mean, high: mean + half }
}
