/** Records for tests of measures: finished runs told tick by tick, as their scenarios would write them. */
import { memoryStore } from '../../../io/store/memory-store.ts'
import type { Store } from '../../../io/store/store.ts'
import type { AnswerForm, Value } from '../../../record/ask.ts'
import type { TickEntry } from '../../../record/entry.ts'
import { ParticipantId } from '../../../record/ids.ts'
import { runIdOf, type Plan } from '../../../record/plan.ts'
import { contentOf } from '../../../record/tick.ts'
import type { DecisionTaken } from '../../../record/decision-entries.ts'
import { measureRows, type MeasureRow } from './measure-rows.ts'

export interface ToldRun extends Partial<Omit<Plan, 'seats' | 'scenario'>> {
  readonly scenario: string
  /** One for each seat, in order. */
  readonly roles: readonly string[]
  readonly ticks: readonly {
    readonly round: number | null
    readonly entries: readonly TickEntry[]
  }[]
}

export function seatAt(place: number): ParticipantId {
  return ParticipantId.parse(`p${place + 1}`)
}

/** A record of finished runs. */
export function tell(...runs: readonly ToldRun[]): Store {
  const store = memoryStore()
  runs.forEach(({ scenario, roles, ticks, ...changes }, i) => {
    const plan: Plan = {
      experiment: 'told',
      scenario: { name: scenario, version: 1 },
      parameters: {},
      seats: roles.map((role, place) => ({
        participant: seatAt(place),
        role,
        agent: `agent ${place + 1}`,
        policy: 'told',
        settings: {},
        persona: null,
      })),
      treatment: 't',
      levels: {},
      counterbalance: {},
      replicate: i + 1,
      seed: i,
      invalid: { reask: 0, then: 'forfeit' },
      ...changes,
    }
    const runId = runIdOf(plan)
    const at = '2026-01-01T00:00:00.000Z'
    store.begin(runId, plan, 1, at)
    ticks.forEach(({ round, entries }, tick) =>
      store.append(runId, { tick, round, content: contentOf('play', entries) }, []),
    )
    store.end(runId, { kind: 'run-ended', how: 'finished', why: null }, 'ab'.repeat(32), at)
  })
  store.flush()
  return store
}

type Status = DecisionTaken['status'] | 'forfeited' | 'defaulted'

/** An ask and the decision that came of it. */
export function decided(
  place: number,
  ask: string,
  form: AnswerForm,
  value: Value,
  status: Status = 'valid',
): TickEntry[] {
  const of = seatAt(place)
  const all = { of, ask, value, displayed: form.kind === 'choice' ? 'X' : null, attempts: 1 }
  return [
    { kind: 'decision-asked', of, ask, form },
    status === 'forfeited' || status === 'defaulted'
      ? { kind: 'decision-defaulted', ...all, status, why: 'no-answer' }
      : { kind: 'decision-taken', ...all, status },
  ]
}

export function amountUpTo(max: number): AnswerForm {
  return { kind: 'amount', min: 0, max, step: 1 }
}

export function shown(place: number, name: string, data: Record<string, unknown>): TickEntry {
  return { kind: 'fact-shown', to: seatAt(place), name, data: data as never }
}

export function paid(place: number, points: number): TickEntry {
  return { kind: 'payoff-awarded', to: seatAt(place), points }
}

export interface ToldMatch {
  /** Rounds as pairs of moves, row’s first: `CD`. `f`: forfeited; `c`, `d`: put there by a default; `x`, `y`: planted C, D. */
  readonly rounds: string
  /** [row's, column's points] for CC, CD, DC, DD: a prisoner's dilemma unless told. */
  readonly payoffs?: readonly (readonly [number, number])[]
  readonly options?: readonly [string, string]
  /** Rounds, from 1, in which row’s move was turned into the other by chance. */
  readonly trembles?: readonly number[]
}

const DILEMMA = [
  [8, 8],
  [0, 10],
  [10, 0],
  [5, 5],
] as const

/** A run of a matrix game. */
export function match({
  rounds,
  payoffs = DILEMMA,
  options = ['cooperate', 'defect'],
  trembles = [],
}: ToldMatch): ToldRun {
  const form: AnswerForm = {
    kind: 'choice',
    options: [...options],
    labels: ['J', 'F'],
    order: [0, 1],
  }
  const table = (side: 0 | 1): number[][] => {
    const at = (i: number): number => payoffs[i]?.[side] ?? 0
    return [
      [at(0), at(1)],
      [at(2), at(3)],
    ]
  }
  const turned = (m: number[][]): number[][] => [0, 1].map((i) => [0, 1].map((j) => m[j]?.[i] ?? 0))
  const rules = (own: number[][], otherPayoffs: number[][]) => ({
    options: { own: [...options], other: [...options] },
    payoffs: own,
    otherPayoffs,
  })
  return {
    scenario: 'matrix-game',
    roles: ['row', 'column'],
    parameters: { told: JSON.stringify([payoffs, options]) },
    ticks: rounds.split(' ').map((pair, i) => ({
      round: i + 1,
      entries: [
        ...(i > 0
          ? []
          : [
              shown(0, 'rules', rules(table(0), table(1))),
              shown(1, 'rules', rules(turned(table(1)), turned(table(0)))),
            ]),
        ...[...pair].flatMap((move, place) => moveOf(place, move, form, options)),
        ...(trembles.includes(i + 1) ? [tremble(pair[0] ?? 'C', options)] : []),
      ],
    })),
  }
}

function moveOf(
  place: number,
  move: string,
  form: AnswerForm,
  [first, second]: readonly [string, string],
): TickEntry[] {
  const value = 'Ccx'.includes(move) ? first : second
  if (move === 'f') return decided(place, 'choice', form, null, 'forfeited')
  if (move === 'c' || move === 'd') return decided(place, 'choice', form, value, 'defaulted')
  return decided(place, 'choice', form, value, 'xy'.includes(move) ? 'planted' : 'valid')
}

function tremble(move: string, [first, second]: readonly [string, string]): TickEntry {
  const [from, to] = move === 'C' ? [first, second] : [second, first]
  return { kind: 'chance-drawn', stream: 'tremble', of: seatAt(0), value: { from, to } }
}

/** The values of a measure in a record: `p1` → value, `p1 CC` where it is about something, `run` for the run as a whole. Nulls are told by their reason. */
export function valuesOf(store: Store, measure: string): Record<string, number | string> {
  return Object.fromEntries(
    [...measureRows(store, [measure])].map((row) => [
      keyOf(row),
      row.value ?? `null: ${row.reason}`,
    ]),
  )
}

function keyOf({ participant, about }: MeasureRow): string {
  return [participant ?? 'run', ...(about === null ? [] : [about])].join(' ')
}
