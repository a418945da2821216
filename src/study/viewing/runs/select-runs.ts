/** Which runs of a list are shown and in which order: the same on a server and in the page of a static site. */
import { numberIn, type Measured, type MeasuredOf } from './grid-measure.ts'
import {
  RUN_STATUSES,
  type ListedCast,
  type ListedRun,
  type RunList,
  type RunStatus,
} from './run-list.ts'

export const SORT_COLUMNS = [
  'design',
  'run',
  'treatment',
  'replicate',
  'status',
  'ticks',
  'earnings',
  'measure',
  'started',
  'ended',
  'why',
] as const
/** `design`: by treatment in the order of the experiment, then by replicate. `measure`: by the one that the query names. */
export type SortColumn = (typeof SORT_COLUMNS)[number]

export interface RunQuery {
  /** All of these words must occur, in any case, in what a run is searched by. */
  readonly words: string
  readonly status: RunStatus | null
  /** A treatment's name. */
  readonly treatment: string | null
  /** A factor's path → its level in words. */
  readonly levels: Readonly<Record<string, string>>
  /** The key of the measure that is told of each run. */
  readonly measure: string | null
  readonly sort: SortColumn
  readonly isDown: boolean
}

/** How an address names a level that is wanted: `at.parameters.rounds=10`. */
export const LEVEL_PREFIX = 'at.'
/** Longer searches are cut: nobody types them. */
const MOST_WORDS = 200

/** Reads a query as it stands in an address; what is nonsense there is as if it were absent. */
export function runQueryIn(given: Readonly<Record<string, string>>): RunQuery {
  const sort = given['sort'] ?? ''
  const isDown = sort.startsWith('-')
  const column = SORT_COLUMNS.find((one) => one === sort.replace(/^-/, ''))
  const levels = Object.entries(given).filter(
    ([name, value]) => name.startsWith(LEVEL_PREFIX) && value !== '',
  )
  return {
    words: (given['q'] ?? '').slice(0, MOST_WORDS),
    status: RUN_STATUSES.find((one) => one === given['status']) ?? null,
    treatment:
      given['treatment'] === undefined || given['treatment'] === '' ? null : given['treatment'],
    levels: Object.fromEntries(
      levels.map(([name, value]) => [name.slice(LEVEL_PREFIX.length), value]),
    ),
    measure: measureIn(given),
    sort: column ?? 'design',
    isDown: column !== undefined && isDown,
  }
}

/** The key of the measure by which an address has runs coloured and told; null where it is by their status. */
export function measureIn(given: Readonly<Record<string, string>>): string | null {
  const by = given['by'] ?? ''
  return by === '' || by === 'status' ? null : by
}

const NOT_MEASURED: MeasuredOf = () => undefined

/** The runs that fit, each once. Those that the column does not tell apart stay in the order of the design; those without a value come last. */
export function selectRuns(
  list: RunList,
  query: RunQuery,
  measured = NOT_MEASURED,
): readonly ListedRun[] {
  const fitting = filtered(list, query)
  const { sort, isDown } = query
  if (sort === 'design') return isDown ? [...fitting].reverse() : fitting
  const keyOf = sort === 'measure' ? (run: ListedRun) => numberIn(measured(run)) : KEYS[sort]
  const names = list.treatments.map(({ name }) => name)
  const keyed = fitting.map((run, place) => ({ run, place, key: keyOf(run, names) }))
  const sign = isDown ? -1 : 1
  keyed.sort((a, b) => {
    if (a.key === b.key) return a.place - b.place
    if (a.key === null) return 1
    if (b.key === null) return -1
    return a.key < b.key ? -sign : sign
  })
  return keyed.map(({ run }) => run)
}

type Key = string | number | null

const KEYS: Readonly<
  Record<
    Exclude<SortColumn, 'design' | 'measure'>,
    (run: ListedRun, treatments: readonly string[]) => Key
  >
> = {
  run: ({ runId }) => runId,
  treatment: ({ treatment }, names) => names[treatment] ?? null,
  replicate: ({ replicate }) => replicate,
  status: ({ status }) => RUN_STATUSES.indexOf(status),
  ticks: ({ ticks, status }) => (status === 'planned' ? null : ticks),
  earnings: ({ earnings }) => earnings ?? null,
  started: ({ startedAt }) => startedAt,
  ended: ({ endedAt }) => endedAt,
  why: ({ why }) => why,
}

function filtered(list: RunList, query: RunQuery): readonly ListedRun[] {
  const { runs, treatments, casts } = list
  const words = query.words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const isAny =
    words.length === 0 &&
    query.status === null &&
    query.treatment === null &&
    Object.keys(query.levels).length === 0
  if (isAny) return runs
  const isTreatment = treatments.map((_, place) => fitsTreatment(list, place, query))
  // Said once of each treatment and cast, since many runs share them.
  const inTreatment = treatments.map(({ name }) => found(words, name))
  const inCast = casts.map((cast) => found(words, wordsOf(cast)))
  return runs.filter((run) => {
    if (query.status !== null && run.status !== query.status) return false
    if (isTreatment[run.treatment] !== true) return false
    const id = run.runId.toLowerCase()
    const why = run.why?.toLowerCase() ?? ''
    return words.every(
      (word, place) =>
        inTreatment[run.treatment]?.[place] === true ||
        (run.cast !== null && inCast[run.cast]?.[place] === true) ||
        id.includes(word) ||
        why.includes(word),
    )
  })
}

function fitsTreatment(
  { treatments, factors }: RunList,
  place: number,
  { treatment, levels }: RunQuery,
): boolean {
  const one = treatments[place]
  if (treatment !== null && one?.name !== treatment) return false
  return Object.entries(levels).every(([path, level]) => {
    const column = factors.findIndex((factor) => factor.path === path)
    return column >= 0 && one?.levels[column] === level
  })
}

/** Which of the words occur in the text. */
function found(words: readonly string[], text: string): boolean[] {
  const lower = text.toLowerCase()
  return words.map((word) => lower.includes(word))
}

/** No word spans two of the texts: words hold no white space. */
function wordsOf({ models, agents, personas }: ListedCast): string {
  return [...models, ...agents, ...personas].join('\n')
}

/** A part of a selection, as a table shows it. */
export interface RunPage {
  /** What it answers. */
  readonly query: RunQuery
  /** Runs in the list. */
  readonly all: number
  /** Runs that fit the query. */
  readonly fitting: number
  /** The place of the first of `runs` among those that fit, from 0. */
  readonly offset: number
  readonly runs: readonly PageRun[]
}

/** A run with the words that the list keeps once for many. */
export interface PageRun extends ListedRun {
  readonly treatmentName: string
  readonly models: readonly string[]
  /** What the query's measure came to; null where it was not measured. */
  readonly measured: Measured | null
}

interface PageWanted {
  /** By which the runs were selected. */
  readonly query: RunQuery
  readonly offset: number
  readonly count: number
  readonly measured?: MeasuredOf | undefined
}

export function runPage(
  { runs, treatments, casts }: RunList,
  selected: readonly ListedRun[],
  { query, offset, count, measured = NOT_MEASURED }: PageWanted,
): RunPage {
  return {
    query,
    all: runs.length,
    fitting: selected.length,
    offset,
    runs: selected.slice(offset, offset + count).map((run) => ({
      ...run,
      treatmentName: treatments[run.treatment]?.name ?? '',
      models: run.cast === null ? [] : (casts[run.cast]?.models ?? []),
      measured: measured(run) ?? null,
    })),
  }
}

/** What runs can be chosen by. */
export interface RunFilters {
  readonly treatments: readonly string[]
  /** Factors with their levels in words, in the order in which treatments have them. */
  readonly factors: readonly {
    readonly path: string
    readonly name: string
    readonly levels: readonly string[]
  }[]
}

export function runFilters({ factors, treatments }: RunList): RunFilters {
  return {
    treatments: treatments.map(({ name }) => name),
    factors: factors.map(({ path, name }, column) => ({
      path,
      name,
      levels: [...new Set(treatments.flatMap(({ levels }) => levels[column] ?? []))],
    })),
  }
}
