/** Measures by treatment, as a terminal shows them. */
import type { Store } from '../../../io/store/store.ts'
import { designOf } from '../../../study/analysis/design.ts'
import { A_RATE, estimateOf } from '../../../study/analysis/estimate.ts'
import { leftOut } from '../../../study/analysis/measures/counted-runs.ts'
import type { MeasureDefinition } from '../../../study/analysis/measures/measure.ts'
import {
  measuresQuestion,
  wordsQuestion,
  type MeasuredGroup,
  type WordCounts,
} from '../../../study/analysis/measures/measured-groups.ts'
import { wantedMeasures } from '../../../study/analysis/measures/measures.ts'
import { populationStrategies } from '../../../study/analysis/measures/population-strategies.ts'
import { readRuns } from '../../../study/analysis/read-runs.ts'
import { told } from '../estimate-text.ts'
import { fitTable, wrapWords } from '../report/fit-table.ts'
import { strategiesText } from './strategies-text.ts'

/** So many words of a classification are shown for each role. */
const MOST_WORDS = 8
/** With more rows than this only those of the first measures are shown, unless measures are named. */
const MOST_ROWS = 300

/** @throws UnknownNameError for a measure that does not exist. */
export function meansText(store: Store, db: string, names?: readonly string[]): string[] {
  const wanted = wantedMeasures(names)
  const design = designOf(store)
  const numbers = measuresQuestion(store, design, names === undefined ? {} : { names })
  const words = wordsQuestion(store, design, [...wanted])
  // Resampling takes its time: it is done where strategies are asked about.
  const asksStrategies = names?.includes('strategy') === true
  const shares = populationStrategies(store, design, { replicates: asksStrategies ? 200 : 0 })
  readRuns(store, design, asksStrategies ? [numbers, words, shares] : [numbers, words])
  const [groups, counts] = [numbers.answer(), words.answer()]
  if (groups.length + counts.length === 0)
    return ['No finished run has any of these measures. See: coterie measures --list']
  const { forks, unfinished } = leftOut(design)
  const isLong = names === undefined && groups.length > MOST_ROWS
  return [
    ...groupTable(isLong ? groups.slice(0, MOST_ROWS) : groups),
    ...(isLong
      ? [
          `\n${groups.length - MOST_ROWS} more rows: name measures by --measure, or write all by --csv FILE.`,
        ]
      : []),
    ...wordTable(counts),
    ...(asksStrategies ? strategiesText(shares.answer()) : []),
    '',
    ...wrapWords(
      'Means over runs of the mean over a role’s participants, with 95 % intervals over runs; see coterie report for how they are made. undefined: runs in which the measure is null for the whole role, and the most frequent reason. ' +
        (names === undefined
          ? 'Series by round are shown where they are named by --measure. '
          : '') +
        `Definitions: coterie measures --list. A row for each run and participant: coterie measures ${db} --csv FILE.`,
    ),
    ...(forks + unfinished === 0
      ? []
      : [`Left out: ${unfinished} runs that did not finish, ${forks} forks.`]),
  ]
}

function groupTable(groups: readonly MeasuredGroup[]): string[] {
  if (groups.length === 0) return []
  return fitTable(
    ['measure', 'treatment', 'role', 'about', 'runs', 'mean', 'undefined'],
    groups.map(({ measure, treatment, role, about, values, undefinedRuns }) => [
      measure.name,
      treatment,
      role,
      about,
      values.length,
      values.length === 0 ? '' : told(estimateOf(values, boundsOf(measure))),
      reasonIn(undefinedRuns),
    ]),
    4,
  )
}

function boundsOf({ range: [low, high] }: MeasureDefinition): { low: number; high: number } {
  return low === A_RATE.low && high === A_RATE.high
    ? A_RATE
    : { low: low ?? -Infinity, high: high ?? Infinity }
}

function reasonIn(undefinedRuns: ReadonlyMap<string, number>): string {
  const [first, ...others] = [...undefinedRuns].sort(([, a], [, b]) => b - a)
  if (first === undefined) return ''
  const all = [first, ...others].reduce((sum, [, runs]) => sum + runs, 0)
  return `${all}: ${first[0]}`
}

function wordTable(counts: readonly WordCounts[]): string[] {
  const rows = counts.flatMap(({ measure, treatment, role, words }) =>
    words
      .slice(0, MOST_WORDS)
      .map(({ word, seats }) => [measure.name, treatment, role, seats, word] as const),
  )
  if (rows.length === 0) return []
  const cut = counts.some(({ words }) => words.length > MOST_WORDS)
  return [
    '\nClassifications: how many participants, over all runs',
    ...fitTable(['measure', 'treatment', 'role', 'n', 'classified as'], rows, 3),
    ...(cut ? [`The ${MOST_WORDS} most frequent of each.`] : []),
  ]
}
