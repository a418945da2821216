/** Limits records to the runs that were named. */
import { BadInputError } from '../../../base/errors.ts'
import type { RunId } from '../../../record/ids.ts'
import type { Opened } from '../records.ts'
import { onlyRuns } from './only-runs.ts'

/**
 * The records of these runs, and of them nothing else. `named` are ids, or beginnings of them; where there are none, all records are as they were.
 * @throws BadInputError where a name fits no run, or more than one.
 */
export function chooseRuns(records: readonly Opened[], named: readonly string[]): Opened[] {
  if (named.length === 0) return [...records]
  const all = records.flatMap((record) =>
    record.store.runs().map(({ runId }) => ({ record, runId })),
  )
  const chosen = new Map<Opened, Set<RunId>>()
  for (const name of named) {
    const found = all.filter(
      ({ runId }) => runId.startsWith(name) || runId.startsWith(`run_${name}`),
    )
    const [first, ...others] = [...new Set(found.map(({ runId }) => runId))]
    if (first === undefined)
      throw new BadInputError(
        `--run ${name}: none of the ${all.length} runs has an id that begins so. List them with: coterie show DB`,
      )
    if (others.length > 0)
      throw new BadInputError(
        `--run ${name}: ${others.length + 1} ids of runs begin so. Give more of it.`,
      )
    for (const { record, runId } of found)
      chosen.set(record, (chosen.get(record) ?? new Set<RunId>()).add(runId))
  }
  // In the order of the records, whatever the order of the runs.
  return records.flatMap((record) => {
    const runs = chosen.get(record)
    return runs === undefined ? [] : [onlyRuns(record, runs)]
  })
}
