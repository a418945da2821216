/** Compares two runs of a record: what differs first, then decisions and payoffs side by side. */
import { canonicalJson, type Json } from '../base/canonical-json.ts'
import type { RunSummary, Store, StoredTick } from '../io/store/store.ts'
import { differencesOf, firstDifference, type Difference } from '../play/replay/divergence.ts'
import type { Value } from '../record/ask.ts'
import type { TickEntry } from '../record/entry.ts'
import type { ParticipantId, RunId } from '../record/ids.ts'
import type { Plan } from '../record/plan.ts'
import { withoutTheHour } from '../record/tick.ts'
import {
  payoffsBeside,
  placeOf,
  summed,
  type PayoffBeside,
  type Roles,
  type TickOrNone,
} from './compare-payoffs.ts'

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
  const roles = rolesOf(left, right)
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

/** One tick of both runs. What one of them did not reach is null there. */
export interface TickBeside {
  readonly tick: number
  readonly round: number | null
  readonly isSame: boolean
  readonly has: { readonly left: boolean; readonly right: boolean }
  readonly decisions: readonly DecisionBeside[]
  readonly payoffs: readonly PayoffBeside[]
}

/** Reads the ticks from `from` on and before `to`, and no others. */
export function ticksBeside(
  store: Store,
  [left, right]: readonly [RunSummary, RunSummary],
  from: number,
  to: number,
): TickBeside[] {
  const roles = rolesOf(left, right)
  const both = together(store.ticks(left.runId, from, to), store.ticks(right.runId, from, to))
  return [...both].map(([a, b]) => ({
    ...placeOf(a, b),
    isSame: differenceBetween(a, b) === null,
    has: { left: a !== undefined, right: b !== undefined },
    decisions: decisionsBeside(a, b, roles),
    payoffs: payoffsBeside(a, b, roles),
  }))
}

function rolesOf(left: RunSummary, right: RunSummary): Roles {
  return new Map(
    [...right.plan.seats, ...left.plan.seats].map(({ participant, role }) => [participant, role]),
  )
}

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
  const { tick, round } = placeOf(a, b)
  if (a === undefined || b === undefined)
    return { tick, round, place: null, left: null, right: null, differences: [] }
  if (a.content.digest === b.content.digest && a.round === b.round) return null
  // How often a busy server was tried is no difference between runs.
  const [ours, theirs] = [a, b].map(({ content }) => content.entries.map(withoutTheHour)) as [
    TickEntry[],
    TickEntry[],
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

function decisionsBeside(a: TickOrNone, b: TickOrNone, roles: Roles): DecisionBeside[] {
  const { tick, round } = placeOf(a, b)
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
