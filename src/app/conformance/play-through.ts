/** Plays one plan into memory and keeps what came of it. */
import { contentHash } from '../../base/hash.ts'
import { Streams } from '../../base/random.ts'
import type { Policy } from '../../play/agent/policy.ts'
import { playRun } from '../../play/kernel/play-run.ts'
import type { Scenario } from '../../play/scenario/define-scenario.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import type { RunEnded } from '../../record/run-entries.ts'
import type { Tick } from '../../record/tick.ts'

/** Longer runs are looked at as far as this; what is wrong with a rule mostly shows sooner. */
export const MOST_TICKS = 1_000

export interface Played {
  readonly ticks: readonly Tick[]
  /** Null where the run was left at `MOST_TICKS`. */
  readonly end: RunEnded | null
  /** The record's hash; of the ticks so far where it was left. */
  readonly hash: string
}

/** What is played so far; kept up while a run goes on, so that it tells where an error was thrown. */
export interface Course {
  readonly ticks: Tick[]
}

/** Makes the policy of one participant from its own stream. */
export type Seat = (random: ReturnType<Streams['stream']>, participant: ParticipantId) => Policy

export async function playThrough(
  plan: Plan,
  scenario: Scenario,
  seat: Seat,
  course: Course = { ticks: [] },
): Promise<Played> {
  const { ticks } = course
  let end: RunEnded | null = null
  const outcome = await playRun({
    plan,
    scenario,
    policies: seatAll(plan, seat),
    ledger: {
      start: () => {},
      tick: (tick) => void ticks.push(tick),
      end: (entry) => void (end = entry),
    },
    stopped: () => ticks.length >= MOST_TICKS,
  })
  const skeleton = (): unknown =>
    ticks.map(({ tick, round, content }) => [tick, round, content.digest])
  return { ticks, end, hash: outcome.kind === 'ended' ? outcome.hash : contentHash(skeleton()) }
}

/** One policy for every seat, each with the stream that a casting would give it. */
export function seatAll(plan: Plan, seat: Seat): Map<ParticipantId, Policy> {
  const streams = new Streams(plan.seed)
  return new Map(
    plan.seats.map(({ participant }) => [
      participant,
      seat(streams.stream(`policy/${participant}`), participant),
    ]),
  )
}
