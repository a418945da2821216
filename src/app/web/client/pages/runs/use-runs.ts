/** Grids and pages of runs: asked of the server, or worked out of the whole list on a static site, which has no server. */
import { useMemo } from 'preact/hooks'
import {
  designGrid,
  type DesignGrid,
  type GridWindow,
} from '../../../../../study/viewing/runs/design-grid.ts'
import type { RunList } from '../../../../../study/viewing/runs/run-list.ts'
import {
  runPage,
  runQueryIn,
  selectRuns,
  type RunPage,
} from '../../../../../study/viewing/runs/select-runs.ts'
import { told } from '../../shell/told.ts'
import { useAnswer, type Answered } from '../../shell/use-answer.ts'
import type { Shown } from './runs-address.ts'

const isStatic = told.isStatic === true

/** @param query what the address says of the selection. */
export function useRunPage(
  record: string,
  query: Shown,
  part: { readonly offset: number; readonly count: number },
): Answered<RunPage> {
  const { offset, count } = part
  const runs = `records/${record}/runs`
  const asked = useAnswer<RunPage>(
    isStatic ? null : `${runs}/page`,
    { ...query, offset, count },
    record,
  )
  const whole = useAnswer<RunList>(isStatic ? `${runs}/all` : null)
  const key = JSON.stringify(query)
  const selected = useMemo(
    () => whole.value && selectRuns(whole.value, runQueryIn(query)),
    [whole.value, key],
  )
  const page = useMemo(
    () => whole.value && selected && runPage(whole.value, selected, { offset, count }),
    [selected, offset, count],
  )
  return isStatic ? { ...whole, value: page } : asked
}

/** @param measure its key, or `status`. */
export function useGrid(record: string, measure: string, window: GridWindow): Answered<DesignGrid> {
  const runs = `records/${record}/runs`
  const { replicates, rowsFrom } = window
  const asked = useAnswer<DesignGrid>(
    isStatic ? null : `${runs}/grid/${encodeURIComponent(measure)}`,
    { from: replicates?.from, to: replicates?.to, rows: rowsFrom },
    record,
  )
  const whole = useAnswer<RunList>(isStatic ? `${runs}/all` : null)
  const isMeasured = isStatic && measure !== 'status'
  const values = useAnswer<Readonly<Record<string, number>>>(
    isMeasured ? `${runs}/values/${encodeURIComponent(measure)}` : null,
  )
  const grid = useMemo(() => {
    if (whole.value === undefined || (isMeasured && values.value === undefined)) return undefined
    const of = values.value
    return designGrid(
      whole.value,
      window,
      isMeasured ? ({ runId }) => of?.[runId] ?? null : undefined,
    )
  }, [whole.value, values.value, measure, JSON.stringify(window)])
  return isStatic
    ? { value: grid, fault: whole.fault ?? values.fault, isAsking: whole.isAsking }
    : asked
}
