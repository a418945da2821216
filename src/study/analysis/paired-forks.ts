/** What the forks of a run say: each one's difference against the same draws without it, pair by pair. */
import { canonicalJson } from '../../base/canonical-json.ts'
import type { RunSummary, Store } from '../../io/store/store.ts'
import type { TickEntry } from '../../record/entry.ts'
import type { RunId } from '../../record/ids.ts'
import type { Deed } from '../../record/intervention.ts'
import type { Plan } from '../../record/plan.ts'
import { pairedDifference, type Pair, type PairedDifference } from './paired-difference.ts'
import {
  boundsOf,
  isCount,
  measuresOf,
  plantedIn,
  type MeasuredTick,
  type MeasuredValue,
  type MeasureKind,
  type PairedMeasure,
  type Span,
} from './paired-measures.ts'

/** A replicate with the difference and the one without it. */
export interface ForkPair {
  /** From 1. */
  readonly replicate: number
  readonly baseline: RunId
  readonly difference: RunId
  /** The first tick in which a decision is another, be it one that was planted; null where none ever is. */
  readonly partsAt: number | null
}

export interface MeasuredPairs extends PairedDifference {
  readonly measure: PairedMeasure
  /** One for each pair that has a value on both sides. */
  readonly values: readonly (Pair & { readonly replicate: number })[]
}

/** All replicates of one difference at one tick. */
export interface ForkedDifference {
  readonly tick: number
  /** The name that the forks' treatment adds to their parent's. */
  readonly name: string
  /** What was set: path → value. */
  readonly set: Plan['levels']
  readonly pairs: readonly ForkPair[]
  /** Replicates that are in no pair: no baseline was played, or one of the two is not finished. */
  readonly unpaired: number
  /** From the tick of the fork on. */
  readonly measures: readonly MeasuredPairs[]
}

export interface ForkComparison {
  readonly parent: RunId
  readonly treatment: string
  readonly differences: readonly ForkedDifference[]
  /** Forks that differ from the parent in nothing but their draws. */
  readonly baselines: number
}

/** Compares the forks of a run; all measures where no kinds are given. In the order of ticks, then of names. */
export function pairedForks(
  store: Store,
  parent: RunSummary,
  kinds?: readonly MeasureKind[],
): ForkComparison {
  const forks = store.runs().flatMap((run) => forkOf(run, parent))
  const baselines = forks.filter(({ deeds }) => deeds.length === 0)
  const groups = Map.groupBy(
    forks.filter(({ deeds }) => deeds.length > 0),
    ({ tick, deeds }) => canonicalJson([tick, deeds]),
  )
  const differences = [...groups.values()].map((group) =>
    compareGroup(group, { parent, baselines, store, kinds }),
  )
  return {
    parent: parent.runId,
    treatment: parent.plan.treatment,
    differences: differences.sort(
      (a, b) => a.tick - b.tick || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
    ),
    baselines: baselines.length,
  }
}

interface Fork {
  readonly run: RunSummary
  readonly tick: number
  /** Null where it goes on with its parent's draws. */
  readonly seed: number | null
  /** What it differs in besides its draws. */
  readonly deeds: readonly Deed[]
}

/** What a plan adds to its parent's stands behind the parent's own interventions. */
function forkOf(run: RunSummary, { runId, plan: { interventions } }: RunSummary): Fork[] {
  const { plan } = run
  if (plan.fork?.parent !== runId) return []
  const added = (plan.interventions ?? []).slice(interventions?.length ?? 0)
  let seed: number | null = null
  const deeds: Deed[] = []
  for (const { deed } of added) {
    if (deed.do === 'reseed') seed = deed.seed
    else deeds.push(deed)
  }
  return [{ run, tick: plan.fork.tick, seed, deeds }]
}

interface Comparing {
  readonly parent: RunSummary
  readonly baselines: readonly Fork[]
  readonly store: Store
  readonly kinds: readonly MeasureKind[] | undefined
}

function compareGroup(group: readonly Fork[], comparing: Comparing): ForkedDifference {
  const { parent, baselines, store, kinds } = comparing
  const [first] = group as [Fork, ...Fork[]]
  const { tick } = first
  const pairs: ForkPair[] = []
  const measured = new Map<
    string,
    { measure: PairedMeasure; values: MeasuredPairs['values'][number][] }
  >()
  for (const fork of [...group].sort((a, b) => a.run.plan.replicate - b.run.plan.replicate)) {
    const baseline = fork.seed === null ? parent : baselineOf(fork, baselines)
    if (baseline?.status !== 'finished' || fork.run.status !== 'finished') continue
    const { replicate } = fork.run.plan
    const [without, having] = [ticksOf(store, baseline), ticksOf(store, fork.run)]
    pairs.push({
      replicate,
      baseline: baseline.runId,
      difference: fork.run.runId,
      partsAt: firstOtherDecision(without, having),
    })
    for (const one of pairedValues(without, having, parent.plan, tick)) {
      const key = canonicalJson(one.measure)
      const list = measured.get(key) ?? { measure: one.measure, values: [] }
      list.values.push({ replicate, ...one.pair })
      measured.set(key, list)
    }
  }
  const measures = [...measured.values()]
    .filter(({ measure }) => kinds === undefined || kinds.includes(measure.kind))
    .map(({ measure, values }) => {
      return { measure, values, ...pairedDifference(values, boundsOf(measure)) }
    })
  return {
    tick,
    name: nameOf(first, parent.plan),
    set: setIn(first.run.plan, parent.plan),
    pairs,
    unpaired: group.length - pairs.length,
    measures,
  }
}

function baselineOf({ tick, seed }: Fork, baselines: readonly Fork[]): RunSummary | undefined {
  return baselines.find((one) => one.tick === tick && one.seed === seed)?.run
}

function ticksOf(store: Store, { runId }: RunSummary): readonly MeasuredTick[] {
  return Array.from(store.ticks(runId), ({ tick, content }) => ({
    tick,
    entries: content.entries,
  }))
}

function pairedValues(
  without: readonly MeasuredTick[],
  having: readonly MeasuredTick[],
  { seats }: Plan,
  from: number,
): { measure: PairedMeasure; pair: Pair }[] {
  const span = { from, skipped: new Set([...plantedIn(without), ...plantedIn(having)]) }
  const [left, right] = [valuesOf(without, seats, span), valuesOf(having, seats, span)]
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) => {
    const measure = (left.get(key) ?? right.get(key))?.measure
    if (measure === undefined) return []
    const nothing = isCount(measure) ? 0 : undefined
    const baseline = left.get(key)?.amount ?? nothing
    const difference = right.get(key)?.amount ?? nothing
    if (baseline === undefined || difference === undefined) return []
    return [{ measure, pair: { baseline, difference } }]
  })
}

function valuesOf(
  ticks: readonly MeasuredTick[],
  seats: Plan['seats'],
  span: Span,
): ReadonlyMap<string, MeasuredValue> {
  return new Map(measuresOf(ticks, seats, span).map((one) => [canonicalJson(one.measure), one]))
}

function firstOtherDecision(
  without: readonly MeasuredTick[],
  having: readonly MeasuredTick[],
): number | null {
  for (let i = 0; i < Math.max(without.length, having.length); i++) {
    if (decisionsAt(without[i]) !== decisionsAt(having[i]))
      return (without[i] ?? having[i])?.tick ?? null
  }
  return null
}

function decisionsAt(tick: MeasuredTick | undefined): string {
  const decided = (tick?.entries ?? []).filter(isDecision)
  return canonicalJson(decided.map(({ of, ask, value }) => [of, ask, value]))
}

function isDecision(entry: TickEntry) {
  return entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted'
}

function setIn({ levels }: Plan, parent: Plan): Plan['levels'] {
  const changed = Object.entries(levels).filter(
    ([path, value]) =>
      parent.levels[path] === undefined ||
      canonicalJson(parent.levels[path]) !== canonicalJson(value),
  )
  return Object.fromEntries(changed)
}

/** Treatments of forks are named `parent's | fork 3f9a12bc@4 cast.column=grim`. */
function nameOf({ run: { plan }, tick, deeds }: Fork, parent: Plan): string {
  const added = plan.treatment.startsWith(parent.treatment)
    ? plan.treatment.slice(parent.treatment.length)
    : plan.treatment
  const named = new RegExp(`^ \\| fork [0-9a-f]+@${tick} (.+)$`, 's').exec(added)?.[1]
  return named ?? deeds.map((deed) => deed.do).join(', ')
}
