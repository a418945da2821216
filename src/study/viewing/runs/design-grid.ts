/** The design of a record as a grid: a row for each treatment, a column for each replicate, or for several where there are many. */
import {
  ownTreatments,
  statusCounts,
  type ListedFactor,
  type ListedRun,
  type RunList,
  type RunStatus,
  type StatusCounts,
} from './run-list.ts'

/** One run. */
export interface RunCell {
  readonly runId: string
  readonly status: RunStatus
  /** Of the measure; null where there is none. */
  readonly value: number | null
}

/** Several replicates of a treatment. */
export interface BinCell {
  readonly counts: StatusCounts
  /** The mean over those of its runs that have a value; null where none has. */
  readonly value: number | null
}

export interface GridRow {
  readonly treatment: string
  /** In the order of the factors. */
  readonly levels: readonly (string | null)[]
  /** Of all its replicates, also those that are not in the window. */
  readonly counts: StatusCounts
  /** The mean of the measure over all its replicates that have a value. */
  readonly value: number | null
  /** A cell for each column; null where the treatment has no such replicate. `runs`: each column is one replicate. */
  readonly cells:
    | { readonly kind: 'runs'; readonly list: readonly (RunCell | null)[] }
    | { readonly kind: 'bins'; readonly list: readonly (BinCell | null)[] }
}

/** Replicates, from 1, both ends included. */
export interface ReplicateRange {
  readonly from: number
  readonly to: number
}

export interface DesignGrid {
  /** Those that a treatment of the design sets. */
  readonly factors: readonly ListedFactor[]
  readonly isCrossed: boolean
  /** How many replicates the largest treatment has. */
  readonly replicates: number
  /** Which of them are shown. */
  readonly window: ReplicateRange
  readonly columns: readonly ReplicateRange[]
  readonly rows: readonly GridRow[]
  /** The place of the first row among all treatments, from 0, and how many these are. */
  readonly rowsFrom: number
  readonly rowsOf: number
  /** The least and the greatest value of all runs, also those that are not shown; null where there is none. */
  readonly range: readonly [least: number, greatest: number] | null
}

export interface GridWindow {
  /** Replicates; all where absent. */
  readonly replicates?: ReplicateRange
  readonly rowsFrom?: number
}

/** So many columns at most: more are narrower than what stands in them. */
export const MOST_COLUMNS = 40
/** So many treatments on one page. */
export const MOST_ROWS = 100

/** @param valueOf what a measure came to, null where a run has no value; undefined where only statuses are asked for. */
export function designGrid(
  list: RunList,
  { replicates: wanted, rowsFrom = 0 }: GridWindow = {},
  valueOf?: (run: ListedRun) => number | null,
): DesignGrid {
  const byTreatment = ownRuns(list)
  const places = ownTreatments(list)
  const replicates = Math.max(
    0,
    ...places.map((place) =>
      Math.max(list.treatments[place]?.planned ?? 0, byTreatment[place]?.at(-1)?.replicate ?? 0),
    ),
  )
  const window = windowIn(wanted, replicates)
  const columns = columnsOf(window)
  const first = Math.min(Math.max(0, rowsFrom), Math.max(0, places.length - 1))
  const columnsSet = list.factors.map((_, column) =>
    places.some((place) => (list.treatments[place]?.levels[column] ?? null) !== null),
  )
  const valued = (run: ListedRun): number | null => valueOf?.(run) ?? null
  return {
    factors: list.factors.filter((_, column) => columnsSet[column]),
    isCrossed: list.isCrossed,
    replicates,
    window,
    columns,
    rows: places.slice(first, first + MOST_ROWS).map((place) => {
      const { name = '', levels = [] } = list.treatments[place] ?? {}
      const runs = byTreatment[place] ?? []
      return {
        treatment: name,
        levels: levels.filter((_, column) => columnsSet[column]),
        counts: statusCounts(runs),
        value: valueOf === undefined ? null : meanOf(runs.map(valued)),
        cells: cellsOf(runs, columns, valued),
      }
    }),
    rowsFrom: first,
    rowsOf: places.length,
    range: valueOf === undefined ? null : rangeOf(list.runs.map(valued)),
  }
}

/** The runs that were played, or are to be played, on their own, treatment by treatment, in the order of replicates. */
function ownRuns({ runs, treatments }: RunList): ListedRun[][] {
  const by: ListedRun[][] = treatments.map(() => [])
  for (const run of runs) if (run.forkOf === null) by[run.treatment]?.push(run)
  return by
}

function windowIn(wanted: ReplicateRange | undefined, replicates: number): ReplicateRange {
  const whole = { from: 1, to: Math.max(1, replicates) }
  if (wanted === undefined) return whole
  const from = Math.min(Math.max(1, wanted.from), whole.to)
  return { from, to: Math.min(Math.max(from, wanted.to), whole.to) }
}

/** Each replicate by itself, or bins of as many as makes few enough columns: 2, 5, 10, 20, 50, … */
export function columnsOf({ from, to }: ReplicateRange): ReplicateRange[] {
  const count = to - from + 1
  let width = 1
  for (let step = 0; count / width > MOST_COLUMNS; step++) width *= step % 3 === 1 ? 2.5 : 2
  return Array.from({ length: Math.ceil(count / width) }, (_, place) => ({
    from: from + place * width,
    to: Math.min(to, from + (place + 1) * width - 1),
  }))
}

function cellsOf(
  runs: readonly ListedRun[],
  columns: readonly ReplicateRange[],
  valued: (run: ListedRun) => number | null,
): GridRow['cells'] {
  if (columns.every(({ from, to }) => from === to)) {
    const at = new Map(runs.map((run) => [run.replicate, run]))
    const cellAt = ({ from }: ReplicateRange): RunCell | null => {
      const run = at.get(from)
      return run === undefined ? null : { runId: run.runId, status: run.status, value: valued(run) }
    }
    return { kind: 'runs', list: columns.map(cellAt) }
  }
  let next = 0
  const list = columns.map(({ from, to }): BinCell | null => {
    while ((runs[next]?.replicate ?? Infinity) < from) next++
    const first = next
    while ((runs[next]?.replicate ?? Infinity) <= to) next++
    const within = runs.slice(first, next)
    if (within.length === 0) return null
    return { counts: statusCounts(within), value: meanOf(within.map(valued)) }
  })
  return { kind: 'bins', list }
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}

function rangeOf(values: readonly (number | null)[]): readonly [number, number] | null {
  let range: [number, number] | null = null
  for (const value of values) {
    if (value === null) continue
    if (range === null) range = [value, value]
    else range = [Math.min(range[0], value), Math.max(range[1], value)]
  }
  return range
}
