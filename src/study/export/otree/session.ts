/** A run as an oTree session: what stands in the columns of its participants and of itself. */
import type { RunSummary } from '../../../io/store/store.ts'
import type { Cell } from '../../../io/store/tables.ts'
import type { ParticipantId } from '../../../record/ids.ts'
import type { Seat } from '../../../record/seat.ts'
import type { Tick } from '../../../record/tick.ts'
import { namesIn, namesShown, type Names } from '../../../record/names.ts'
import { playedRounds, pointsIn, type PlayedRound } from '../played-rounds.ts'

/** The columns of participants as oTree 5 and 6 have them (otree-core, otree/export.py; MIT). */
export const PARTICIPANT = [
  'id_in_session',
  'code',
  'label',
  '_is_bot',
  '_index_in_pages',
  '_max_page_index',
  '_current_app_name',
  '_current_page_name',
  'time_started_utc',
  'visited',
  'mturk_worker_id',
  'mturk_assignment_id',
  'payoff',
].map((name) => `participant.${name}`)

export const SESSION = [
  'code',
  'label',
  'mturk_HITId',
  'mturk_HITGroupId',
  'comment',
  'is_demo',
].map((name) => `session.${name}`)

/** Columns of our own, behind those of oTree. */
export const OWN = [
  'run_id',
  'seed',
  'treatment',
  'replicate',
  'scenario',
  'scenario_version',
  'status',
  'participant',
  'agent',
  'policy',
  'model',
] as const

/** Policies behind which there is a model or a person; every other one is a rule. */
const NO_BOTS: readonly string[] = ['llm', 'imported', 'human']

/** oTree counts rounds from 1. What happened outside rounds is told as a round before them, and a run without rounds as one round. */
export const [OUTSIDE_ROUNDS, ONLY_ROUND] = [0, 1]

/** A run with its rounds. */
export interface Session {
  readonly run: RunSummary
  readonly app: string
  readonly rounds: readonly (PlayedRound & { readonly round: number })[]
  readonly names: Names
}

export function sessionOf(run: RunSummary, app: string, ticks: Iterable<Tick>): Session {
  let names = namesIn(run.plan)
  const naming = function* (): Iterable<Tick> {
    for (const tick of ticks) {
      names = namesShown(names, tick.content.entries)
      yield tick
    }
  }
  const rounds = playedRounds(run.plan, naming())
  const outside = rounds.some(({ round }) => round !== null) ? OUTSIDE_ROUNDS : ONLY_ROUND
  return {
    run,
    app,
    rounds: rounds
      .filter(({ round, played }) => round !== null || outside === ONLY_ROUND || played.size > 0)
      .map((one) => ({ ...one, round: one.round ?? outside })),
    names,
  }
}

/** Unique in the whole record, as participants are in a database of oTree. */
export function codeOf({ runId }: RunSummary, participant: ParticipantId): string {
  return `${runId}-${participant}`
}

/** The cells under `PARTICIPANT`. */
export function participantCells(session: Session, { participant, policy }: Seat): Cell[] {
  const { run, app, rounds, names } = session
  return [
    idInSession(run, participant),
    codeOf(run, participant),
    names.get(participant) ?? null,
    NO_BOTS.includes(policy) ? 0 : 1,
    null,
    null,
    app,
    null,
    // Of an imported run the hour of its import is known, not that of its play.
    run.plan.imported === undefined ? run.startedAt : null,
    run.ticks > 0 ? 1 : 0,
    null,
    null,
    pointsIn(rounds, participant),
  ]
}

/** The cells under `SESSION`. */
export function sessionCells({ run: { runId, plan } }: Session): Cell[] {
  return [runId, `${plan.treatment} ${plan.replicate}`.trim(), null, null, null, 0]
}

/** The cells under `OWN`. */
export function ownCells({ run: { runId, plan, status } }: Session, seat: Seat): Cell[] {
  const { seed, treatment, replicate, scenario } = plan
  const { participant, agent, policy, settings } = seat
  const model = typeof settings.model === 'string' ? settings.model : null
  return [
    runId,
    seed,
    treatment,
    replicate,
    scenario.name,
    scenario.version,
    status,
    participant,
    agent,
    policy,
    model,
  ]
}

/** Counted from 1, by seat. */
export function idInSession({ plan }: RunSummary, participant: ParticipantId): number | null {
  const place = plan.seats.findIndex((seat) => seat.participant === participant)
  return place === -1 ? null : place + 1
}

/** The cells of a player that every app has: id_in_group, role, payoff. */
export function playerCells({ groups, played }: PlayedRound, seat: Seat): Cell[] {
  const { participant, role } = seat
  return [groups.get(participant)?.place ?? null, role, played.get(participant)?.points ?? null]
}
