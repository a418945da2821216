/** Re-executes a recorded run, without network, and proves that the record comes out again. */
import { BadInputError } from '../../base/errors.ts'
import type { Streams } from '../../base/random.ts'
import type { RunSummary, Store } from '../../io/store/store.ts'
import type { RecordedReply } from '../../record/human-entries.ts'
import type { OpenCalls } from '../../record/kept-call.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Seat } from '../../record/seat.ts'
import type { Policy } from '../agent/policy.ts'
import { ChangedPrefixError } from '../kernel/changed-prefix.ts'
import { playRun } from '../kernel/play-run.ts'
import { SEMANTICS } from '../kernel/semantics.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import { brokenTick } from './broken-tick.ts'
import { differencesOf, type Divergence } from './divergence.ts'
import { changedShare, ownTicks, prefixOf } from './shared-ticks.ts'
import { Diverged, divergenceBetween, verifyingLedger } from './verifying-ledger.ts'

/**
 * Seats the policies of a plan. Models and people answer from `recorded` first; where it has no answer, from what is kept in `open`, and are asked for real after
 * that. In a replay `open` is null, and what is missing fails. `origin` is the plan that a fork goes back to in the end; absent where the plan is no fork.
 */
export type Casting = (
  plan: Plan,
  recorded: Iterable<RecordedReply>,
  open: OpenCalls | null,
  origin?: Plan,
) => Cast

/** The policies of one run, and a way to seat somebody else in its course. */
export interface Cast {
  readonly policies: ReadonlyMap<ParticipantId, Policy>
  reseat(seat: Seat, streams: Streams): Policy
}

export type Replayed =
  | { readonly kind: 'identical'; readonly hash: string | null; readonly ticks: number }
  | { readonly kind: 'diverged'; readonly divergence: Divergence }

/** What models and people answered in a run, in order, read as it is wanted. */
export function* recordedReplies(store: Store, run: RunSummary): Iterable<RecordedReply> {
  for (const { tick, content } of store.ticks(run.runId)) {
    for (const entry of content.entries) {
      if (entry.kind === 'model-called') yield { tick, entry }
      else if (entry.kind === 'consent-answered' || entry.kind === 'human-answered')
        yield { tick, entry }
    }
  }
}

/**
 * Plays a recorded run again and compares entry by entry, then hash by hash. A run that has not ended is compared as far as it goes.
 * @throws BadInputError where this version cannot replay it: another scenario version, other semantics.
 */
export async function replayRun(
  store: Store,
  run: RunSummary,
  scenario: Scenario,
  cast: Casting,
): Promise<Replayed> {
  const changed = changedRun(run)
  if (changed !== undefined) return { kind: 'diverged', divergence: changed }
  assertReplayable(run, scenario)
  try {
    const unshared = changedShare(store, run)
    if (unshared !== undefined) return { kind: 'diverged', divergence: unshared }
    const ledger = verifyingLedger(run.runId, ownTicks(store, run), null)
    const seated = cast(run.plan, recordedReplies(store, run), null)
    const stopped = run.status === 'started' ? () => ledger.isThrough() : () => false
    const outcome = await playRun({
      plan: run.plan,
      scenario,
      ...seated,
      prefix: prefixOf(store, run.plan),
      ledger,
      stopped,
      live: false,
    })
    if (!ledger.isThrough())
      return ended(run, 'the record goes on after the run has ended', null, null)
    if (outcome.kind === 'left') return { kind: 'identical', hash: null, ticks: run.ticks }
    const { end, hash } = outcome
    if (run.status === 'started') return { kind: 'identical', hash: null, ticks: run.ticks }
    if (end.how !== run.status || end.why !== run.why) {
      return ended(
        run,
        'the run ends otherwise',
        { status: run.status, why: run.why },
        { status: end.how, why: end.why },
      )
    }
    if (hash !== run.recordHash) {
      return ended(
        run,
        'every entry is the same, but the hash on file is another',
        { record_hash: run.recordHash },
        { record_hash: hash },
      )
    }
    return { kind: 'identical', hash, ticks: run.ticks }
  } catch (error) {
    if (error instanceof Diverged) return { kind: 'diverged', divergence: error.divergence }
    if (error instanceof ChangedPrefixError) {
      const recorded = { ...error.recorded, digest: error.recorded.content.digest }
      return { kind: 'diverged', divergence: divergenceBetween(run.runId, recorded, error.again) }
    }
    // Policies answer from recorded entries, and may stumble over one that was changed.
    const divergence = brokenTick(store, run.runId)
    if (divergence === undefined) throw error
    return { kind: 'diverged', divergence }
  }
}

/** Refuses what this version would play otherwise. */
export function assertReplayable(run: RunSummary, scenario: Scenario): void {
  const { name, version } = run.plan.scenario
  if (version !== scenario.version) {
    throw new BadInputError(
      `${run.runId} was recorded with ${name} version ${version}; here is version ${scenario.version}. ` +
        'Check out the version of coterie that has it to replay this record.',
    )
  }
  if (run.semantics !== SEMANTICS) {
    throw new BadInputError(
      `${run.runId} was recorded under kernel semantics ${run.semantics}; here are semantics ${SEMANTICS}. ` +
        'Check out the version of coterie that has them to replay this record.',
    )
  }
}

/** What was changed in a run, as far as the run itself tells: its plan, or its status. */
export function changedRun(run: RunSummary): Divergence | undefined {
  return changedPlan(run) ?? reopened(run)
}

function changedPlan(run: RunSummary): Divergence | undefined {
  const again = runIdOf(run.plan)
  if (again === run.runId) return undefined
  return {
    ...EDGE,
    runId: run.runId,
    what: 'the plan was changed after it was made: its hash is no longer the id of the run',
    differences: [
      { path: 'run_id', recorded: JSON.stringify(run.runId), again: JSON.stringify(again) },
    ],
  }
}

/** A run that has a hash has ended, whatever its status says. */
function reopened(run: RunSummary): Divergence | undefined {
  const { runId, status, recordHash, endedAt } = run
  if (status !== 'started' || (recordHash === null && endedAt === null)) return undefined
  return {
    ...EDGE,
    runId,
    what: 'the status was changed: the run has ended, but is marked as unfinished',
    differences: [{ path: 'status', recorded: JSON.stringify(status), again: null }],
  }
}

const EDGE = { tick: null, round: null, place: null, recorded: null, again: null } as const

function ended(
  run: RunSummary,
  what: string,
  recorded: Record<string, string | null> | null,
  again: Record<string, string | null> | null,
): Replayed {
  const differences = differencesOf(recorded ?? {}, again ?? {})
  return { kind: 'diverged', divergence: { ...EDGE, runId: run.runId, what, differences } }
}
