/** Chooses the measure by which runs are coloured, told and sorted. */
import { runQueryIn } from '../../../../../study/viewing/runs/select-runs.ts'
import { route } from '../../shell/route.ts'
import type { PageProps } from '../page.ts'
import { showRuns } from './runs-address.ts'
import { measureWords, type Measures } from './use-measures.ts'

interface Props extends PageProps {
  readonly measures: Measures
  /** What is chosen where no measure is. */
  readonly none: string
}

export function MeasureChoice({ record, measures: { offered, by, unknown }, none }: Props) {
  const choose = (key: string): void => {
    const isSorted = runQueryIn(route.value.query).sort === 'measure'
    showRuns(record.id, { by: key, ...(key === '' && isSorted ? { sort: '' } : {}) })
  }
  return (
    <select value={by ?? unknown ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
      <option value="">{none}</option>
      {unknown !== null && <option value={unknown}>{measureWords(unknown)} (not here)</option>}
      {offered?.map(({ key }) => (
        <option key={key} value={key}>
          {measureWords(key)}
        </option>
      ))}
    </select>
  )
}
