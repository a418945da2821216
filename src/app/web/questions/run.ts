/** What the page of a run asks: which run it is, what was before and after it, and all that the files beside this one answer. */
import type { RunSummary } from '../../../io/store/store.ts'
import { runHead, type RunHead, type RunNeighbours } from '../../../study/viewing/run-head.ts'
import { pageTicksOf } from '../../../study/viewing/run-pages.ts'
import type { Opened } from '../records.ts'
import type { Question } from './question.ts'
import { runMachine } from './run-machine.ts'
import { everyRun, namesOf, runNamed } from './run-named.ts'
import { runOutlined, runStrip } from './run-strip.ts'
import { runEntries, runEntry, runFound, runTicks } from './run-transcript.ts'

const head: Question = {
  path: 'run/:run/head',
  answer: (record, given): RunHead => {
    const run = runNamed(record, given)
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
  answer: (record, given): RunNeighbours => {
    const { runId } = runNamed(record, given)
    const { order, places, forks } = record.kept('run-order', () => orderOf(record))
    const place = places.get(runId) ?? -1
    return {
      before: order[place - 1] ?? null,
      after: order[place + 1] ?? null,
      forks: forks.get(runId) ?? [],
    }
  },
  instances: everyRun,
}

interface Listed {
  readonly run_id: string
  readonly treatment: string
  readonly replicate: number
  readonly parent_run_id: string | null
  readonly fork_tick: number | null
}

interface Order {
  readonly order: readonly string[]
  readonly places: ReadonlyMap<string, number>
  readonly forks: ReadonlyMap<string, RunNeighbours['forks']>
}

/** Treatments in the order in which they first stand in the record, their replicates one after another. */
function orderOf({ tables }: Opened): Order {
  const columns = ['run_id', 'treatment', 'replicate', 'parent_run_id', 'fork_tick']
  const treatments = new Map<string, Listed[]>()
  const forks = new Map<string, { runId: string; tick: number }[]>()
  for (const row of tables.rows('runs', { columns }) as unknown as Iterable<Listed>) {
    const { treatment, parent_run_id: parent, run_id: runId, fork_tick: tick } = row
    treatments.set(treatment, [...(treatments.get(treatment) ?? []), row])
    if (parent !== null)
      forks.set(parent, [...(forks.get(parent) ?? []), { runId, tick: tick ?? 0 }])
  }
  const order = [...treatments.values()].flatMap((rows) =>
    rows.sort((a, b) => a.replicate - b.replicate).map(({ run_id: runId }) => runId),
  )
  return { order, places: new Map(order.map((runId, place) => [runId, place])), forks }
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
