/** What the page of a run asks: which run it is, what was before and after it, and all that the files beside this one answer. */
import type { RunSummary } from '../../../io/store/store.ts'
import { runHead, type RunHead, type RunNeighbours } from '../../../study/viewing/run/run-head.ts'
import { pageTicksOf } from '../../../study/viewing/run/run-pages.ts'
import type { ListedRun } from '../../../study/viewing/runs/run-list.ts'
import type { Opened } from '../records.ts'
import type { Question } from './question.ts'
import { runMachine } from './run-machine.ts'
import { everyRun, namesOf, runOf } from './run-named.ts'
import { runOutlined, runStrip } from './run-strip.ts'
import { runEntries, runEntry, runFound, runTicks } from './run-transcript.ts'
import { runsOf } from './runs-kept.ts'

const head: Question = {
  path: 'run/:run/head',
  answer: (record, given): RunHead => {
    const run = runOf(record, given['run'])
    const names = namesOf(record, run)
    return runHead(run, {
      entries: entriesOf(record, run),
      pageSeqs: pageSeqsOf(record, run),
      names,
    })
  },
  instances: everyRun,
}

function entriesOf({ store }: Opened, { runId, ticks, status }: RunSummary): number {
  const end = status === 'started' ? 0 : 1
  for (const { seq, content } of store.ticks(runId, ticks - 1, ticks))
    return seq + content.entries.length + end
  return 1 + end
}

/** Where pages begin does not change: what is known of a run is kept while its record is open. */
const places = new WeakMap<Opened, Map<string, number[]>>()
/** More runs than these are forgotten. */
const MOST_KEPT = 200

function pageSeqsOf(record: Opened, { runId, ticks, plan }: RunSummary): readonly number[] {
  let kept = places.get(record)
  if (kept === undefined || kept.size >= MOST_KEPT) places.set(record, (kept = new Map()))
  const seqs = kept.get(runId) ?? []
  kept.set(runId, seqs)
  const size = pageTicksOf(plan.seats.length)
  for (let first = seqs.length * size; first < ticks; first += size)
    for (const { seq } of record.store.ticks(runId, first, first + 1)) seqs.push(seq)
  return seqs
}

const neighbours: Question = {
  path: 'run/:run/neighbours',
  answer: async (record, given): Promise<RunNeighbours> => {
    const { runId } = runOf(record, given['run'])
    const runs = runsOf(record)
    const { runs: all } = await runs.list()
    const place = runs.book.placeOf(runId)
    return {
      before: begunFrom(all, place, -1),
      after: begunFrom(all, place, 1),
      forks: runs.book.forksOf(runId),
    }
  },
  instances: everyRun,
}

/** The first run beyond a place that has begun: from run to run that is a step, however many there are. */
function begunFrom(runs: readonly ListedRun[], place: number, step: 1 | -1): string | null {
  for (let at = place + step; ; at += step) {
    const run = runs[at]
    if (run === undefined) return null
    if (run.status !== 'planned') return run.runId
  }
}

export const oneRunQuestions: readonly Question[] = [
  head,
  neighbours,
  runTicks,
  runEntries,
  runEntry,
  runFound,
  runOutlined,
  runStrip,
  runMachine,
]
