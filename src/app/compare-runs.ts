/** Compares two runs of a record: what differs first, then decisions and payoffs side by side. */
import { canonicalJson, type Json } from '../base/canonical-json.ts'
import type { RunSummary, Store, StoredTick } from '../io/store/store.ts'
import { differencesOf, firstDifference, type Difference } from '../play/replay/divergence.ts'
import type { Value } from '../record/ask.ts'
import type { TickEntry } from '../record/entry.ts'
import type { ParticipantId, RunId } from '../record/ids.ts'
import type { Plan } from '../record/plan.ts'
import { withoutTheHour } from '../record/tick.ts'

/** The first thing that is not the same in both. */
export interface FirstDifference {
  readonly tick: number
  readonly round: number | null
  /** The entry's place in its tick, from 0; null where one of the two has no such tick, or only its round or phase differ. */
  readonly place: number | null
  readonly left: TickEntry | null
  readonly right: TickEntry | null
  /** The values that differ, each at its path, as JSON. */
  readonly differences: readonly SideBySide<string | null>[]
}

export interface SideBySide<T> {
  readonly path: string
  readonly left: T
  readonly right: T
}

/** One decision of both runs. What one of them did not ask is null there. */
export interface DecisionBeside {
  readonly tick: number
  readonly round: number | null
  readonly participant: ParticipantId
  readonly role: string
  readonly ask: string
  readonly left: DecisionMade | null
  readonly right: DecisionMade | null
  readonly differs: boolean
}

export interface DecisionMade {
  readonly value: Value
  readonly status: string
}

export interface PayoffBeside {
  /** Null for the whole run. */
  readonly tick: number | null
  readonly round: number | null
  readonly participant: ParticipantId
  readonly role: string
  /** Points; null where nothing was awarded. */
  readonly left: number | null
  readonly right: number | null
}

export interface RunsCompared {
  readonly left: ComparedRun
  readonly right: ComparedRun
  /** What their plans do not share. */
  readonly plans: readonly SideBySide<string | null>[]
  /** How many ticks from the beginning on are the same. */
  readonly sharedTicks: number
  /** Null where every tick is the same. */
  readonly first: FirstDifference | null
  readonly decisions: readonly DecisionBeside[]
  readonly payoffs: readonly PayoffBeside[]
  /** Sums of payoffs by participant. */
  readonly earnings: readonly PayoffBeside[]
}

export interface ComparedRun {
  readonly runId: RunId
  readonly treatment: string
  readonly replicate: number
  readonly status: RunSummary['status']
  readonly ticks: number
  readonly recordHash: string | null
}

/** Reads both runs at once, tick by tick. */
export function compareRuns(store: Store, left: RunSummary, right: RunSummary): RunsCompared {
  const roles = new Map(
    [...right.plan.seats, ...left.plan.seats].map(({ participant, role }) => [participant, role]),
  )
  const decisions: DecisionBeside[] = []
  const payoffs: PayoffBeside[] = []
  let sharedTicks = 0
  let first: FirstDifference | null = null
  for (const [a, b] of together(store.ticks(left.runId), store.ticks(right.runId))) {
    if (first === null) {
      first = differenceBetween(a, b)
      if (first === null) sharedTicks++
    }
    decisions.push(...decisionsBeside(a, b, roles))
    payoffs.push(...payoffsBeside(a, b, roles))
  }
  return {
    left: comparedRun(left),
    right: comparedRun(right),
    plans: besides(differencesOf(planOf(left.plan), planOf(right.plan))),
    sharedTicks,
    first,
    decisions,
    payoffs,
    earnings: summed(payoffs),
  }
}

type TickOrNone = StoredTick | undefined

function* together(
  left: Iterable<StoredTick>,
  right: Iterable<StoredTick>,
): Iterable<[TickOrNone, TickOrNone]> {
  const [a, b] = [left[Symbol.iterator](), right[Symbol.iterator]()]
  for (;;) {
    const [one, other] = [a.next(), b.next()]
    if (one.done === true && other.done === true) return
    yield [one.done === true ? undefined : one.value, other.done === true ? undefined : other.value]
  }
}

function differenceBetween(a: TickOrNone, b: TickOrNone): FirstDifference | null {
  const { tick, round } = (a ?? b) as StoredTick
  if (a === undefined || b === undefined)
    return { tick, round, place: null, left: null, right: null, differences: [] }
  if (a.content.digest === b.content.digest && a.round === b.round) return null
  // How often a busy server was tried is no difference between runs.
  const [ours, theirs] = [
    a.content.entries.map(withoutTheHour),
    b.content.entries.map(withoutTheHour),
  ]
  const place = firstDifference(ours, theirs) ?? null
  const [left, right] = place === null ? [null, null] : [ours[place] ?? null, theirs[place] ?? null]
  const differences =
    place === null
      ? differencesOf(
          { round: a.round, phase: a.content.phase },
          { round: b.round, phase: b.content.phase },
        )
      : differencesOf(left ?? undefined, right ?? undefined)
  return { tick, round, place, left, right, differences: besides(differences) }
}

function besides(differences: readonly Difference[]): SideBySide<string | null>[] {
  return differences.map(({ path, recorded, again }) => ({ path, left: recorded, right: again }))
}

function planOf({ treatment: _, replicate: __, ...plan }: Plan): Json {
  return plan as unknown as Json
}

function comparedRun({ runId, plan, status, ticks, recordHash }: RunSummary): ComparedRun {
  const { treatment, replicate } = plan
  return { runId, treatment, replicate, status, ticks, recordHash }
}

type Roles = ReadonlyMap<ParticipantId, string>

function decisionsBeside(a: TickOrNone, b: TickOrNone, roles: Roles): DecisionBeside[] {
  const { tick, round } = (a ?? b) as StoredTick
  const [left, right] = [decisionsIn(a), decisionsIn(b)]
  return [...new Map([...left, ...right]).entries()].map(([key, { of, ask }]) => {
    const [one, other] = [madeOf(left.get(key)), madeOf(right.get(key))]
    return {
      tick,
      round,
      participant: of,
      role: roles.get(of) ?? '',
      ask,
      left: one,
      right: other,
      differs: canonicalJson(one) !== canonicalJson(other),
    }
  })
}

type Decision = Extract<TickEntry, { kind: 'decision-taken' | 'decision-defaulted' }>

function decisionsIn(tick: TickOrNone): Map<string, Decision> {
  const entries = (tick?.content.entries ?? []).filter(
    (entry): entry is Decision =>
      entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted',
  )
  return new Map(entries.map((entry) => [`${entry.of}\n${entry.ask}`, entry]))
}

function madeOf(decision: Decision | undefined): DecisionMade | null {
  return decision === undefined ? null : { value: decision.value, status: decision.status }
}

function payoffsBeside(a: TickOrNone, b: TickOrNone, roles: Roles): PayoffBeside[] {
  const { tick, round } = (a ?? b) as StoredTick
  const [left, right] = [pointsIn(a), pointsIn(b)]
  return [...roles].flatMap(([participant, role]) => {
    const [one, other] = [left.get(participant) ?? null, right.get(participant) ?? null]
    return one === null && other === null
      ? []
      : [{ tick, round, participant, role, left: one, right: other }]
  })
}

function pointsIn(tick: TickOrNone): ReadonlyMap<ParticipantId, number> {
  const points = new Map<ParticipantId, number>()
  for (const entry of tick?.content.entries ?? []) {
    if (entry.kind === 'payoff-awarded')
      points.set(entry.to, (points.get(entry.to) ?? 0) + entry.points)
  }
  return points
}

function summed(payoffs: readonly PayoffBeside[]): PayoffBeside[] {
  return [...Map.groupBy(payoffs, ({ participant }) => participant)].map(([participant, list]) => {
    const sum = (side: 'left' | 'right'): number | null =>
      list.every((one) => one[side] === null)
        ? null
        : list.reduce((total, one) => total + (one[side] ?? 0), 0)
    const role = list[0]?.role ?? ''
    return { tick: null, round: null, participant, role, left: sum('left'), right: sum('right') }
  })
}
