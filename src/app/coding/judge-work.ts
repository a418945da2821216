/** Puts units to judges, many at once, and writes what comes of it; the result does not depend on what comes first. */
import { sumOf, type Spend } from '../../io/model/budget.ts'
import type { JudgeCalled, LedgerEntry, UnitId } from '../../record/coding-entries.ts'
import { batchesOf } from '../../study/coding/judge/batches.ts'
import { givenUpCall, type CallMade } from '../../study/coding/judge/judge-call.ts'
import {
  codingsOf,
  judgeUnits,
  type Judged,
  type Judging,
} from '../../study/coding/judge/judge-units.ts'
import type { Judge } from '../../study/coding/judge/judge.ts'
import { wantedCodes } from '../../study/coding/judge/wanted-codes.ts'
import { unitCut } from '../../study/coding/unit.ts'
import { spendOfCall, type CalledBefore, type StandingOf } from './coded-before.ts'
import type { JudgesAsked } from './judges-asked.ts'
import type { LedgerQueue } from './ledger-queue.ts'
import type { UnitToCode } from './units-to-code.ts'

/** Units of one call, and the versions that their codings are to have. */
export interface JudgeTask {
  readonly judge: Judge
  readonly units: readonly UnitToCode[]
  readonly wanted: ReadonlyMap<UnitId, ReadonlyMap<string, number>>
}

/** What is left to be done, the judges by turns: where work is stopped, they have coded the same units. */
export function judgeTasks(
  judges: readonly Judge[],
  units: readonly UnitToCode[],
  standingOf: StandingOf,
  retryMissing: boolean,
): JudgeTask[] {
  const lists = judges.map((judge) => {
    const wanted = new Map(
      units.map(({ unit, codes }) => [
        unit.id,
        wantedCodes(codes, standingOf(judge.name, unit.id), retryMissing),
      ]),
    )
    const put = units.filter(({ codes }) => codes.length > 0)
    // Units of one call are of one kind: they are asked for the same codes.
    const kinds = [...new Set(put.map(({ unit }) => unit.kind))]
    return kinds
      .flatMap((kind) =>
        batchesOf(
          put.filter(({ unit }) => unit.kind === kind),
          judge.batch,
          ({ unit }) => (wanted.get(unit.id)?.size ?? 0) > 0,
        ),
      )
      .map((batch): JudgeTask => ({ judge, units: batch, wanted }))
  })
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list[i] ?? [])).flat()
}

export interface JudgeWork {
  readonly tasks: readonly JudgeTask[]
  readonly codebook: { readonly hash: string }
  readonly asked: Pick<JudgesAsked, 'budget' | 'providerOf'>
  readonly before: Pick<CalledBefore, 'cassette' | 'lastAttempt' | 'spend'>
  readonly queue: LedgerQueue
  readonly reask: number
  readonly concurrency: number
  readonly stop: AbortSignal
  /** Nothing can be written any more: no call is made that could not be kept. */
  readonly onFault: () => void
  readonly onUnits: (units: number) => void
}

/** What came of the work for one judge: units. */
export interface JudgeTally {
  /** Codings with a value, and missing ones. */
  coded: number
  missing: number
  /** Units that have no coding after it, to be had by the same command. */
  left: number
}

export interface WorkDone {
  readonly tallies: ReadonlyMap<string, JudgeTally>
  /** Why nobody could be asked; empty where all could. */
  readonly unavailable: readonly string[]
  /** Why units were left for another day. */
  readonly passing: readonly string[]
}

/** Failures in passing, one after the other, after which it is no use to go on. */
const MOST_IN_A_ROW = 24

/** Works the tasks off in order, so many at once. */
export async function doJudgeWork(work: JudgeWork): Promise<WorkDone> {
  const tallies = new Map<string, JudgeTally>()
  const unavailable = new Set<string>()
  const passing = new Set<string>()
  const givenUp: CallMade[] = []
  let written: Spend = work.before.spend
  let inARow = 0
  let next = 0
  const isStopped = (): boolean =>
    work.stop.aborted ||
    work.asked.budget.reached !== null ||
    unavailable.size > 0 ||
    inARow >= MOST_IN_A_ROW
  const noteWritten = (calls: readonly JudgeCalled[]): void => {
    written = calls.map(spendOfCall).reduce(sumOf, written)
  }
  const keep = async ({ units }: JudgeTask, calls: readonly JudgeCalled[]): Promise<void> => {
    noteWritten(calls)
    if (calls.length > 0)
      await work.queue.add([...units.map(({ unit }) => unitCut(unit)), ...calls])
  }
  const note = (task: JudgeTask, judged: Judged, entries: readonly LedgerEntry[]): void => {
    const tally = tallyOf(tallies, task.judge)
    for (const entry of entries) {
      if (entry.kind !== 'unit-coded') continue
      if (entry.value === null) tally.missing++
      else tally.coded++
    }
    tally.left += task.units.length - judged.decided.size
    noteWritten(judged.calls)
    const { left, withheld } = judged
    if (withheld !== undefined) givenUp.push(withheld)
    inARow = left?.kind === 'passing' ? inARow + 1 : 0
    if (left?.kind === 'unavailable') unavailable.add(left.why)
    if (left?.kind === 'passing') passing.add(left.why)
  }
  const worker = async (): Promise<void> => {
    while (next < work.tasks.length && !isStopped()) {
      const task = work.tasks[next++] as JudgeTask
      const judged = await judgeTask(work, task, (calls) => keep(task, calls))
      const entries = entriesOf(work, task, judged)
      note(task, judged, entries)
      await work.queue.add(entries)
      work.onUnits(judged.decided.size)
    }
  }
  const workers = Array.from({ length: work.concurrency }, () =>
    worker().catch((error: unknown) => {
      work.onFault()
      throw error
    }),
  )
  const ended = await Promise.allSettled(workers)
  const fault = ended.find((one) => one.status === 'rejected')
  if (fault !== undefined) throw fault.reason
  for (const task of work.tasks.slice(next)) tallyOf(tallies, task.judge).left += task.units.length
  await work.queue.add(spentForNothing(work.asked.budget.spend, written, givenUp))
  return { tallies, unavailable: [...unavailable], passing: [...passing] }
}

function tallyOf(tallies: Map<string, JudgeTally>, { name }: Judge): JudgeTally {
  let tally = tallies.get(name)
  if (tally === undefined) tallies.set(name, (tally = { coded: 0, missing: 0, left: 0 }))
  return tally
}

async function judgeTask(
  work: JudgeWork,
  { judge, units, wanted }: JudgeTask,
  keep: Judging['keep'],
): Promise<Judged> {
  const ids = units.map(({ unit }) => unit.id)
  const { lastAttempt } = work.before
  const isRetry = ids.some((id) => [...(wanted.get(id)?.values() ?? [])].some((one) => one > 1))
  return judgeUnits({
    judge,
    codebook: work.codebook,
    provider: work.asked.providerOf(judge),
    cassette: work.before.cassette,
    units,
    // What came to nothing is not read again: it is asked anew, under numbers of its own.
    from: isRetry
      ? 1 +
        Math.max(...[ids, ...ids.map((id) => [id])].map((list) => lastAttempt(judge.name, list)))
      : 0,
    reask: work.reask,
    keep,
  })
}

function entriesOf(
  { codebook }: Pick<JudgeWork, 'codebook'>,
  { judge, units, wanted }: JudgeTask,
  { calls, decided }: Judged,
): LedgerEntry[] {
  if (calls.length === 0 && decided.size === 0) return []
  return [
    ...units.map(({ unit }) => unitCut(unit)),
    ...calls,
    ...units.flatMap((unit) => {
      const answers = decided.get(unit.unit.id)
      const versions = wanted.get(unit.unit.id)
      return answers === undefined || versions === undefined
        ? []
        : codingsOf({ judge, codebook }, unit, answers, versions)
    }),
  ]
}

/** Tries that were made for calls which were then given up are paid for all the same: entries of those calls tell it. */
function spentForNothing(all: Spend, written: Spend, givenUp: readonly CallMade[]): JudgeCalled[] {
  const tries = all.calls - written.calls
  const uncertainUsd = all.uncertainUsd - written.uncertainUsd
  const [first] = givenUp
  if (tries <= 0 || first === undefined) return []
  return Array.from({ length: tries }, (_, i) =>
    givenUpCall(
      givenUp[i % givenUp.length] ?? first,
      'given up: the work was stopped while it was tried again',
      i === 0 && uncertainUsd > 1e-9 ? uncertainUsd : 0,
    ),
  )
}
