/** Which outcomes occurred in each round: pairs of moves, options, or classes of amounts, as shares that add up to 1. */
import type { Store } from '../../../io/store/store.ts'
import { choicesQuestion, type AskReport } from '../../analysis/choices.ts'
import type { Design } from '../../analysis/design.ts'
import { occasionsQuestion, type OccasionSeries } from '../../analysis/occasions.ts'
import { readRuns } from '../../analysis/read-runs.ts'
import { amountClasses, classSharesQuestion } from './class-shares.ts'
import {
  columns,
  drawnAmong,
  noPlot,
  plotOf,
  type PlotFigure,
  type PlotNumbers,
} from './plot-figure.ts'
import { pairStatesQuestion } from './pair-states.ts'
import type { StateSeries } from './state-series.ts'

export function statesNumbers(store: Store, design: Design): PlotNumbers {
  const pairs = pairStatesQuestion(store, design)
  const occasions = occasionsQuestion(design)
  const choices = choicesQuestion(design)
  const classes = classSharesQuestion(design)
  readRuns(store, design, [pairs, occasions, choices, classes])
  const ofPairs = pairs.answer()
  if (ofPairs.length > 0) return statesOf(ofPairs, [], design)
  const options = optionSeries(occasions.answer(), choices.answer())
  return statesOf([...options.series, ...classes.answer()], options.changing, design)
}

/** @param changing asks whose options are no parts of one whole. */
function statesOf(
  all: readonly StateSeries[],
  changing: readonly string[],
  { treatments }: Design,
): PlotNumbers {
  const told = all.filter(({ points }) => points.length > 0)
  const left = changing.map(
    (ask) =>
      `At “${ask}” options differ from one participant or one round to the next: they are no parts of one whole, and are not drawn.`,
  )
  if (told.length === 0)
    return noPlot(
      left.length > 0 ? left.join(' ') : 'Nobody chose among options or amounts in a finished run.',
    )
  const { drawn, notes } = drawnAmong(treatments.map(({ treatment }) => treatment))
  const kinds = Map.groupBy(told, ({ about, states }) => JSON.stringify([about, states]))
  return plotOf(
    [...kinds.values()].map((list, place) => figureOf(list, place, drawn)),
    [...notes, ...left],
  )
}

/** Shares of all options: of two options the report tells the first, and the other's share is one less it. */
function optionSeries(
  series: readonly OccasionSeries[],
  asks: readonly AskReport[],
): { readonly series: readonly StateSeries[]; readonly changing: readonly string[] } {
  const kinds = Map.groupBy(
    series.filter(({ what }) => what !== '(mean)'),
    ({ treatment, role, ask }) => JSON.stringify([treatment, role, ask]),
  )
  const changing = new Set<string>()
  const told = [...kinds.values()].flatMap((list) => {
    const [first] = list
    if (first === undefined) return []
    const { treatment, role, ask } = first
    const known = asks.find(
      (one) => one.treatment === treatment && one.role === role && one.ask === ask,
    )
    const options = (known?.choices ?? []).flatMap(({ value }) => value ?? [])
    const points = wholePoints(list, options.length)
    if (points === null) {
      changing.add(ask)
      return []
    }
    const states = list.length === options.length ? list.map(({ what }) => what) : options
    return [{ treatment, about: { role, ask }, states, isOrdered: false, points }]
  })
  return { series: told, changing: [...changing] }
}

/** The shares of all options, time by time; null where they do not add up to 1: forms of one ask that offer different things are told apart by the report. */
function wholePoints(
  list: readonly OccasionSeries[],
  options: number,
): StateSeries['points'] | null {
  const [first] = list
  if (first === undefined) return null
  if (list.length === 1 && options === 2)
    return first.points.map(({ mean, ...point }) => ({ ...point, shares: [mean, 1 - mean] }))
  if (list.length !== options) return null
  const points = first.points.map(({ occasion, runs }, place) => ({
    occasion,
    runs,
    shares: list.map((one) => one.points[place]?.mean ?? 0),
  }))
  const isWhole = points.every(
    ({ shares }) => Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-9,
  )
  return isWhole ? points : null
}

function figureOf(
  list: readonly StateSeries[],
  place: number,
  drawn: ReadonlySet<string>,
): PlotFigure {
  const [first] = list
  const { about = null, states = [], isOrdered = false } = first ?? {}
  const isOnce = list.every(({ points }) => points.length < 2)
  const when = isOnce ? '' : ', round by round'
  const title =
    about === null
      ? `Outcomes of both players${when}`
      : isOrdered
        ? `Amounts of ${about.role} at “${about.ask}” in classes${when}`
        : `Options of ${about.role} at “${about.ask}”${when}`
  const points = list.flatMap(({ treatment, points: own }) =>
    own.flatMap(({ occasion, runs, shares }) =>
      states.map((state, at) => ({ treatment, occasion, runs, state, share: shares[at] ?? 0 })),
    ),
  )
  return {
    id: `states-${place}`,
    title,
    description: `${title}: the share of runs in each state, stacked to 1, under each treatment. States: ${states.join(', ')}. ${wordsOf(list, drawn)}`,
    drawing: {
      kind: 'areas',
      points: points
        .filter(({ treatment }) => drawn.has(treatment))
        .map(({ treatment, occasion, state, share }) => ({
          panel: treatment,
          occasion,
          state,
          share,
        })),
      states,
      isOrdered,
      x: about === null ? 'round' : 'n-th time asked',
      y: about === null ? 'share of runs' : 'share of decisions',
    },
    tables: [
      {
        caption: title,
        columns: columns(
          ['treatment', 'as the experiment names it'],
          ['round', 'from 1'],
          ['state', about === null ? 'row’s move, then column’s' : 'what was decided'],
          ['runs', 'finished runs with a value'],
          ['share', 'mean over runs; the states of a round add up to 1'],
        ),
        rows: points.map((one) => [one.treatment, one.occasion, one.state, one.runs, one.share]),
      },
    ],
    notes:
      isOrdered && about !== null
        ? [
            `Classes are parts of the way from the least to the most that could be decided: ${amountClasses.join(', ')}.`,
          ]
        : [],
    references: [],
  }
}

/** The most frequent state at the beginning and at the end. */
function wordsOf(list: readonly StateSeries[], drawn: ReadonlySet<string>): string {
  return list
    .filter(({ treatment }) => drawn.has(treatment))
    .slice(0, 6)
    .flatMap(({ treatment, states, points }) => {
      const [first, last] = [points[0], points.at(-1)]
      if (first === undefined || last === undefined) return []
      const most = (shares: readonly number[]): string => {
        const at = shares.indexOf(Math.max(...shares))
        return `${states[at]} (${(shares[at] ?? 0).toFixed(2)})`
      }
      const end = points.length > 1 ? `, at last ${most(last.shares)}` : ''
      return [`${treatment}: at first mostly ${most(first.shares)}${end}.`]
    })
    .join(' ')
}
