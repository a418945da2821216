/** The run of an id, or of the beginning of one: ids are long, and are typed. */
import { BadInputError } from '../base/errors.ts'
import type { RunSummary } from '../io/store/store.ts'

/** @throws BadInputError where there is none, or several begin so. */
export function runNamed(id: string, runs: readonly RunSummary[]): RunSummary {
  const found = runs.filter(({ runId }) => runId.startsWith(id) || runId.startsWith(`run_${id}`))
  if (found.length === 1) return found[0] as RunSummary
  const sample = runs.slice(0, 3).map(({ runId }) => runId)
  throw new BadInputError(
    found.length === 0
      ? `no run "${id.slice(0, 40)}" in this record. It has ${runs.length}${sample.length > 0 ? `, such as ${sample.join(', ')}` : ''}; list them with: coterie show DB`
      : `"${id.slice(0, 40)}" is the beginning of ${found.length} run ids. Give more of it.`,
  )
}
