/** Plays plans into a store, many at a time, resuming what is unfinished and redoing nothing. */
import { EventEmitter } from 'eventemitter3'
import type { Clock } from '../../base/clock.ts'
import { BadInputError } from '../../base/errors.ts'
import { through } from '../../base/gate.ts'
import type { RunSummary, Store } from '../../io/store/store.ts'
import type { RunId } from '../../record/ids.ts'
import type { OpenCalls } from '../../record/kept-call.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import type { RunEnded } from '../../record/run-entries.ts'
import type { Job } from '../kernel/job.ts'
import { playRun, type Outcome } from '../kernel/play-run.ts'
import { groupCommit, type GroupCommit } from '../kernel/group-commit.ts'
import { writingLedger } from '../kernel/writing-ledger.ts'
import { assertReplayable, recordedReplies, type Casting } from '../replay/replay-run.ts'
import { ownTicks, prefixOf } from '../replay/shared-ticks.ts'
import { Diverged, verifyingLedger } from '../replay/verifying-ledger.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import { allHands } from './all-hands.ts'
import { helmFor, type Helm } from './helm.ts'
import { noProgress, type RunAtWork, type WorkProgress } from './work-progress.ts'

export interface Work {
  readonly plans: readonly Plan[]
  readonly scenario: Scenario
  readonly store: Store
  readonly cast: Casting
  readonly clock: Clock
  /** Most runs in flight at once; with a helm, its word counts. */
  readonly concurrency: number
  /** How the work is steered while it goes on. */
  readonly helm?: Helm
  /** Kept up to date for whoever asks how far the work is. */
  readonly progress?: WorkProgress
  /** Scripted ticks of one transaction; more where several processes take turns to write. */
  readonly batch?: number
  /** Told once where writing fails: what is played from there on would be lost. */
  readonly onFault?: () => void
  /** Asked before every tick; true leaves the rest for the next time. */
  readonly stopped: () => boolean
}

/** Told while work goes on; nothing in the record depends on anybody listening. */
export interface WorkEvents {
  'run-begun': (runId: RunId) => void
  'run-closed': (runId: RunId, how: RunEnded['how'] | 'left') => void
}

export interface WorkDone {
  /** Runs that had ended before. */
  readonly kept: number
  readonly played: number
  readonly left: number
  /** Runs in which somebody could not be asked: a bad key, a missing model. They are left, and no further run was begun. */
  readonly unavailable: readonly { runId: RunId; why: string }[]
  /** Runs that broke the rules of their policies or scenario, with why. */
  readonly failed: readonly { runId: RunId; why: string }[]
}

type Stopped = NonNullable<Job['stopped']>

/** A synchronous stretch as long as this lets others go on: ctrl-C, progress. */
const BREATH_MS = 50

/**
 * Plays every plan that has not ended. Runs never wait for one another; the record is the same for every concurrency.
 * @throws BadInputError where an unfinished run does not come out again as it was recorded.
 */
export async function runPlans(
  work: Work,
  events = new EventEmitter<WorkEvents>(),
): Promise<WorkDone> {
  const { plans, store, clock, helm = helmFor(work.concurrency), progress = noProgress() } = work
  const commit = groupCommit(store, clock, work.onFault)
  const stopped = (): boolean => commit.hasFailed() || work.stopped()
  const begun = new Map(store.runs().map((run) => [run.runId, run]))
  // A plan that is given twice is one run.
  const wanted = new Map(plans.map((plan) => [runIdOf(plan), plan]))
  const statusOf = (runId: RunId): RunSummary['status'] => begun.get(runId)?.status ?? 'started'
  const queue = [...wanted].filter(([runId]) => statusOf(runId) === 'started')
  const done = {
    kept: wanted.size - queue.length,
    played: 0,
    left: 0,
    unavailable: [] as WorkDone['unavailable'][number][],
    failed: [] as WorkDone['failed'][number][],
  }
  progress.planned = wanted.size
  progress.kept = progress.ended = done.kept
  progress.failed = [...wanted.keys()].filter((runId) => statusOf(runId) === 'failed').length
  let at = 0
  let breathed = clock.nowMs()
  const playNext = async (): Promise<void> => {
    const [runId, plan] = queue[at++] as (typeof queue)[number]
    // What keeps one run from asking keeps the others too: they are not begun in vain.
    if (stopped() || done.unavailable.length > 0) {
      done.left++
      return
    }
    events.emit('run-begun', runId)
    const from = plan.fork?.tick ?? 0
    const own: RunAtWork = { from, tick: from - 1 }
    progress.inFlight.set(runId, own)
    const job = { ...work, stopped: heldBack(helm, own, stopped), commit }
    const outcome = await playOrResume(job, plan, begun.get(runId))
    progress.inFlight.delete(runId)
    events.emit('run-closed', runId, outcome.kind === 'left' ? 'left' : outcome.end.how)
    if (outcome.kind === 'left') {
      done.left++
      if (outcome.why !== null) done.unavailable.push({ runId, why: outcome.why })
    } else {
      done.played++
      progress.ended++
      progress.endedTicks += own.tick + 1 - from
    }
    if (outcome.kind === 'ended' && outcome.end.how === 'failed') {
      progress.failed++
      done.failed.push({ runId, why: outcome.end.why ?? '' })
    }
    if (clock.nowMs() - breathed > BREATH_MS) {
      await clock.breathe()
      breathed = clock.nowMs()
    }
  }
  try {
    await allHands(helm, () => at < queue.length, playNext)
  } finally {
    await commit.finish()
  }
  return done
}

/** Counts the ticks of one run as they come, and holds them back while the gate is shut. */
function heldBack({ gate }: Helm, run: RunAtWork, stopped: () => boolean): Stopped {
  return () => {
    run.tick++
    return gate.isShut ? through(gate).then(stopped) : stopped()
  }
}

async function playOrResume(
  {
    store,
    scenario,
    cast,
    clock,
    stopped,
    batch,
    commit,
  }: Omit<Work, 'stopped'> & { commit: GroupCommit; stopped: Stopped },
  plan: Plan,
  begun: RunSummary | undefined,
): Promise<Outcome> {
  const writing = writingLedger(store, plan, clock, commit, batch)
  const runId = runIdOf(plan)
  const open: OpenCalls = {
    kept: begun === undefined ? [] : store.keptCalls(runId),
    from: begun?.ticks ?? 0,
    keep(call) {
      store.keepCall(runId, call)
      commit.soon()
    },
  }
  if (begun === undefined) {
    const prefix = prefixOf(store, plan)
    const seated = cast(plan, [], open, prefix?.origin.plan)
    return playRun({ plan, scenario, ...seated, prefix, ledger: writing, stopped })
  }
  assertReplayable(begun, scenario)
  const ledger = verifyingLedger(begun.runId, ownTicks(store, begun), writing)
  const prefix = prefixOf(store, plan)
  try {
    return await playRun({
      plan,
      scenario,
      ...cast(plan, recordedReplies(store, begun), open, prefix?.origin.plan),
      prefix,
      ledger,
      stopped,
    })
  } catch (error) {
    if (!(error instanceof Diverged)) throw error
    throw new BadInputError(
      `${begun.runId} cannot be resumed: ${error.message}. The record or the code was changed since it was begun; ` +
        'see coterie replay for the difference, or start afresh with another --db.',
    )
  }
}
