/** What was estimated against what was needed, over the runs that have ended. Forks are no part of what was estimated, and are left out. */
import { countedUsage } from '../../record/counted-usage.ts'
import type { CallEstimate, EstimatedCell, Range } from '../../record/call-estimate.ts'
import type { RunId } from '../../record/ids.ts'
import { compare, inOrder, type Design } from './design.ts'
import type { Question } from './read-runs.ts'
import { addTo, noSum, totalOf, type RunningSum } from '../statistics/running-sum.ts'
import { modelOf } from './run-ticks.ts'

/** Calls, tokens and US dollars of some runs. */
export interface LedgerSums {
  readonly calls: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** Null where no price is known. */
  readonly usd: number | null
}

export interface ActualSums extends LedgerSums {
  /** US dollars that may have been charged besides. */
  readonly uncertainUsd: number
  /** Replies that did not say how many tokens they used. */
  readonly uncounted: number
  /** Replies whose cost is not known. */
  readonly unpriced: number
}

/** Actual divided by estimated; null where either is not known, or nothing was estimated. Replies that did not say what they used are taken to be like those that did. */
export interface LedgerRatios {
  readonly calls: number | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  readonly usd: number | null
}

export interface LedgerLine {
  /** `provider/model`. */
  readonly model: string
  /** Runs that have ended and seat it. */
  readonly runs: number
  readonly estimated: LedgerSums
  /** From low to high, for the same runs; null where no price is known. */
  readonly estimatedUsd: Range | null
  readonly actual: ActualSums
  readonly ratio: LedgerRatios
}

export interface SpendLedger {
  readonly models: readonly LedgerLine[]
  /** The same by treatment, in the order of the experiment. */
  readonly cells: readonly (LedgerLine & { readonly treatment: string })[]
  /** Models that were called under treatments of which the estimate knows nothing: no ratio can be told of those calls. */
  readonly unexpected: readonly { readonly treatment: string; readonly model: string }[]
}

/** Runs that failed or were aborted have ended, too, perhaps before their last call. */
export function ledgerQuestion(estimate: CallEstimate, design: Design): Question<SpendLedger> {
  const sums = new Map<string, Sums>()
  return {
    kinds: ['model-called'],
    add({ status, treatment, times }) {
      if (status === 'started') return
      for (const [list, n] of times) {
        for (const entry of list) {
          if (entry.kind !== 'model-called') continue
          const key = keyOf({ treatment, model: modelOf(entry) })
          let own = sums.get(key)
          if (own === undefined) sums.set(key, (own = noSums()))
          for (let time = 0; time < n; time++)
            addCall(own, { ...entry, usage: countedUsage(entry) })
        }
      }
    },
    answer: () => ledgerFrom(estimate, design, sums),
  }
}

interface Sums {
  calls: number
  replies: number
  inputTokens: number
  outputTokens: number
  uncounted: number
  unpriced: number
  readonly usd: RunningSum
  readonly uncertainUsd: RunningSum
}

function noSums(): Sums {
  return {
    calls: 0,
    replies: 0,
    inputTokens: 0,
    outputTokens: 0,
    uncounted: 0,
    unpriced: 0,
    usd: noSum(),
    uncertainUsd: noSum(),
  }
}

interface Called {
  readonly usage: { readonly inputTokens: number | null; readonly outputTokens: number | null }
  readonly costUsd: number | null
  readonly uncertainUsd?: number | undefined
  readonly error: string | null
}

function addCall(sums: Sums, { usage, costUsd, uncertainUsd = 0, error }: Called): void {
  sums.calls++
  addTo(sums.uncertainUsd, uncertainUsd)
  if (error !== null) return
  sums.replies++
  if (usage.inputTokens === null || usage.outputTokens === null) sums.uncounted++
  else {
    sums.inputTokens += usage.inputTokens
    sums.outputTokens += usage.outputTokens
  }
  if (costUsd === null) sums.unpriced++
  else addTo(sums.usd, costUsd)
}

function ledgerFrom(
  estimate: CallEstimate,
  design: Design,
  sums: ReadonlyMap<string, Sums>,
): SpendLedger {
  const ended = new Map<string, RunId[]>()
  for (const { runId, plan, status } of design.runs.values()) {
    if (status === 'started') continue
    const list = ended.get(plan.treatment)
    if (list === undefined) ended.set(plan.treatment, [runId])
    else list.push(runId)
  }
  const known = new Set(estimate.cells.map(keyOf))
  const cells = estimate.cells.flatMap((cell): Compared[] => {
    const runs = ended.get(cell.treatment) ?? []
    if (runs.length === 0) return []
    const own = sums.get(keyOf(cell)) ?? noSums()
    return [{ cell, runs: runs.length, meanRuns: meanRuns(cell, runs), sums: own }]
  })
  const models = [...new Set(cells.map(({ cell }) => cell.model))].sort(compare)
  return {
    models: models.map((model) =>
      lineOf(
        model,
        cells.filter(({ cell }) => cell.model === model),
      ),
    ),
    cells: inOrder(
      design,
      cells.map((one) => ({
        treatment: one.cell.treatment,
        ...lineOf(one.cell.model, [one]),
      })),
    ),
    unexpected: [...sums.keys()]
      .filter((key) => !known.has(key))
      .map((key) => JSON.parse(key) as [string, string])
      .map(([treatment, model]) => ({ treatment, model })),
  }
}

/** For how many mean runs these runs stand: those that were walked in memory are as long as they were there. */
function meanRuns({ calls, walks }: EstimatedCell, runs: readonly RunId[]): number {
  if (walks.length === 0 || calls.expected === 0) return runs.length
  const walked = new Map(walks.map((walk) => [walk.run, walk.calls]))
  return runs.reduce((sum, run) => sum + (walked.get(run) ?? calls.expected), 0) / calls.expected
}

interface Compared {
  readonly cell: EstimatedCell
  readonly runs: number
  readonly meanRuns: number
  readonly sums: Sums
}

function lineOf(model: string, all: readonly Compared[]): LedgerLine {
  const total = (valueOf: (one: Compared) => number): number => {
    const sum = noSum()
    for (const one of all) addTo(sum, valueOf(one))
    return totalOf(sum)
  }
  const expected = (field: 'calls' | 'inputTokens' | 'outputTokens'): number =>
    total((one) => one.cell.perRun[field].expected * one.meanRuns)
  const isPriced = all.every(({ cell }) => cell.perRun.usd !== null)
  const usd = (which: keyof Range): number =>
    total((one) => (one.cell.perRun.usd?.[which] ?? 0) * one.meanRuns)
  const estimatedUsd = isPriced
    ? { low: usd('low'), expected: usd('expected'), high: usd('high') }
    : null
  const estimated = {
    calls: expected('calls'),
    inputTokens: expected('inputTokens'),
    outputTokens: expected('outputTokens'),
    usd: estimatedUsd?.expected ?? null,
  }
  const replies = total(({ sums }) => sums.replies)
  const unpriced = total(({ sums }) => sums.unpriced)
  const actual = {
    calls: total(({ sums }) => sums.calls),
    inputTokens: total(({ sums }) => sums.inputTokens),
    outputTokens: total(({ sums }) => sums.outputTokens),
    usd: replies > 0 && unpriced === replies ? null : total(({ sums }) => totalOf(sums.usd)),
    uncertainUsd: total(({ sums }) => totalOf(sums.uncertainUsd)),
    uncounted: total(({ sums }) => sums.uncounted),
    unpriced,
  }
  return {
    model,
    runs: total(({ runs }) => runs),
    estimated,
    estimatedUsd,
    actual,
    ratio: ratiosOf(estimated, actual, replies),
  }
}

function ratiosOf(estimated: LedgerSums, actual: ActualSums, replies: number): LedgerRatios {
  const { uncounted, unpriced } = actual
  const ratio = (sum: number | null, of: number | null, missing: number): number | null => {
    if (sum === null || of === null || of === 0) return null
    if (missing === 0) return sum / of
    return missing === replies ? null : (sum * replies) / (replies - missing) / of
  }
  return {
    calls: ratio(actual.calls, estimated.calls, 0),
    inputTokens: ratio(actual.inputTokens, estimated.inputTokens, uncounted),
    outputTokens: ratio(actual.outputTokens, estimated.outputTokens, uncounted),
    usd: ratio(actual.usd, estimated.usd, unpriced),
  }
}

function keyOf({ treatment, model }: { readonly treatment: string; readonly model: string }) {
  return JSON.stringify([treatment, model])
}
