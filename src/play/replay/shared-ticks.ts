/** What a fork shares with the run it was forked from. */
import { BadInputError } from '../../base/errors.ts'
import type { RunSummary, Store, StoredTick } from '../../io/store/store.ts'
import type { RunId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import type { Prefix } from '../kernel/job.ts'
import { differencesOf, type Divergence } from './divergence.ts'

/**
 * The ticks that a plan's run shares with its parent; undefined where it is no fork.
 * @throws BadInputError where the parent is not in the record, or is too short.
 */
export function prefixOf(store: Store, { fork }: Plan): Prefix | undefined {
  if (fork === undefined) return undefined
  const parent = runOrThrow(store, fork.parent)
  if (fork.tick > parent.ticks) {
    throw new BadInputError(
      `${fork.parent} cannot be forked at tick ${fork.tick}: it has ${parent.ticks} ticks, numbered from 0.`,
    )
  }
  const { plan, semantics } = rootOf(store, parent)
  const origin = { kind: 'run-started' as const, semantics, plan }
  return { origin, ticks: ticksBefore(store, parent, fork.tick) }
}

function* ticksBefore(store: Store, { runId }: RunSummary, end: number): Iterable<StoredTick> {
  if (end === 0) return
  for (const tick of store.ticks(runId)) {
    yield tick
    if (tick.tick + 1 >= end) return
  }
}

/** The ticks of a run that it shares with nobody. */
export function* ownTicks(store: Store, { runId, plan }: RunSummary): Iterable<StoredTick> {
  const from = plan.fork?.tick ?? 0
  for (const tick of store.ticks(runId)) if (tick.tick >= from) yield tick
}

/**
 * The first of the ticks that a fork shares with its parent in which its own record says something else, or that there is no such parent; undefined where all
 * is well.
 */
export function changedShare(store: Store, { runId, plan }: RunSummary): Divergence | undefined {
  const { fork } = plan
  if (fork === undefined) return undefined
  const torn = tornLine(store, plan)
  if (torn !== undefined) return { ...NOWHERE, runId, what: torn }
  const own = store.ticks(runId)[Symbol.iterator]()
  for (const shared of ticksBefore(store, runOrThrow(store, fork.parent), fork.tick)) {
    const found = own.next()
    const { tick, round, content, digest } = shared
    const mine = found.done === true ? undefined : found.value
    if (mine?.digest === digest && mine.content.digest === content.digest && mine.round === round)
      continue
    const differences = differencesOf(
      { round: mine?.round ?? null, digest: mine?.digest ?? null },
      { round, digest },
    )
    const what = `tick ${tick}, which it shares with ${fork.parent}, is not the tick of ${fork.parent}`
    return { runId, tick, round, place: null, what, recorded: null, again: null, differences }
  }
  return undefined
}

const NOWHERE = {
  tick: null,
  round: null,
  place: null,
  recorded: null,
  again: null,
  differences: [],
} as const

/** Why a line of forks goes back to no run, in words; undefined where it does. */
function tornLine(store: Store, plan: Plan): string | undefined {
  const line = new Set<RunId>()
  for (let { fork } = plan; fork !== undefined;) {
    const { parent } = fork
    if (line.has(parent)) return `the forks that it goes back to are each other's parents`
    line.add(parent)
    const run = store.run(parent)
    if (run === undefined) return `${parent}, which it goes back to, is not in the record`
    fork = run.plan.fork
  }
  return undefined
}

/** The run that a line of forks goes back to. */
function rootOf(store: Store, run: RunSummary): RunSummary {
  const { fork } = run.plan
  return fork === undefined ? run : rootOf(store, runOrThrow(store, fork.parent))
}

function runOrThrow(store: Store, runId: RunSummary['runId']): RunSummary {
  const run = store.run(runId)
  if (run !== undefined) return run
  throw new BadInputError(
    `${store.place}: ${runId}, which another run was forked from, is not in the record. Restore it from a copy.`,
  )
}
