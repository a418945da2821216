/** How choices and amounts went on: the first time a participant was asked, the second, and so on. */
import { moments95 } from '../statistics/blocked-difference.ts'
import type { AnswerForm } from '../../record/ask.ts'
import { inOrder, type Design } from './design.ts'
import type { Question } from './read-runs.ts'
import { askKey, type Decision, type TickList } from './run-ticks.ts'

/** The mean over runs at one occasion. */
export interface OccasionPoint {
  /** From 1: in a game that asks once a round it is the round. */
  readonly occasion: number
  readonly runs: number
  readonly mean: number
  /** Mean ± 1.96 s/√n over runs; null where there is one run, or no run differs. */
  readonly interval: readonly [low: number, high: number] | null
}

/** One option's share, or the mean amount, of one role's ask under one treatment, occasion by occasion. */
export interface OccasionSeries {
  readonly treatment: string
  readonly role: string
  readonly ask: string
  /** The option; `(mean)` for amounts. */
  readonly what: string
  readonly points: readonly OccasionPoint[]
  /** True where there were more occasions than are told. */
  readonly cut: boolean
}

/** More occasions than this are not told. */
const MOST_OCCASIONS = 200
/** Shares of more options than this are not told one by one. */
const MOST_OPTIONS = 8
const MEAN = '(mean)'

interface Series {
  readonly treatment: string
  readonly role: string
  readonly ask: string
  readonly columns: readonly string[]
  /** By occasion: how many runs have a value. */
  readonly runs: number[]
  /** By occasion, then column. */
  readonly sums: number[]
  readonly squares: number[]
  cut: boolean
}

/** What one run adds: seats of a role are averaged first. */
interface RunSeries {
  readonly counts: number[]
  readonly sums: number[]
}

/** What one participant was asked so far, at one ask. */
interface Asked {
  times: number
  series: Series | null
}

interface Answer {
  /** Whose answer to which ask. */
  readonly who: string
  readonly of: string
  readonly ask: string
  readonly columns: readonly string[]
  /** The column that it adds to; −1 where it was lost, passed or planted. */
  readonly column: number
  readonly value: number
}

/** Finished runs; decisions that participants made themselves. Shares are of decisions that took an option: a pass is none. */
export function occasionsQuestion(design: Design): Question<readonly OccasionSeries[]> {
  const all = new Map<string, Series>()
  const answersOf = answersReader()
  return {
    kinds: ['decision-asked', 'decision-taken', 'decision-defaulted'],
    add({ treatment, status, roles, ticks }) {
      if (status !== 'finished') return
      const run = new Map<Series, RunSeries>()
      const askedBefore = new Map<string, Asked>()
      for (const list of ticks) {
        for (const answer of answersOf(list)) {
          let asked = askedBefore.get(answer.who)
          if (asked === undefined) askedBefore.set(answer.who, (asked = { times: 0, series: null }))
          const occasion = asked.times++
          // The same is asked in the same form as a rule: the series is looked up where it is not.
          if (asked.series === null || !isSame(asked.series.columns, answer.columns))
            asked.series = seriesOf(all, treatment, roles.get(answer.of) ?? '', answer)
          const { series } = asked
          if (occasion >= MOST_OCCASIONS) series.cut = true
          else if (answer.column >= 0) addAnswer(run, series, occasion, answer)
        }
      }
      for (const [series, own] of run) addRun(series, own)
    },
    answer: () => inOrder(design, [...all.values()]).flatMap(toldOf),
  }
}

/** Equal ticks share a list: it is read once. */
function answersReader(): (list: TickList) => readonly Answer[] {
  const known = new WeakMap<TickList, readonly Answer[]>()
  return (list) => {
    let answers = known.get(list)
    if (answers === undefined) known.set(list, (answers = answersIn(list)))
    return answers
  }
}

const OF_AMOUNTS: readonly string[] = [MEAN]

function answersIn(list: TickList): Answer[] {
  const decisions = new Map<string, Decision>()
  for (const entry of list)
    if (entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted')
      decisions.set(askKey(entry), entry)
  return list.flatMap((entry) => {
    if (entry.kind !== 'decision-asked') return []
    const decision = decisions.get(askKey(entry))
    const columns = columnsOf(entry.form)
    if (decision === undefined || columns === null) return []
    const { of, ask } = entry
    return [{ who: askKey(entry), of, ask, columns, ...placeOf(decision, columns) }]
  })
}

function columnsOf(form: AnswerForm): readonly string[] | null {
  if (form.kind === 'amount') return OF_AMOUNTS
  return form.kind === 'choice' && form.options.length <= MOST_OPTIONS ? form.options : null
}

function placeOf(
  { kind, status, value }: Decision,
  columns: readonly string[],
): Pick<Answer, 'column' | 'value'> {
  if (kind === 'decision-defaulted' || status === 'planted' || value === null)
    return { column: -1, value: 0 }
  if (typeof value === 'number') return { column: 0, value }
  return { column: columns.indexOf(value), value: 1 }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return (
    some === others ||
    (some.length === others.length && some.every((one, place) => one === others[place]))
  )
}

function seriesOf(
  all: Map<string, Series>,
  treatment: string,
  role: string,
  { ask, columns }: Answer,
): Series {
  const key = `${treatment}\n${role}\n${ask}\n${columns.join('\n')}`
  let series = all.get(key)
  if (series === undefined) {
    series = { treatment, role, ask, columns, runs: [], sums: [], squares: [], cut: false }
    all.set(key, series)
  }
  return series
}

function addAnswer(
  run: Map<Series, RunSeries>,
  series: Series,
  occasion: number,
  { column, value }: Answer,
): void {
  let own = run.get(series)
  if (own === undefined) run.set(series, (own = { counts: [], sums: [] }))
  const place = occasion * series.columns.length + column
  own.counts[occasion] = (own.counts[occasion] ?? 0) + 1
  own.sums[place] = (own.sums[place] ?? 0) + value
}

function addRun({ columns, runs, sums, squares }: Series, own: RunSeries): void {
  own.counts.forEach((count, occasion) => {
    runs[occasion] = (runs[occasion] ?? 0) + 1
    for (let column = 0; column < columns.length; column++) {
      const place = occasion * columns.length + column
      const value = (own.sums[place] ?? 0) / count
      sums[place] = (sums[place] ?? 0) + value
      squares[place] = (squares[place] ?? 0) + value * value
    }
  })
}

/** Of two options the first: the other's share is one less it. */
function toldOf({ columns, runs, sums, squares, ...about }: Series): OccasionSeries[] {
  const { treatment, role, ask, cut } = about
  const told = columns.length === 2 ? columns.slice(0, 1) : columns
  return told.map((what, column) => {
    const points: OccasionPoint[] = []
    runs.forEach((n, occasion) => {
      const place = occasion * columns.length + column
      const [sum, square] = [sums[place] ?? 0, squares[place] ?? 0]
      const interval = moments95({ n, sum, squares: square })
      const bounded =
        interval === null || what === MEAN
          ? interval
          : ([Math.max(0, interval[0]), Math.min(1, interval[1])] as const)
      points.push({ occasion: occasion + 1, runs: n, mean: sum / n, interval: bounded })
    })
    return { treatment, role, ask, what, points, cut }
  })
}
