/** Choices and amounts, round by round, with intervals over runs: the course that the report tells. */
import type { Store } from '../../../io/store/store.ts'
import type { Design } from '../../analysis/design.ts'
import { occasionsQuestion, type OccasionSeries } from '../../analysis/occasions.ts'
import { readRuns } from '../../analysis/read-runs.ts'
import {
  columns,
  drawnAmong,
  endsOf,
  noPlot,
  plotOf,
  type PlotFigure,
  type PlotNumbers,
} from './plot-figure.ts'

const MEAN = '(mean)'

/** @param order by whose places colours go. */
export function courseNumbers(
  store: Store,
  design: Design,
  order: readonly string[] = [],
): PlotNumbers {
  const question = occasionsQuestion(design)
  readRuns(store, design, [question])
  return courseOf(question.answer(), design, order)
}

/** Of series that are told already. */
function courseOf(
  all: readonly OccasionSeries[],
  { treatments }: Design,
  order: readonly string[],
): PlotNumbers {
  const told = all.filter(({ points }) => points.length > 0)
  if (told.length === 0) return noPlot('Nobody chose an option or an amount in a finished run.')
  const kinds = [
    ...Map.groupBy(told, ({ role, ask, what }) => JSON.stringify([role, ask, what])).values(),
  ]
  const repeated = kinds.filter((list) => list.some(({ points }) => points.length > 1))
  if (repeated.length === 0)
    return noPlot('Nobody was asked the same thing twice: there are no rounds to follow.')
  const { drawn, notes } = drawnAmong(treatments.map(({ treatment }) => treatment))
  const varied = repeated.filter((list) => !isFlat(list))
  const flat = repeated.filter(isFlat)
  // Where nothing varies, one figure shows that.
  const shown = varied.length > 0 ? varied : flat.slice(0, 1)
  return plotOf(
    shown.map((list, place) => figureOf(list, place, { drawn, order })),
    [
      ...notes,
      ...(told.some(({ cut }) => cut) ? ['Only the first 200 rounds are drawn.'] : []),
      ...flat.filter((list) => !shown.includes(list)).map(flatWords),
    ],
  )
}

/** Always the same, under every treatment: there is nothing to draw. */
function isFlat(list: readonly OccasionSeries[]): boolean {
  return new Set(list.flatMap(({ points }) => points.map(({ mean }) => mean))).size < 2
}

function flatWords([one]: readonly OccasionSeries[]): string {
  if (one === undefined) return ''
  const { role, ask, what, points } = one
  const whose = what === MEAN ? 'the mean amount' : `the share of ${what}`
  return `${role} at “${ask}”: ${whose} is ${points[0]?.mean ?? '–'} every time, under every treatment.`
}

function figureOf(
  list: readonly OccasionSeries[],
  place: number,
  { drawn, order }: { readonly drawn: ReadonlySet<string>; readonly order: readonly string[] },
): PlotFigure {
  const [{ role, ask, what } = { role: '', ask: '', what: '' }] = list
  const isMean = what === MEAN
  const rows = list.flatMap(({ treatment, points }) =>
    points.map((point) => ({ treatment, ...point, ...endsOf(point) })),
  )
  const title = isMean
    ? `Amounts of ${role} at “${ask}”, round by round`
    : `How often ${role} chose “${what}” at “${ask}”, round by round`
  return {
    id: `course-${place}`,
    title,
    description: `${title}. A line for each treatment, with bands of 95 % over runs. ${wordsOf(list, drawn)}`,
    drawing: {
      kind: 'rounds',
      points: rows
        .filter(({ treatment }) => drawn.has(treatment))
        .map(({ treatment, occasion, mean, low, high }) => ({
          series: treatment,
          occasion,
          mean,
          low,
          high,
        })),
      x: 'round (n-th time asked)',
      y: isMean ? 'mean amount' : `share of ${what}`,
      domain: isMean ? null : [0, 1],
      order,
    },
    tables: [
      {
        caption: title,
        columns: columns(
          ['treatment', 'as the experiment names it'],
          ['role', 'whose decisions'],
          ['ask', 'what they were asked'],
          ['option', 'the option whose share it is; (mean) for mean amounts'],
          ['round', 'the n-th time that a participant was asked, from 1'],
          ['runs', 'finished runs with a value'],
          ['mean', 'mean over runs'],
          ['low', 'lower end of the 95 % interval over runs; empty where runs cannot tell'],
          ['high', 'upper end of it'],
        ),
        rows: rows.map((one) => [
          one.treatment,
          role,
          ask,
          what,
          one.occasion,
          one.runs,
          one.mean,
          one.low,
          one.high,
        ]),
      },
    ],
    notes: [],
    references: [],
  }
}

/** Where each line begins and ends. */
function wordsOf(list: readonly OccasionSeries[], drawn: ReadonlySet<string>): string {
  return list
    .filter(({ treatment }) => drawn.has(treatment))
    .slice(0, 6)
    .flatMap(({ treatment, points }) => {
      const [first, last] = [points[0], points.at(-1)]
      if (first === undefined || last === undefined) return []
      return [
        `${treatment}: ${first.mean.toFixed(2)} in round ${first.occasion}, ${last.mean.toFixed(2)} in round ${last.occasion}.`,
      ]
    })
    .join(' ')
}
