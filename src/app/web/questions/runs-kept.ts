/** What a server keeps of the runs of each record that it shows, so that a change costs what has changed and no more. */
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { RunId } from '../../../record/ids.ts'
import type { Design } from '../../../study/analysis/design.ts'
import { runsRead } from '../../../study/analysis/read-runs.ts'
import { runBook, type RunBook } from '../../../study/viewing/runs/run-book.ts'
import { runMeasures } from '../../../study/viewing/runs/run-measures.ts'
import type { GridMeasure, Measured } from '../../../study/viewing/runs/grid-measure.ts'
import { spendReader } from '../../../study/viewing/runs/run-spend.ts'
import type { RecordSpend } from '../../../study/viewing/runs/record-spend.ts'
import { earningsTotal, runValues, type RunValues } from '../../../study/viewing/runs/run-values.ts'
import type { ListedRun, RunList } from '../../../study/viewing/runs/run-list.ts'
import type { Opened } from '../records.ts'

export interface RecordRuns {
  readonly book: RunBook
  /** Where the record was changed, what it holds now. Where that and what is timed take long, whoever asks waits a little: see `RESTS`. */
  list(): Promise<RunList>
  /** Does it, and counts how long it took. */
  timed<T>(work: () => T): T
  /** Reads what is missing of some runs, and lets others be answered meanwhile. */
  fill<T>(values: RunValues<T>, runs: readonly ListedRun[]): Promise<void>
  readonly earnings: RunValues<number | null>
  readonly spend: RunValues<RecordSpend>
  /** @returns undefined for a measure that does not exist. */
  measure(key: string): RunValues<Measured> | undefined
  /** Has measures that exist worked out together from here on: who wants all of them reads each run once. */
  together(keys: readonly string[]): void
  offered(list: RunList): readonly GridMeasure[]
}

const kept = new WeakMap<Opened, RecordRuns>()

export function runsOf(record: Opened): RecordRuns {
  let runs = kept.get(record)
  if (runs === undefined) kept.set(record, (runs = recordRuns(record)))
  return runs
}

/** For each millisecond of work on a record that changes, so many of rest: whoever plays it on the same machine has the rest. */
const RESTS = 15
const MOST_REST_MS = 2_000
/** Runs that are read at a stretch. */
const STRETCH = 500

function recordRuns(record: Opened): RecordRuns {
  const { store } = record
  const book = runBook(store)
  const design = (): Design => book.design()
  const byMeasure = new Map<string, RunValues<Measured>>()
  const offers = new Map<string, readonly GridMeasure[]>()
  let list: RunList | undefined
  let stamp: number | undefined
  let restUntil = 0
  let reading: Promise<RunList> | undefined

  const timed = <T>(work: () => T): T => {
    const from = performance.now()
    const done = work()
    const to = performance.now()
    const rest = Math.max(restUntil - to, 0) + RESTS * (to - from)
    restUntil = to + Math.min(rest, MOST_REST_MS)
    return done
  }
  const read = async (): Promise<RunList> => {
    const rest = restUntil - performance.now()
    if (rest > 0) await setTimeout(rest)
    stamp = record.stamp()
    // Of a large record, others are answered between one stretch and the next.
    const stretches = book.read()[Symbol.iterator]()
    let isLong = false
    while (timed(() => stretches.next()).done !== true) {
      isLong = true
      await setImmediate()
    }
    list = timed(() => book.list())
    if (isLong) await setImmediate()
    return list
  }
  const together = (keys: readonly string[]): void => {
    const values = runValues(store, book, () => {
      const { kinds, valuesOf } = runMeasures(store, design())
      return { kinds, valueOf: valuesOf(keys) }
    })
    for (const [i, key] of keys.entries())
      byMeasure.set(key, { ...values, of: (runId) => values.of(runId)?.[i] })
  }
  return {
    book,
    timed,
    list() {
      if (list !== undefined && reading === undefined && record.stamp() === stamp)
        return Promise.resolve(list)
      reading ??= read().finally(() => (reading = undefined))
      return reading
    },
    async fill(values, runs) {
      const missing = values.missing(runs)
      for (let from = 0; from < missing.length; from += STRETCH) {
        // Somebody else who wants the same may have had some of them read meanwhile.
        const some = missing
          .slice(from, from + STRETCH)
          .filter((runId) => values.of(runId) === undefined)
        if (some.length === 0) continue
        values.read(some)
        await setImmediate()
      }
    },
    earnings: runValues(store, book, () => earningsTotal),
    spend: runValues(store, book, () => spendReader),
    measure(key) {
      if (!byMeasure.has(key) && runMeasures(store, design()).has(key)) together([key])
      return byMeasure.get(key)
    },
    together,
    offered(of) {
      const sample = sampleOf(of)
      const key = sample.join(' ')
      let offered = offers.get(key)
      if (offered === undefined) {
        const measures = runMeasures(store, design())
        offered = measures.offered(runsRead(store, design(), measures.kinds, new Set(sample)))
        offers.clear()
        offers.set(key, offered)
      }
      return offered
    },
  }
}

/** Enough treatments, and enough runs, to know which measures a record has: some have a value only where something has happened, such as a first defection. */
const TREATMENTS_SAMPLED = 12
const RUNS_SAMPLED = 24

/** The first finished runs of each of the first treatments that have one. */
function sampleOf({ runs, treatments }: RunList): RunId[] {
  const most = Math.ceil(
    RUNS_SAMPLED / Math.min(Math.max(treatments.length, 1), TREATMENTS_SAMPLED),
  )
  const found = new Map<number, RunId[]>()
  for (const { runId, treatment, status, forkOf } of runs) {
    if (status !== 'finished' || forkOf !== null) continue
    const own = found.get(treatment)
    if (own === undefined) {
      if (found.size === TREATMENTS_SAMPLED) break
      found.set(treatment, [runId as RunId])
    } else if (own.length < most) own.push(runId as RunId)
  }
  return [...found.values()].flat()
}
