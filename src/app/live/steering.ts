/** A sitting as those see it who watch and steer it from outside: its status, worked out when it is asked for, and what it obeys. */
import { resolve } from 'node:path'
import { sanitiseLine } from '../../base/sanitise.ts'
import type { Budget, Caps, Spend } from '../../io/model/budget.ts'
import type { Helm } from '../../play/worker/helm.ts'
import type { WorkProgress } from '../../play/worker/work-progress.ts'
import {
  RUNS_TOLD,
  type ProviderStatus,
  type RunsStatus,
  type SittingState,
  type SittingStatus,
  type SteeringCommand,
} from '../../study/viewing/sitting-status.ts'
import type { Connected, Traffic } from '../connect-providers.ts'
import type { WaitingPeople } from './waiting-people.ts'

/** What of a sitting is watched and steered. */
export interface AtWork {
  readonly experiment: string
  /** The record's file. */
  readonly record: string
  readonly helm: Helm
  readonly progress: WorkProgress
  readonly budget: Budget
  readonly caps: Caps
  readonly spentBefore: Spend
  readonly connected: Pick<Connected, 'traffic' | 'cap'>
  readonly isStopping: () => boolean
  /** As ctrl-C does. */
  readonly stop: () => void
  /** Undefined where no person is asked. */
  readonly waiting: Pick<WaitingPeople, 'count' | 'longest'> | undefined
}

export interface Steering {
  status(): SittingStatus
  /** Null where it obeyed, else why it does not. */
  obey(command: SteeringCommand): string | null
}

/** As long as words are told. */
const LONGEST_WORDS = 300

export function steeringOf(work: AtWork): Steering {
  const { helm, progress, budget, caps, connected, isStopping } = work
  const startedAtMs = Date.now()
  const begunMs = performance.now()
  let pausedMs = 0
  let pausedSinceMs: number | null = null
  let mostCalls: number | null = null
  /** Where the pace is measured from: more or fewer at once is another pace. */
  let paced = { ticks: 0, workedMs: 0 }

  const workedMs = (nowMs: number): number => (pausedSinceMs ?? nowMs) - begunMs - pausedMs
  const endPause = (): void => {
    if (pausedSinceMs !== null) pausedMs += performance.now() - pausedSinceMs
    pausedSinceMs = null
  }
  // One that is to end, its budget being spent, does not end before it is resumed.
  const state = (): SittingState =>
    helm.gate.isShut ? 'paused' : isStopping() ? 'stopping' : 'playing'

  const etaMs = (nowMs: number): number | null => {
    const left = ticksLeft(progress)
    if (state() !== 'playing' || left === null) return null
    if (left === 0) return 0
    const ticks = ticksPlayed(progress) - paced.ticks
    return ticks > 0 ? Math.round((left * (workedMs(nowMs) - paced.workedMs)) / ticks) : null
  }

  return {
    status() {
      const nowMs = performance.now()
      const { usd = null, calls = null } = caps
      return {
        pid: process.pid,
        experiment: work.experiment,
        record: resolve(work.record),
        startedAtMs,
        elapsedMs: Math.round(nowMs - begunMs),
        state: state(),
        runs: runsStatus(progress),
        spend: budget.spend,
        unpriced: connected.traffic().reduce((sum, { counts }) => sum + counts.unpriced, 0),
        spentBefore: work.spentBefore,
        budget: usd === null && calls === null ? null : { usd, calls },
        etaMs: etaMs(nowMs),
        concurrency: { runs: helm.runs, calls: mostCalls },
        providers: connected.traffic().map(providerStatus),
        waitingForPeople: work.waiting?.count ?? 0,
        waitingSeats: work.waiting?.longest() ?? [],
      }
    },
    obey(command) {
      if (state() === 'stopping' && command.do !== 'stop')
        return 'it is stopping: what is on its way comes home, and nothing else is begun'
      switch (command.do) {
        case 'pause':
          pausedSinceMs ??= performance.now()
          helm.gate.shut()
          return null
        case 'resume':
          endPause()
          helm.gate.open()
          return null
        case 'stop':
          work.stop()
          return null
        case 'retune': {
          const { runs, calls } = command
          if (calls !== undefined && !connected.traffic().some(({ limit }) => limit !== null))
            return 'no model server is asked here: only the number of runs can be retuned'
          if (calls !== undefined) connected.cap((mostCalls = calls))
          if (runs !== undefined) helm.retune(runs)
          paced = { ticks: ticksPlayed(progress), workedMs: workedMs(performance.now()) }
          return null
        }
      }
    },
  }
}

/** Ticks of a run on average, by those that have ended in this sitting; null before one has. */
function ticksOfRun({ kept, ended, endedTicks }: WorkProgress): number | null {
  return ended === kept || endedTicks === 0 ? null : endedTicks / (ended - kept)
}

/** Ticks that were played in this sitting. A run in flight counts as no longer than those that have ended are on average. */
function ticksPlayed(progress: WorkProgress): number {
  const most = ticksOfRun(progress) ?? Infinity
  let played = progress.endedTicks
  for (const { from, tick } of progress.inFlight.values())
    played += Math.min(most, Math.max(0, tick - from))
  return played
}

/** Ticks of this sitting that are left, if all runs are as long as those that have ended on average; null before one has. */
function ticksLeft(progress: WorkProgress): number | null {
  const each = ticksOfRun(progress)
  if (each === null) return null
  return Math.max(0, each * (progress.planned - progress.kept) - ticksPlayed(progress))
}

function runsStatus({ planned, ended, failed, inFlight }: WorkProgress): RunsStatus {
  const told: RunsStatus['inFlight'][number][] = []
  for (const [runId, { tick }] of inFlight) {
    if (told.length === RUNS_TOLD) break
    told.push({ runId, tick: Math.max(0, tick) })
  }
  return {
    planned,
    ended,
    failed,
    left: planned - ended,
    inFlightCount: inFlight.size,
    inFlight: told,
  }
}

function providerStatus({ name, counts, limit }: Traffic): ProviderStatus {
  const { open, inFlight, made, retries, refused, failures, lastFailure } = counts
  return {
    name,
    inFlight,
    waiting: open - inFlight,
    limit,
    made,
    retries,
    refused,
    failures: { ...failures },
    inputTokens: counts.inputTokens,
    outputTokens: counts.outputTokens,
    lastFailure: lastFailure === null ? null : sanitiseLine(lastFailure.slice(0, LONGEST_WORDS)),
  }
}
