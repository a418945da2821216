/** What a page asks of forks: all families of a record, and how further ones are made. */
import type { RunSummary } from '../../../io/store/store.ts'
import type { RunId } from '../../../record/ids.ts'
import type { ForkedRun, ForksAnswer } from '../../../study/viewing/forks/fork-tree.ts'
import { differenceFrom } from '../../../study/viewing/forks/fork-difference.ts'
import type { Opened } from '../records.ts'
import { forkCommands } from './forks-commands.ts'
import { earningsIn } from './forks-earnings.ts'
import type { Question } from './question.ts'

/** More forks are counted, not listed. */
const MOST_LISTED = 10_000
/** Summing costs about a millisecond for a hundred ticks that a fork does not share: those of more runs are left out. */
const MOST_SUMMED = 2_000

export const forks: Question = {
  path: 'forks',
  answer: (record) => record.kept('forks', () => forksOf(record)),
  instances: () => [{}],
}

function forksOf(record: Opened): ForksAnswer {
  const { store, tables } = record
  const parents = new Map<string, string>()
  for (const row of tables.rows('runs', { columns: ['run_id', 'parent_run_id'] }))
    if (row['parent_run_id'] !== null)
      parents.set(String(row['run_id']), String(row['parent_run_id']))
  const family = [...familyOf(parents)]
  const listed = family.slice(0, MOST_LISTED)
  const runs = new Map<string, RunSummary>()
  for (const id of listed) {
    const run = store.run(id as RunId)
    if (run !== undefined) runs.set(id, run)
  }
  return {
    runs: [...runs.values()].map((run, i) => forkedRun(record, run, runs, i < MOST_SUMMED)),
    left: family.length - listed.length,
    commands: forkCommands(record),
  }
}

/** Forks and whatever they were forked from, each once, parents before their forks. */
export function familyOf(parents: ReadonlyMap<string, string>): Set<string> {
  const family = new Set<string>()
  for (const fork of parents.keys()) {
    const line: string[] = []
    for (let id: string | undefined = fork; id !== undefined; id = parents.get(id)) {
      // A line that was tied into a ring by hand ends where it begins anew.
      if (family.has(id) || line.includes(id)) break
      line.push(id)
    }
    for (const id of line.reverse()) family.add(id)
  }
  return family
}

function forkedRun(
  record: Opened,
  { runId, plan, status, ticks }: RunSummary,
  runs: ReadonlyMap<string, RunSummary>,
  isSummed: boolean,
): ForkedRun {
  const { fork, treatment, replicate } = plan
  return {
    runId,
    parent: fork?.parent ?? null,
    tick: fork?.tick ?? null,
    treatment,
    replicate,
    status,
    ticks,
    ...differenceFrom(plan, runs.get(fork?.parent ?? '')?.plan),
    earnings: isSummed ? earningsIn(record, runs, runId) : null,
  }
}
