/** What pages ask of a record's runs: what it is about, its design as a grid, its runs as a list, what they came to. */
import { UnknownNameError } from '../../../base/errors.ts'
import {
  designGrid,
  type DesignGrid,
  type GridWindow,
} from '../../../study/viewing/runs/design-grid.ts'
import { recordHead, type RecordHead } from '../../../study/viewing/runs/record-head.ts'
import {
  isMeasured,
  numberIn,
  type GridMeasure,
  type Measured,
  type MeasuredOf,
  type MeasureValues,
} from '../../../study/viewing/runs/grid-measure.ts'
import {
  addedSpend,
  NO_SPEND,
  spendReader,
  unrecordedSpendIn,
} from '../../../study/viewing/runs/run-spend.ts'
import type { RecordSpend } from '../../../study/viewing/runs/record-spend.ts'
import type { RunValues } from '../../../study/viewing/runs/run-values.ts'
import type { ListedRun, RunList } from '../../../study/viewing/runs/run-list.ts'
import {
  runFilters,
  runPage,
  runQueryIn,
  selectRuns,
  type RunFilters,
  type RunPage,
} from '../../../study/viewing/runs/select-runs.ts'
import { runsRead } from '../../../study/analysis/read-runs.ts'
import type { RunId } from '../../../record/ids.ts'
import type { Arguments, Question } from './question.ts'
import { runsOf, type RecordRuns } from './runs-kept.ts'

const WHOLE: readonly Arguments[] = [{}]

const head: Question = {
  path: 'runs/head',
  async answer(record): Promise<RecordHead> {
    const runs = runsOf(record)
    const list = await runs.list()
    return runs.timed(() => recordHead(list, runs.book.plan(), runs.book.facts()))
  },
  instances: () => WHOLE,
}

const filters: Question = {
  path: 'runs/filters',
  answer: async (record): Promise<RunFilters> => runFilters(await runsOf(record).list()),
  instances: () => WHOLE,
}

/** At most so many runs on a page, whatever is asked for. */
const MOST_ON_PAGE = 500

const page: Question = {
  path: 'runs/page',
  async answer(record, _, query): Promise<RunPage> {
    const runs = runsOf(record)
    const wanted = runQueryIn(query)
    const part = {
      offset: wholeNumber(query['offset'], 0, Infinity) ?? 0,
      count: wholeNumber(query['count'], 1, MOST_ON_PAGE) ?? MOST_ON_PAGE,
    }
    const list = await runs.list()
    const values = wanted.measure === null ? undefined : runs.measure(wanted.measure)
    const of = values && measuredIn(values)
    if (wanted.sort === 'earnings') await addEarnings(runs, list.runs)
    if (wanted.sort === 'measure' && values !== undefined)
      await runs.fill(values, list.runs.filter(isMeasured))
    const selected = runs.timed(() => selectRuns(list, wanted, of))
    const seen = selected.slice(part.offset, part.offset + part.count)
    await addEarnings(runs, seen)
    if (values !== undefined) await runs.fill(values, seen.filter(isMeasured))
    const { runs: shown, ...rest } = runPage(list, selected, {
      ...part,
      query: wanted,
      measured: of,
    })
    return { ...rest, runs: shown.map((run) => withEarnings(runs, run)) }
  },
  instances: () => [],
}

/** The whole list, for static sites: there the page selects for itself. */
const all: Question = {
  path: 'runs/all',
  async answer(record): Promise<RunList> {
    const runs = runsOf(record)
    const list = await runs.list()
    await addEarnings(runs, list.runs)
    return runs.book.list()
  },
  instances: () => WHOLE,
}

const measureList: Question = {
  path: 'runs/measures',
  async answer(record): Promise<readonly GridMeasure[]> {
    const runs = runsOf(record)
    return runs.offered(await runs.list())
  },
  instances: () => WHOLE,
}

/** `status`, or the key of a measure. */
const grid: Question = {
  path: 'runs/grid/:measure',
  async answer(record, { measure = '' }, query): Promise<DesignGrid> {
    const runs = runsOf(record)
    const list = await runs.list()
    const values = measure === 'status' ? undefined : await measured(runs, list, measure)
    const of = values && measuredIn(values)
    const valueOf = of && ((run: ListedRun) => numberIn(of(run)))
    return runs.timed(() => designGrid(list, windowIn(query), valueOf))
  },
  instances: () => [],
}

/** For static sites. */
const values: Question = {
  path: 'runs/values/:measure',
  async answer(record, { measure = '' }): Promise<MeasureValues> {
    const runs = runsOf(record)
    const list = await runs.list()
    const of = await measured(runs, list, measure)
    const found = list.runs.flatMap(({ runId }) => {
      const value = of.of(runId)
      return value === undefined ? [] : [[runId, value] as const]
    })
    return { measure, values: Object.fromEntries(found) }
  },
  instances: (record) => {
    const { book, offered, together } = runsOf(record)
    const keys = offered(book.list()).map(({ key }) => key)
    together(keys)
    return keys.map((measure) => ({ measure }))
  },
}

const spend: Question = {
  path: 'runs/spend',
  async answer(record): Promise<RecordSpend> {
    const runs = runsOf(record)
    const list = await runs.list()
    // Whoever seats no model has no calls to be read.
    if (list.casts.every(({ models }) => models.length === 0)) return NO_SPEND
    await runs.fill(runs.spend, list.runs)
    const { store } = record
    const open = list.runs.filter(({ status }) => status === 'started')
    const design = runs.book.design()
    const { kinds, valueOf } = spendReader
    const openIds = new Set(open.map(({ runId }) => runId as RunId))
    const all = [unrecordedSpendIn(store.unrecordedSpend())]
    if (openIds.size > 0)
      for (const run of runsRead(store, design, kinds, openIds))
        if (openIds.has(run.runId)) all.push(valueOf(run))
    for (const { runId } of list.runs) all.push(runs.spend.of(runId) ?? NO_SPEND)
    return addedSpend(all)
  },
  instances: () => WHOLE,
}

export const runQuestions: readonly Question[] = [
  head,
  filters,
  page,
  all,
  measureList,
  grid,
  values,
  spend,
]

/** @throws UnknownNameError where there is no such measure. */
async function measured(
  runs: RecordRuns,
  list: RunList,
  key: string,
): Promise<RunValues<Measured>> {
  const found = runs.measure(key)
  if (found === undefined) {
    const known = runs.offered(list).map((one) => one.key)
    throw new UnknownNameError('measure', key, known, 'These have one value for a run.')
  }
  await runs.fill(found, list.runs.filter(isMeasured))
  return found
}

function measuredIn(values: RunValues<Measured>): MeasuredOf {
  return ({ runId }) => values.of(runId)
}

async function addEarnings(runs: RecordRuns, of: readonly ListedRun[]): Promise<void> {
  const without = of.filter((run) => run.earnings === undefined)
  await runs.fill(runs.earnings, without)
  for (const { runId } of without) {
    const points = runs.earnings.of(runId)
    if (points !== undefined) runs.book.setEarnings(runId, points)
  }
}

function withEarnings<T extends ListedRun>(runs: RecordRuns, run: T): T {
  const earnings = runs.earnings.of(run.runId)
  return earnings === undefined ? run : { ...run, earnings }
}

function windowIn(query: Arguments): GridWindow {
  const from = wholeNumber(query['from'], 1, Infinity)
  const to = wholeNumber(query['to'], 1, Infinity)
  const rowsFrom = wholeNumber(query['rows'], 0, Infinity)
  return {
    ...(from === undefined || to === undefined ? {} : { replicates: { from, to } }),
    ...(rowsFrom === undefined ? {} : { rowsFrom }),
  }
}

/** Undefined for what is none. */
function wholeNumber(text: string | undefined, least: number, most: number): number | undefined {
  const value = Number(text)
  if (text === undefined || !Number.isSafeInteger(value) || value < least) return undefined
  return Math.min(value, most)
}
