/** Which runs a static site compares: every fork with its parent and its baseline. Of all pairs there would be as many as runs squared. */
import type { ForkedRun } from './fork-tree.ts'

export interface ComparedPair {
  /** The run that the fork is compared with. */
  readonly left: string
  readonly fork: ForkedRun
  readonly with: 'parent' | 'baseline'
}

export function* comparedPairs(runs: readonly ForkedRun[]): Iterable<ComparedPair> {
  const place = ({ parent, tick, replicate }: ForkedRun): string =>
    [parent, tick, replicate].join(' ')
  const baselines = new Map(
    runs.flatMap((run) => (run.kind === 'baseline' ? [[place(run), run.runId] as const] : [])),
  )
  for (const fork of runs) {
    if (fork.parent === null) continue
    yield { left: fork.parent, fork, with: 'parent' }
    const baseline = fork.kind === 'difference' ? baselines.get(place(fork)) : undefined
    if (baseline !== undefined) yield { left: baseline, fork, with: 'baseline' }
  }
}
