/** How participants of a repeated dilemma answer cooperation and defection, as positions on maps of two probabilities. */
import type { Store } from '../../../io/store/store.ts'
import type { Design } from '../../analysis/design.ts'
import { estimateOf, A_RATE } from '../../analysis/estimate.ts'
import { isCounted } from '../../analysis/measures/counted-runs.ts'
import { matchesIn } from '../../analysis/measures/match.ts'
import { openingsOf } from '../../analysis/measures/opening.ts'
import { answersIn } from '../../analysis/measures/response-measures.ts'
import { readRuns, type Question } from '../../analysis/read-runs.ts'
import type { MapPanel } from '../../page/plots/plot-drawing.ts'
import {
  columns,
  endsOf,
  noPlot,
  plotOf,
  type PlotCell,
  type PlotFigure,
  type PlotNumbers,
} from './plot-figure.ts'
import { MAPS, type StrategyMap } from './strategy-maps.ts'

/** The participants of one agent in one role under one treatment. */
export interface Answering {
  readonly treatment: string
  readonly role: string
  readonly agent: string
  /** Map → `x\ny` → how many participants. */
  readonly positions: readonly Map<string, number>[]
  /** Map → [across, up] → the participants' values, one for each run. */
  readonly values: readonly (readonly [number[], number[]])[]
}

/** Seats of finished runs of games in a table with a cooperative option. */
export function answeringQuestion(store: Store, design: Design): Question<readonly Answering[]> {
  const matchOf = matchesIn(openingsOf(store))
  const groups = new Map<string, Answering>()
  return {
    kinds: ['decision-asked', 'decision-taken', 'decision-defaulted', 'chance-drawn'],
    add(run) {
      if (!isCounted(design, run)) return
      const match = matchOf(run)
      const sides = (match?.facts.cooperation ?? null) === null ? null : match?.sides
      for (const side of sides ?? []) {
        const { role = '', agent = '' } = run.seats[side.seat] ?? {}
        const key = JSON.stringify([run.treatment, role, agent])
        let group = groups.get(key)
        if (group === undefined) groups.set(key, (group = noAnswers(run.treatment, role, agent)))
        addSide(group, answersIn(side))
      }
    },
    answer: () =>
      design.treatments.flatMap(({ treatment }) =>
        [...groups.values()].filter((one) => one.treatment === treatment),
      ),
  }
}

function noAnswers(treatment: string, role: string, agent: string): Answering {
  const values = MAPS.map((): [number[], number[]] => [[], []])
  return { treatment, role, agent, positions: MAPS.map(() => new Map()), values }
}

function addSide({ positions, values }: Answering, counts: ReturnType<typeof answersIn>): void {
  MAPS.forEach((map, place) => {
    const across = shareAfter(counts, map.across)
    const up = shareAfter(counts, map.up)
    if (across !== null) values[place]?.[0].push(across)
    if (up !== null) values[place]?.[1].push(up)
    if (across === null || up === null) return
    const key = `${across}\n${up}`
    positions[place]?.set(key, (positions[place].get(key) ?? 0) + 1)
  })
}

/** The share of cooperation after some states; null where none of them came before a decision. */
function shareAfter(
  { after, cooperative }: ReturnType<typeof answersIn>,
  states: readonly number[],
): number | null {
  let [all, some] = [0, 0]
  for (const state of states) {
    all += after[state] ?? 0
    some += cooperative[state] ?? 0
  }
  return all === 0 ? null : some / all
}

export function strategiesNumbers(store: Store, design: Design): PlotNumbers {
  const question = answeringQuestion(store, design)
  readRuns(store, design, [question])
  return strategiesOf(question.answer())
}

function strategiesOf(all: readonly Answering[]): PlotNumbers {
  if (all.length === 0)
    return noPlot(
      'Strategies are read from repeated games in a table with a cooperative option (one called cooperate, or the dominated one of a prisoner’s dilemma), and no finished run is one.',
    )
  const isPlaced = (place: number): boolean =>
    all.some(({ positions }) => (positions[place]?.size ?? 0) > 0)
  if (!MAPS.some((_, place) => isPlaced(place)))
    return noPlot(
      'No participant answered both cooperation and defection: runs of one round, or partners who always did the same, leave nothing to place.',
    )
  const series = seriesOf(all)
  return plotOf(
    [
      ...(isPlaced(0) ? [figureOf(all, [0], series, 'reciprocity')] : []),
      ...(isPlaced(1) || isPlaced(2) ? [figureOf(all, [1, 2], series, 'memory-one')] : []),
    ],
    [],
  )
}

interface Series {
  readonly names: readonly string[]
  of(one: Answering): string
}

/** As many as there are colours: agents, else treatments, else everybody together. */
function seriesOf(all: readonly Answering[]): Series {
  const by = (of: (one: Answering) => string): Series => ({
    names: [...new Set(all.map(of))],
    of,
  })
  const agents = by(({ agent }) => agent)
  if (agents.names.length <= 7) return agents
  const treatments = by(({ treatment }) => treatment)
  return treatments.names.length <= 7 ? treatments : by(() => 'all participants')
}

const TITLES = {
  reciprocity: 'How participants answer the other’s last move',
  'memory-one': 'How participants answer what both did last',
} as const

function figureOf(
  all: readonly Answering[],
  places: readonly number[],
  series: Series,
  id: keyof typeof TITLES,
): PlotFigure {
  const panels = places.map((place) => panelOf(all, place, series))
  const counted = panels.map(({ points }) => points.reduce((sum, { count }) => sum + count, 0))
  return {
    id: `strategies-${id}`,
    title: TITLES[id],
    description: `${TITLES[id]}: bubbles are participants, by number, on squares of the probabilities ${panels.map(({ x, y }) => `${x} (across) and ${y} (up)`).join(', then ')}; corners are named after strategies. ${counted.join(' and ')} participants are placed.`,
    drawing: { kind: 'map', panels, series: series.names, counted: 'participants' },
    tables: [positionTable(all, places, TITLES[id]), meanTable(all, places, TITLES[id])],
    notes: panels.some(({ isGathered }) => isGathered)
      ? ['Positions are gathered on a grid of 0.05; the table of means is of the exact ones.']
      : [],
    references: [],
  }
}

/** More positions than this are gathered on a grid. */
const MOST_POSITIONS = 300
const GRID = 20

type Panel = MapPanel & { readonly isGathered: boolean }

function panelOf(all: readonly Answering[], place: number, series: Series): Panel {
  const map = MAPS[place] as StrategyMap
  const distinct = new Set(all.flatMap(({ positions }) => [...(positions[place]?.keys() ?? [])]))
  const isGathered = distinct.size > MOST_POSITIONS
  const counts = new Map<string, Panel['points'][number]>()
  for (const one of all)
    for (const [key, count] of one.positions[place] ?? []) {
      const [x = 0, y = 0] = key
        .split('\n')
        .map(Number)
        .map((share) => (isGathered ? Math.round(share * GRID) / GRID : share))
      const at = JSON.stringify([series.of(one), x, y])
      const before = counts.get(at)?.count ?? 0
      counts.set(at, { series: series.of(one), x, y, count: before + count })
    }
  // The largest first, so that small ones are seen above them.
  const points = [...counts.values()].sort((a, b) => b.count - a.count)
  const { title, x, y, corners } = map
  return { title, x, y, corners, points, isGathered }
}

function positionTable(all: readonly Answering[], places: readonly number[], title: string) {
  return {
    caption: `${title}: positions`,
    columns: columns(
      ['map', 'which two probabilities'],
      ['treatment', 'as the experiment names it'],
      ['role', 'of the participants'],
      ['agent', 'of the participants'],
      ['across', 'share of own decisions to cooperate after the first condition of the map'],
      ['up', 'the same after the second condition'],
      ['participants', 'how many seats of finished runs are there'],
    ),
    rows: places.flatMap((place) =>
      all.flatMap(({ treatment, role, agent, positions }) =>
        [...(positions[place] ?? [])].map(([key, count]): PlotCell[] => {
          const [x = 0, y = 0] = key.split('\n').map(Number)
          return [nameOf(place), treatment, role, agent, x, y, count]
        }),
      ),
    ),
  }
}

function meanTable(all: readonly Answering[], places: readonly number[], title: string) {
  return {
    caption: `${title}: means over runs`,
    columns: columns(
      ['treatment', 'as the experiment names it'],
      ['role', 'of the participants'],
      ['agent', 'of the participants'],
      ['probability', 'of cooperation, after what'],
      ['runs', 'finished runs with a value'],
      ['mean', 'over runs'],
      ['low', 'lower end of the 95 % interval over runs; empty where runs cannot tell'],
      ['high', 'upper end of it'],
    ),
    rows: all.flatMap(({ treatment, role, agent, values }) =>
      places.flatMap((place) =>
        [0, 1].map((axis): PlotCell[] => {
          const { x, y } = MAPS[place] as StrategyMap
          const estimate = estimateOf(values[place]?.[axis] ?? [], A_RATE)
          const { low, high } = endsOf(estimate)
          const { runs, mean } = estimate
          return [treatment, role, agent, axis === 0 ? x : y, runs, mean, low, high]
        }),
      ),
    ),
  }
}

function nameOf(place: number): string {
  const { x, y } = MAPS[place] as StrategyMap
  return `${x} × ${y}`
}
