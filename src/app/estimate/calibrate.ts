/** Puts what runs have shown in place of what an estimate took for granted, and looks ahead to what is left. */
import type {
  CallEstimate,
  CallNeeds,
  EstimatedCell,
  Measured,
  Range,
} from '../../record/call-estimate.ts'
import type { Store } from '../../io/store/store.ts'
import type { RunId } from '../../record/ids.ts'
import { BYTES_PER_TOKEN } from './assumed-tokens.ts'
import { around, measuredOf, seen, spentOn, type Seen } from './measured-models.ts'
import { measuredRuns, type MeasuredRun } from './measured-runs.ts'
import { round, roundedNeeds, times } from './ranges.ts'
import { ratioOf, type Pair, type Ratio } from './student-t.ts'
import { summed } from './summed.ts'

type Quantity = keyof Seen

/** So many runs of a treatment are listened to alone; so many of a model may make its intervals narrower than was assumed. */
const ENOUGH = 5

/**
 * From an estimate of the whole experiment to one of the runs that have not ended. How many asks there are stays as the walk through the machine found
 * it, unless the runs contradict it; what an ask takes in calls, tokens and US dollars is learnt as a ratio to what was assumed: from
 * the runs of the same treatment where five or more have ended, otherwise from all runs of the model. Low and high are 95 % prediction intervals of the mean
 * over the runs that are left; with fewer than five runs of a model they are no narrower than they were. A model that no run has called stays as
 * it was assumed.
 */
export function calibrate(estimate: CallEstimate, store: Store): CallEstimate {
  const runs = measuredRuns(store)
  // Forks are no part of what was planned.
  const summaries = store
    .runs()
    .filter(({ status, plan }) => status !== 'started' && plan.fork === undefined)
  const endedIds = new Set(summaries.map(({ runId }) => runId))
  const ended = countBy(summaries.map(({ plan }) => plan.treatment))
  const perModel = groupBy(runs, ({ model }) => model)
  const perCell = groupBy(runs, cellKey)
  const assumed = new Map(estimate.cells.map((cell) => [cellKey(cell), cell]))
  const measured = [...perModel].map(([model, own]) => measuredOf(model, own))

  const leftOf = ({ treatment, runs: planned }: EstimatedCell): number =>
    Math.max(0, planned - (ended.get(treatment) ?? 0))
  const leftByModel = new Map<string, number>()
  for (const cell of estimate.cells)
    leftByModel.set(cell.model, (leftByModel.get(cell.model) ?? 0) + leftOf(cell))
  const cells = estimate.cells.map((cell) =>
    calibrated(cell, assumed, {
      left: leftOf(cell),
      own: perCell.get(cellKey(cell)) ?? [],
      leftAlike: leftByModel.get(cell.model) ?? 0,
      alike: perModel.get(cell.model) ?? [],
      ended: endedIds,
    }),
  )
  const learnt = new Map(measured.map((one) => [one.model, one]))
  return summed({
    ...estimate,
    basis: 'pilot',
    runs: Math.max(0, estimate.runs - [...ended.values()].reduce((sum, n) => sum + n, 0)),
    cells: cells.map((cell) => ({ ...cell, prompts: promptsOf(cell, learnt.get(cell.model)) })),
    factsOf: (name) => {
      const model = estimate.models.find((one) => one.model === name)
      return { price: model?.price ?? null, reasons: model?.reasons ?? null }
    },
    spent: spentOn(
      runs,
      [...ended.values()].reduce((sum, n) => sum + n, 0),
    ),
    measured,
    assumptions: [
      'Low and high are 95 % prediction intervals of what is left, from the spread between runs.',
      ...(estimate.models.every(({ model }) => (learnt.get(model)?.runs ?? 0) >= ENOUGH)
        ? []
        : [
            `Of models that fewer than ${ENOUGH} runs have called, low and high are no narrower than what was assumed:`,
            ...estimate.assumptions,
          ]),
    ],
  })
}

/** What there is to learn a cell from: runs of its own, and all runs of its model; and how many of either are left. */
interface Lesson {
  readonly left: number
  readonly own: readonly MeasuredRun[]
  readonly leftAlike: number
  readonly alike: readonly MeasuredRun[]
  readonly ended: ReadonlySet<RunId>
}

function calibrated(
  cell: EstimatedCell,
  assumed: ReadonlyMap<string, EstimatedCell>,
  { left, own, leftAlike, alike, ended }: Lesson,
): EstimatedCell {
  const isKnown = own.length >= ENOUGH
  const [runs, ahead] = isKnown ? [own, left] : [alike, leftAlike]
  const pairs = (cameOf: (run: MeasuredRun) => number | null, quantity?: Quantity): Pair[] =>
    runs.flatMap((run) => {
      const known = assumed.get(cellKey(run))
      const came = cameOf(run)
      if (came === null || known === undefined) return []
      const { calls, perRun, walks } = known
      // Of asks: those that were walked under this run's own seed, where it was.
      if (quantity === undefined)
        return [
          { came, expected: walks.find((walk) => walk.run === run.run)?.calls ?? calls.expected },
        ]
      // Of what they take: as much as was assumed for so many asks.
      const share = calls.expected === 0 ? 0 : firstCalls(run) / calls.expected
      return [{ came, expected: (perRun[quantity]?.expected ?? 0) * share }]
    })
  const asks = ratioOf(pairs(firstCalls), ahead)
  const share = shareOf(cell, left, ended)
  const learnt = (quantity: Quantity, before: Range | null): Range | null => {
    if (before === null) return null
    const found = pairs((run) => seen(run)[quantity], quantity)
    const taken = ratioOf(found, ahead)
    if (asks === null || taken === null) return before
    const { low, expected, high } = times(product(asks, taken), before.expected * share)
    // Few runs may be alike by chance: then the width that was assumed stands.
    return found.length < ENOUGH
      ? { low: Math.min(before.low, low), expected, high: Math.max(before.high, high) }
      : { low, expected, high }
  }
  const { perRun } = cell
  const calls = learnt('calls', perRun.calls) as Range
  const needs: CallNeeds = {
    calls,
    mostCalls: Math.max(perRun.mostCalls, calls.high),
    inputTokens: learnt('inputTokens', perRun.inputTokens) as Range,
    outputTokens: learnt('outputTokens', perRun.outputTokens) as Range,
    usd: learnt('usd', perRun.usd),
  }
  return {
    ...cell,
    runs: left,
    pilotRuns: own.length,
    perRun: roundedNeeds(needs),
    walks: cell.walks.filter(({ run }) => !ended.has(run)),
  }
}

/** By how much the runs that are left are longer than all of them, where all of them were walked. */
function shareOf({ calls, walks, runs }: EstimatedCell, left: number, ended: ReadonlySet<RunId>) {
  if (left === 0 || walks.length < runs || calls.expected === 0) return 1
  const open = walks.filter(({ run }) => !ended.has(run))
  return open.reduce((sum, walk) => sum + walk.calls, 0) / open.length / calls.expected
}

/** Asks as they were walked, unless they lie outside what the runs allow; times what an ask takes. */
function product(asks: Ratio, taken: Ratio): Range {
  const isWalked = Math.abs(asks.ratio - 1) <= asks.half
  const share = isWalked ? 1 : asks.ratio
  const widthOf = ({ ratio, halfAhead }: Ratio): number =>
    ratio === 0 || halfAhead === Infinity ? 0 : halfAhead / ratio
  const mean = share * taken.ratio
  return around(mean, mean * Math.hypot(widthOf(asks), widthOf(taken)))
}

/** Calls that asked first, or for a sample. */
function firstCalls({ calls, reasks }: MeasuredRun): number {
  return calls - reasks
}

function promptsOf({ prompts }: EstimatedCell, learnt: Measured | undefined) {
  const bytesPerToken = learnt?.bytesPerToken ?? null
  if (bytesPerToken === null) return prompts
  const factor = BYTES_PER_TOKEN.expected / bytesPerToken
  return prompts.map(({ round: number, tokens }) => ({
    round: number,
    tokens: round(tokens * factor),
  }))
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

function cellKey({ treatment, model }: Pick<EstimatedCell, 'treatment' | 'model'>): string {
  return JSON.stringify([treatment, model])
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of list) {
    const group = groups.get(keyOf(one))
    if (group === undefined) groups.set(keyOf(one), [one])
    else group.push(one)
  }
  return groups
}
