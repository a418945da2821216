/** Grids and pages of runs: asked of the server, or worked out of the whole list on a static site, which has no server. */
import { useMemo } from 'preact/hooks'
import {
  designGrid,
  type DesignGrid,
  type GridWindow,
} from '../../../../../study/viewing/runs/design-grid.ts'
import { numberIn, type MeasureValues } from '../../../../../study/viewing/runs/grid-measure.ts'
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
  const wanted = runQueryIn(query)
  const { values, fault } = useStaticValues(runs, wanted.measure)
  const key = JSON.stringify(query)
  const selection = useMemo(() => {
    if (whole.value === undefined) return undefined
    const measured = values && (({ runId }: { readonly runId: string }) => values[runId])
    // Until the values are there, as much as can be told without them.
    const answered = values === undefined ? { ...wanted, measure: null } : wanted
    const selected = selectRuns(whole.value, answered, measured)
    return { list: whole.value, selected, query: answered, measured }
  }, [whole.value, values, key])
  const page = useMemo(() => {
    if (selection === undefined) return undefined
    const { list, selected, ...rest } = selection
    return runPage(list, selected, { ...rest, offset, count })
  }, [selection, offset, count])
  return isStatic ? { ...whole, value: page, fault: whole.fault ?? fault } : asked
}

/** What a measure came to in all runs of a static site: undefined while it is on its way, and where there is a server. */
function useStaticValues(
  runs: string,
  measure: string | null,
): { readonly values: MeasureValues['values'] | undefined; readonly fault: string | undefined } {
  const isWanted = isStatic && measure !== null
  const { value, fault } = useAnswer<MeasureValues>(
    isWanted ? `${runs}/values/${encodeURIComponent(measure)}` : null,
  )
  return {
    values: isWanted && value?.measure === measure ? value.values : undefined,
    fault: isWanted ? fault : undefined,
  }
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
  const { values, fault } = useStaticValues(runs, isMeasured ? measure : null)
  const grid = useMemo(() => {
    if (whole.value === undefined || (isMeasured && values === undefined)) return undefined
    return designGrid(whole.value, window, values && (({ runId }) => numberIn(values[runId])))
  }, [whole.value, values, measure, JSON.stringify(window)])
  return isStatic ? { value: grid, fault: whole.fault ?? fault, isAsking: whole.isAsking } : asked
}
