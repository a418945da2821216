/** The measures that runs of a record have, and which of them the address has runs coloured and told by. */
import type { GridMeasure } from '../../../../../study/viewing/runs/grid-measure.ts'
import type { RecordHead } from '../../../../../study/viewing/runs/record-head.ts'
import { measureIn } from '../../../../../study/viewing/runs/select-runs.ts'
import { plainLine } from '../../shell/plain.ts'
import { route } from '../../shell/route.ts'
import { useAnswer } from '../../shell/use-answer.ts'

export interface Measures {
  /** Undefined until they are known. */
  readonly offered: readonly GridMeasure[] | undefined
  /** The key of the chosen one; null where runs are told by status. */
  readonly by: string | null
  /** What is chosen; undefined until it is known. */
  readonly chosen: GridMeasure | undefined
  /** The key that the address has where no run has such a measure. */
  readonly unknown: string | null
}

/** @param head undefined until it is known: nothing is asked before. */
export function useMeasures(record: string, head: RecordHead | undefined): Measures {
  // Asked again when twice as many runs have finished: what can be measured shows in the first of them.
  const doublings = Math.floor(Math.log2(1 + (head?.counts.finished ?? 0)))
  const { value: offered } = useAnswer<readonly GridMeasure[]>(
    head === undefined ? null : `records/${record}/runs/measures`,
    { doublings },
  )
  const named = measureIn(route.value.query)
  const chosen = offered?.find(({ key }) => key === named)
  const isKnown = offered === undefined || chosen !== undefined
  return { offered, by: isKnown ? named : null, chosen, unknown: isKnown ? null : named }
}

/** `cooperation-rate:row` → `cooperation rate, row`. */
export function measureWords(key: string): string {
  const [name = '', role] = key.split(':')
  const words = plainLine(name.replaceAll('-', ' '))
  return role === undefined ? words : `${words}, ${plainLine(role)}`
}
