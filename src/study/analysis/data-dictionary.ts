/** What the columns, measures and codes of one record mean: generated from what is there. */
import type { Holds, TableColumn, Tables } from '../../io/store/tables.ts'
import type { CodedCode } from './coded-code.ts'
import type { CodedReport } from './coded.ts'
import type { Design } from './design.ts'
import type { MeasuredGroup } from './measures/measured-groups.ts'

export interface DictionaryColumn {
  readonly table: string
  readonly column: string
  readonly holds: Holds
  /** With its unit. */
  readonly means: string
}

export interface DictionaryMeasure {
  readonly name: string
  readonly means: string
  readonly unit: string
}

export interface DataDictionary {
  readonly columns: readonly DictionaryColumn[]
  /** Tables without a row in the runs that were looked at. */
  readonly empty: readonly string[]
  /** In how many runs rows were looked for. */
  readonly runsLookedAt: number
  readonly measures: readonly DictionaryMeasure[]
  readonly codes: readonly CodedCode[]
}

/** Rows are looked for in no more runs than this. */
const MOST_RUNS = 400

/** What the report itself works out, beside the measures of the catalogue. */
const OF_THE_REPORT: readonly DictionaryMeasure[] = [
  {
    name: 'choices',
    means:
      'share of an option among the decisions that a role’s participants made themselves at one ask of a finished run',
    unit: 'share, 0 to 1',
  },
  { name: 'amounts', means: 'mean of the amounts that they decided', unit: 'as the ask says' },
  {
    name: 'earnings',
    means: 'points awarded to a seat of the role in a finished run, the mean over the role’s seats',
    unit: 'points',
  },
]

/** `measured`: those of the catalogue that were worked out. */
export function dataDictionary(
  tables: Tables,
  design: Design,
  measured: readonly MeasuredGroup[],
  coded: CodedReport | null,
): DataDictionary {
  const looked = someOf([...design.runs.keys()])
  const isEmpty = (table: string): boolean =>
    WHOLE.has(table)
      ? isWithout(tables.rows(table))
      : looked.every((runId) => isWithout(tables.rows(table, { runId })))
  const empty = new Set(tables.names.filter(isEmpty))
  return {
    columns: tables.names
      .filter((table) => !empty.has(table))
      .flatMap((table) =>
        tables.columns(table).map(({ name, holds, means }: TableColumn) => {
          return { table, column: name, holds, means }
        }),
      ),
    empty: [...empty],
    runsLookedAt: looked.length,
    measures: [
      ...OF_THE_REPORT,
      ...new Map(
        measured.map(({ measure: { name, means, unit } }) => [name, { name, means, unit }]),
      ).values(),
    ],
    codes: coded?.codes ?? [],
  }
}

/** Tables that are not about runs one by one: they are small, and their rows are looked for everywhere. */
const WHOLE = new Set([
  'codebooks',
  'coders',
  'codings',
  'corrections',
  'judge_calls',
  'treatments',
])

function isWithout(rows: Iterable<unknown>): boolean {
  for (const _ of rows) return false
  return true
}

/** Evenly spread, the first among them. */
function someOf<T>(all: readonly T[]): readonly T[] {
  if (all.length <= MOST_RUNS) return all
  return Array.from(
    { length: MOST_RUNS },
    (_, i) => all[Math.floor((i * all.length) / MOST_RUNS)] as T,
  )
}
