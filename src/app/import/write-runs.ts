/** Writes what was imported into a store: all of it or nothing, and nothing twice. */
import { BadInputError } from '../../base/errors.ts'
import type { Clock } from '../../base/clock.ts'
import type { RunSummary, Store } from '../../io/store/store.ts'
import type { RunId } from '../../record/ids.ts'
import type { Tick } from '../../record/tick.ts'
import type { ReadyRun } from './foreign-run.ts'

export interface Written {
  readonly added: readonly ReadyRun[]
  /** Those that were there already, just as they are. */
  readonly kept: readonly ReadyRun[]
}

/**
 * Adds the runs that are not there yet, in one transaction.
 * @throws BadInputError where a run is there with another content, the same transcript comes under two names, or the record is of another kind.
 */
export async function writeRuns(
  store: Store,
  runs: readonly ReadyRun[],
  clock: Clock,
): Promise<Written> {
  const before = store.runs()
  const unique = [...new Map(runs.map((run) => [run.runId, run])).values()]
  assertOneKind(store.place, before, unique)
  assertNotTwice(before, unique)
  const known = new Map(before.map((run) => [run.runId, run]))
  const [added, kept]: [ReadyRun[], ReadyRun[]] = [[], []]
  for (const run of unique) {
    const there = known.get(run.runId)
    if (there === undefined) added.push(run)
    else {
      assertSame(store.place, there, run)
      kept.push(run)
    }
  }
  assertPrefixes(store, unique, added)
  const now = clock.now()
  for (const run of parentsFirst(added)) {
    store.begin(run.runId, run.plan, run.semantics, run.startedAt ?? now)
    for (const tick of run.ticks)
      store.append(run.runId, tick, run.latenciesMs?.get(tick.tick) ?? NONE)
    if (run.end !== null && run.hash !== null)
      store.end(run.runId, run.end, run.hash, run.endedAt ?? now)
  }
  store.flush()
  await store.sync()
  return { added, kept }
}

const NONE: readonly number[] = []

/** What was played and what was not do not mix, nor do experiments. */
function assertOneKind(
  place: string,
  before: readonly RunSummary[],
  runs: readonly ReadyRun[],
): void {
  const kindOf = ({ plan }: Pick<ReadyRun, 'plan'>): string =>
    plan.imported === undefined
      ? `runs of the experiment "${plan.experiment}"`
      : 'imported transcripts'
  const first = before[0] ?? runs[0]
  if (first === undefined) return
  const other = [...before, ...runs].find((run) => kindOf(run) !== kindOf(first))
  if (other === undefined) return
  throw new BadInputError(
    `${place}: ${kindOf(first)} and ${kindOf(other)} do not go into one record. Name another file with --db.`,
  )
}

/** One transcript, one run: under another file name it would be counted twice. */
function assertNotTwice(before: readonly RunSummary[], runs: readonly ReadyRun[]): void {
  const known = new Map<string, { readonly runId: RunId; readonly file: string }>()
  for (const { runId, plan } of before) {
    const name = sourceNameOf(plan)
    if (name !== undefined) known.set(name, { runId, file: plan.imported?.file ?? '' })
  }
  for (const { runId, plan, file, name } of runs) {
    const key = sourceNameOf(plan)
    if (key === undefined) continue
    const there = known.get(key)
    if (there !== undefined && there.runId !== runId) {
      throw new BadInputError(
        `${file}: the run "${name ?? ''}" is in ${there.file} already, as ${there.runId}. One run comes from one file: leave one of the two out, or give the runs different names.`,
      )
    }
    known.set(key, { runId, file })
  }
}

/** What a source calls a run, with the format that calls it so; undefined where it has no name for it. */
function sourceNameOf({ imported, parameters }: ReadyRun['plan']): string | undefined {
  if (imported === undefined) return undefined
  const { run, source } = parameters as { run?: unknown; source?: { id?: unknown } }
  const name = run ?? source?.id
  return typeof name === 'string' ? JSON.stringify([imported.format, name]) : undefined
}

function assertSame(place: string, there: RunSummary, { runId, file, hash }: ReadyRun): void {
  if (there.recordHash === hash) return
  throw new BadInputError(
    `${place}: ${runId} is there already, and ${file} holds another record of it (${hash ?? 'not ended'} instead of ${there.recordHash ?? 'not ended'}). Import it into another file (--db), and see coterie replay for which of the two is whole.`,
  )
}

/** A fork stands on its parent: the ticks that it shares must be its parent's. */
function assertPrefixes(store: Store, runs: readonly ReadyRun[], added: readonly ReadyRun[]): void {
  for (const { plan, shared = [], file, runId } of added) {
    if (plan.fork === undefined) continue
    const parent = runs.find((run) => run.runId === plan.fork?.parent)
    const ticks =
      parent === undefined
        ? [...store.ticks(plan.fork.parent)]
        : [...(parent.shared ?? []), ...parent.ticks]
    if (ticks.length === 0) {
      throw new BadInputError(
        `${file}: ${runId} is a fork of ${plan.fork.parent}, which is neither in the files nor in ${store.place}. Import its parent with it.`,
      )
    }
    if (shared.every((tick, i) => digestIn(ticks, i) === tick.content.digest)) continue
    throw new BadInputError(
      `${file}: the first ${shared.length} ticks of ${runId} are not those of ${plan.fork.parent}, which it was forked from. Export the record again.`,
    )
  }
}

function digestIn(ticks: readonly Tick[], place: number): string | undefined {
  return ticks[place]?.content.digest
}

function parentsFirst(runs: readonly ReadyRun[]): ReadyRun[] {
  const byId = new Map(runs.map((run) => [run.runId, run]))
  const done = new Set<ReadyRun>()
  const visit = (run: ReadyRun): void => {
    if (done.has(run)) return
    const parent = run.plan.fork && byId.get(run.plan.fork.parent)
    if (parent !== undefined) visit(parent)
    done.add(run)
  }
  for (const run of runs) visit(run)
  return [...done]
}
