/** In which order runs are exported, and what the file of a run is called. */
import type { RunSummary, Store } from '../../io/store/store.ts'
import type { Tick } from '../../record/tick.ts'
import { fileNameOf } from './file-name.ts'

/** By treatment, replicate and id: as a reader looks for them. */
export function inOrder(runs: readonly RunSummary[]): RunSummary[] {
  return [...runs].sort(
    (a, b) =>
      compare(a.plan.treatment, b.plan.treatment) ||
      a.plan.replicate - b.plan.replicate ||
      compare(a.runId, b.runId),
  )
}

/** `<treatment>-<replicate>-<run id>.<ending>`. */
export function fileOfRun({ runId, plan }: RunSummary, ending: string): string {
  return `${fileNameOf(plan.treatment)}-${plan.replicate}-${fileNameOf(runId)}.${ending}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** How many ticks are read between two looks at how far the reading is. */
const LOOK = 256

/** The ticks of a run, telling how far the reading of all runs is; `passes` is how often all of them are going to be read. */
export function watchedTicks(
  store: Pick<Store, 'runs' | 'ticks'>,
  passes: number,
  progress: ((share: number) => void) | undefined,
): (run: RunSummary) => Iterable<Tick> {
  if (progress === undefined) return ({ runId }) => store.ticks(runId)
  const all = passes * store.runs().reduce((sum, { ticks }) => sum + ticks, 0)
  let done = 0
  return function* ({ runId }) {
    for (const tick of store.ticks(runId)) {
      if (++done % LOOK === 0) progress(Math.min(1, done / all))
      yield tick
    }
  }
}
