/** Records for tests, told decision by decision: each with its ask, the calls that led to it, and what became of it. */
import type { AnswerForm, Value } from '../../../record/ask.ts'
import type { ModelCalled } from '../../../record/call-entries.ts'
import type { TickEntry } from '../../../record/entry.ts'
import { ParticipantId } from '../../../record/ids.ts'
import { runIdOf, type Plan } from '../../../record/plan.ts'
import { contentOf } from '../../../record/tick.ts'
import type { EntryOf, RunSummary, Store } from '../../../io/store/store.ts'

type Decision = EntryOf<'decision-taken' | 'decision-defaulted'>

/** One ask and what became of it. */
export interface ToldDecision {
  /** The place of the seat, from 0; 0 unless told. */
  readonly seat?: number
  /** `choice` unless told. */
  readonly ask?: string
  /** `TWO_OPTIONS` unless told. */
  readonly form?: AnswerForm
  /** `undecided`: there is an ask, and no decision. */
  readonly status: Decision['status'] | 'undecided'
  readonly value?: Value
  /** As many as there are calls that count, or one, unless told. */
  readonly attempts?: number
  readonly calls?: readonly Partial<ModelCalled>[]
}

export interface ToldRun {
  /** Tells runs apart, and decides their ids. */
  readonly seed: number
  /** `t` unless told. */
  readonly treatment?: string
  /** `finished` unless told. */
  readonly status?: RunSummary['status']
  /** Of the seats; `row` and `column` unless told. */
  readonly roles?: readonly string[]
  /** The run that it shares its first ticks with, and how many; `ticks` are then its own. */
  readonly fork?: { readonly of: ToldRun; readonly tick: number }
  readonly ticks: readonly (readonly ToldDecision[])[]
}

export const TWO_OPTIONS: AnswerForm = {
  kind: 'choice',
  options: ['stay', 'go'],
  labels: ['J', 'F'],
  order: [1, 0],
}

/** Writes the runs into a store, and gives it back. */
export function tellRecord(store: Store, runs: readonly ToldRun[]): Store {
  for (const run of runs) {
    const plan = planOf(run)
    const runId = runIdOf(plan)
    store.begin(runId, plan, 1, AT)
    run.ticks.forEach((decisions, place) => {
      const tick = (run.fork?.tick ?? 0) + place
      const content = contentOf('play', decisions.flatMap(entriesOf))
      store.append(runId, { tick, round: null, content }, [])
    })
    const { status: how = 'finished' } = run
    if (how !== 'started')
      store.end(runId, { kind: 'run-ended', how, why: null }, 'ab'.repeat(32), AT)
  }
  store.flush()
  return store
}

const AT = '2026-01-01T00:00:00.000Z'

export function planOf({ seed, treatment = 't', roles = ['row', 'column'], fork }: ToldRun): Plan {
  return {
    experiment: 'told',
    scenario: { name: 'told', version: 1 },
    parameters: {},
    seats: roles.map((role, place) => ({
      participant: participantAt(place),
      role,
      agent: 'somebody',
      policy: 'llm',
      settings: { model: 'lab/one' },
      persona: null,
    })),
    treatment,
    levels: {},
    counterbalance: {},
    replicate: 1,
    seed,
    invalid: { reask: 2, then: 'forfeit' },
    ...(fork === undefined ? {} : { fork: { parent: runIdOf(planOf(fork.of)), tick: fork.tick } }),
  }
}

export function participantAt(place: number): ParticipantId {
  return ParticipantId.parse(`p${place + 1}`)
}

function entriesOf(told: ToldDecision): TickEntry[] {
  const { seat = 0, ask = 'choice', form = TWO_OPTIONS, status, value = null, calls = [] } = told
  const of = participantAt(seat)
  const made = calls.map((call, attempt): ModelCalled => ({ ...CALL, of, ask, attempt, ...call }))
  const asked: TickEntry = { kind: 'decision-asked', of, ask, form }
  if (status === 'undecided') return [asked, ...made]
  const counting = made.filter(({ sample }) => sample === undefined).length
  const all = {
    of,
    ask,
    value,
    displayed: form.kind === 'choice' && value !== null ? `shown ${value}` : null,
    attempts: told.attempts ?? Math.max(1, counting),
  }
  const decision: TickEntry =
    status === 'forfeited' || status === 'defaulted'
      ? { kind: 'decision-defaulted', ...all, status, why: 'no-answer' }
      : { kind: 'decision-taken', ...all, status }
  return [asked, ...made, decision]
}

const CALL = {
  kind: 'model-called',
  provider: 'lab',
  model: 'one',
  sampling: {},
  schema: null,
  further: [],
  completion: 'words',
  servedModel: 'one-2026',
  fingerprint: null,
  finishReason: 'stop',
  usage: { inputTokens: 100, outputTokens: 10 },
  costUsd: 0.1,
  error: null,
  reading: 'valid',
} as const satisfies Partial<ModelCalled>
