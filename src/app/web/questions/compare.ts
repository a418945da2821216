/** What a page asks of two runs: how they are related, where they part, and their ticks beside each other. */
import type { Json } from '../../../base/canonical-json.ts'
import type { RunSummary, Store } from '../../../io/store/store.ts'
import type { RunId } from '../../../record/ids.ts'
import { withoutTheHour } from '../../../record/tick.ts'
import { comparedPairs } from '../../../study/viewing/forks/compared-pairs.ts'
import { leavesBeside } from '../../../study/viewing/compare/compare-leaves.ts'
import {
  TICKS_COMPARED,
  type CompareBlock,
  type CompareFrame,
  type FirstDifferent,
  type RunBeside,
} from '../../../study/viewing/compare/compare-shapes.ts'
import {
  compareRuns,
  ticksBeside,
  type DecisionMade,
  type FirstDifference,
} from '../../compare-runs.ts'
import type { Opened } from '../records.ts'
import { forks } from './forks.ts'
import { runOf, wholeNumber } from './run-named.ts'
import type { Arguments, Question } from './question.ts'
import type { ForksAnswer } from '../../../study/viewing/forks/fork-tree.ts'

/** Runs of fewer are compared sooner than a thread for them begins. */
const MANY_TICKS = 50_000

export const compareFrame: Question = {
  path: 'compare/:left/:right',
  takesSeconds: (record, { left, right }) =>
    runOf(record, left).ticks + runOf(record, right).ticks > MANY_TICKS,
  answer: (record, { left, right }) => frameOf(record, runOf(record, left), runOf(record, right)),
  instances: pairsIn,
}

export const compareTicks: Question = {
  path: 'compare/:left/:right/ticks/:block',
  answer: (record, { left, right, block }) =>
    blockAt(record.store, [runOf(record, left), runOf(record, right)], wholeNumber(block, 'block')),
  *instances(record) {
    for (const { left = '', right = '' } of pairsIn(record)) {
      const most = Math.max(runOf(record, left).ticks, runOf(record, right).ticks)
      for (let block = 0; block * TICKS_COMPARED < most; block++)
        yield { left, right, block: String(block) }
    }
  },
}

function* pairsIn(record: Opened): Iterable<Arguments> {
  const { runs } = forks.answer(record, {}, {}) as ForksAnswer
  for (const { left, fork } of comparedPairs(runs)) yield { left, right: fork.runId }
}

function frameOf(record: Opened, left: RunSummary, right: RunSummary): CompareFrame {
  const key = `compare ${left.runId} ${right.runId} ${left.ticks} ${right.ticks}`
  return record.kept(key, () => {
    const compared = compareRuns(record.store, left, right)
    const { plans, sharedTicks, first, earnings } = compared
    return {
      left: beside(left),
      right: beside(right),
      relation: relationOf(left, right),
      plans: plans.map((one) => ({ ...one, differs: true })),
      sharedTicks,
      first: first === null ? null : differentFirst(first, left, right),
      earnings: earnings.map(({ participant, role, left: one, right: other }) => ({
        participant,
        role,
        left: one,
        right: other,
      })),
      near: nearOf(record, left, right),
    }
  })
}

function beside({ runId, plan, status, ticks }: RunSummary): RunBeside {
  const { treatment, replicate } = plan
  return { runId, treatment, replicate, status, ticks }
}

function relationOf(left: RunSummary, right: RunSummary): string | null {
  const of = (fork: RunSummary, parent: RunSummary, side: string, other: string) =>
    fork.plan.fork?.parent === parent.runId
      ? `The ${side} run is a fork of the ${other} one: ticks before ${fork.plan.fork.tick} are shared.`
      : null
  const { fork: a } = left.plan
  const { fork: b } = right.plan
  const siblings =
    a !== undefined && a.parent === b?.parent
      ? `Both are forks of ${a.parent}, from tick ${a.tick}${a.tick === b.tick ? '' : ` and ${b.tick}`} on.`
      : null
  return of(right, left, 'right', 'left') ?? of(left, right, 'left', 'right') ?? siblings
}

function differentFirst(
  { tick, round, place, left, right, differences }: FirstDifference,
  ours: RunSummary,
  theirs: RunSummary,
): FirstDifferent {
  if (ours.ticks <= tick || theirs.ticks <= tick) {
    const what = `The ${ours.ticks <= tick ? 'left' : 'right'} run has no such tick.`
    return { tick, round, what, leaves: [], equal: 0 }
  }
  if (place === null) {
    const leaves = differences.map((one) => ({ ...one, differs: true }))
    return { tick, round, what: 'Its round or its phase.', leaves, equal: 0 }
  }
  const kinds = [...new Set([left?.kind ?? 'nothing', right?.kind ?? 'nothing'])]
  const what = `Entry ${place} of the tick: ${kinds.join(' on the left, on the right ')}.`
  const [one, other] = [left, right].map((entry) =>
    entry === null ? undefined : (withoutTheHour(entry) as unknown as Json),
  )
  return { tick, round, what, ...leavesBeside(one, other) }
}

/** So many runs are offered to choose from. */
const MOST_NEAR = 100

/** Parents, forks and siblings of both. */
function nearOf({ tables, store }: Opened, left: RunSummary, right: RunSummary): RunBeside[] {
  const parents = [left, right].flatMap(({ plan, runId }) => [plan.fork?.parent ?? runId, runId])
  const near = new Set<string>(parents)
  for (const parent of new Set(parents))
    for (const row of tables.rows('runs', {
      columns: ['run_id'],
      where: { parent_run_id: parent },
    })) {
      if (near.size >= MOST_NEAR) break
      near.add(String(row['run_id']))
    }
  return [...near].flatMap((id) => {
    const run = store.run(id as RunId)
    return run === undefined ? [] : [beside(run)]
  })
}

function blockAt(
  store: Store,
  runs: readonly [RunSummary, RunSummary],
  block: number,
): CompareBlock {
  const from = block * TICKS_COMPARED
  const ticks = ticksBeside(store, runs, from, from + TICKS_COMPARED)
  return {
    block,
    ticks: ticks.map(({ has, decisions, payoffs, ...tick }) => ({
      ...tick,
      hasLeft: has.left,
      hasRight: has.right,
      decisions: decisions.map(({ participant, role, ask, left, right, differs }) => ({
        participant,
        role,
        ask,
        left: side(left),
        right: side(right),
        differs,
      })),
      payoffs: payoffs.map(({ participant, role, left, right }) => ({
        participant,
        role,
        left,
        right,
      })),
    })),
  }
}

function side(made: DecisionMade | null): { value: string; status: string } | null {
  if (made === null) return null
  return { value: made.value === null ? 'nothing' : String(made.value), status: made.status }
}
