/** Finds runs: words, filters, and the table of those that fit. */
import { useEffect, useState } from 'preact/hooks'
import type { RecordHead } from '../../../../../study/viewing/runs/record-head.ts'
import { RUN_STATUSES } from '../../../../../study/viewing/runs/run-list.ts'
import { LEVEL_PREFIX, type RunFilters } from '../../../../../study/viewing/runs/select-runs.ts'
import { plainLine } from '../../shell/plain.ts'
import { route } from '../../shell/route.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { PageProps } from '../page.ts'
import { MeasureChoice } from './measure-choice.tsx'
import { RunTable } from './run-table.tsx'
import { showRuns } from './runs-address.ts'
import type { Measures } from './use-measures.ts'

interface Props extends PageProps {
  readonly head: RecordHead
  readonly measures: Measures
}

export function RunSearch({ record, head, measures }: Props) {
  const { value: filters } = useAnswer<RunFilters>(`records/${record.id}/runs/filters`, {
    treatments: head.treatments,
  })
  return (
    <section aria-labelledby="runs-title" class="run-search">
      <h2 id="runs-title">All runs</h2>
      <form class="run-filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <Words record={record} />
        <Choice record={record} name="status" label="Status" options={RUN_STATUSES} />
        {filters !== undefined && filters.treatments.length > 1 && (
          <Choice record={record} name="treatment" label="Treatment" options={filters.treatments} />
        )}
        {filters?.factors
          .filter(({ levels }) => levels.length > 1)
          .map(({ path, name, levels }) => (
            <Choice
              key={path}
              record={record}
              name={`${LEVEL_PREFIX}${path}`}
              label={name}
              options={levels}
            />
          ))}
        <label class="by-measure">
          <span>Measure</span>
          <MeasureChoice record={record} measures={measures} none="none" />
        </label>
        <ClearAll record={record} />
      </form>
      <RunTable
        record={record}
        all={head.runs + head.forks}
        hasWhy={head.counts.aborted + head.counts.failed > 0}
        measures={measures}
      />
    </section>
  )
}

/** So long after the last letter the search is made. */
const TYPING_MS = 150

function Words({ record }: PageProps) {
  const shown = route.value.query['q'] ?? ''
  const [words, setWords] = useState(shown)
  useEffect(() => setWords(shown), [shown])
  useEffect(() => {
    if (words === shown) return undefined
    const timer = setTimeout(() => showRuns(record.id, { q: words }), TYPING_MS)
    return () => clearTimeout(timer)
  }, [words])
  return (
    <label class="search-words">
      <span>Search</span>
      <input
        type="search"
        value={words}
        maxLength={200}
        placeholder="run, treatment, why, model, persona"
        onInput={(event) => setWords(event.currentTarget.value)}
      />
    </label>
  )
}

interface ChoiceProps extends PageProps {
  /** As it stands in the address. */
  readonly name: string
  readonly label: string
  readonly options: readonly string[]
}

function Choice({ record, name, label, options }: ChoiceProps) {
  const value = route.value.query[name] ?? ''
  return (
    <label>
      <span>{plainLine(label)}</span>
      <select
        value={value}
        onChange={(event) => showRuns(record.id, { [name]: event.currentTarget.value })}
      >
        <option value="">any</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {plainLine(option)}
          </option>
        ))}
      </select>
    </label>
  )
}

function ClearAll({ record }: PageProps) {
  const set = Object.keys(route.value.query).filter(
    (name) => ['q', 'status', 'treatment'].includes(name) || name.startsWith(LEVEL_PREFIX),
  )
  if (set.length === 0) return null
  return (
    <button
      type="button"
      class="clear"
      onClick={() => showRuns(record.id, Object.fromEntries(set.map((name) => [name, ''])))}
    >
      Clear
    </button>
  )
}
