/** Pairs of moves in games in a table, round by round: of how many runs both moved, and how. */
import type { Store } from '../../../io/store/store.ts'
import type { Design } from '../../analysis/design.ts'
import { isCounted } from '../../analysis/measures/counted-runs.ts'
import { matchesIn, type Match } from '../../analysis/measures/match.ts'
import { openingsOf } from '../../analysis/measures/opening.ts'
import type { Question } from '../../analysis/read-runs.ts'
import type { StateSeries } from './state-series.ts'

/** More rounds than this are not told, as in the report. */
const MOST_ROUNDS = 200
/** Tables with more cells than this have no states that could be told apart. */
const MOST_CELLS = 16

interface Group {
  readonly treatment: string
  readonly states: readonly string[]
  /** By round, then cell: in how many runs. */
  readonly counts: number[][]
}

/** The states of rounds with an outcome, as `cell-share` counts them: a run's mean over rounds is that measure. */
export function pairStatesQuestion(store: Store, design: Design): Question<readonly StateSeries[]> {
  const matchOf = matchesIn(openingsOf(store))
  const groups = new Map<string, Group>()
  const namesOf = stateNames()
  return {
    kinds: ['decision-asked', 'decision-taken', 'decision-defaulted', 'chance-drawn'],
    add(run) {
      if (!isCounted(design, run)) return
      const match = matchOf(run)
      if (match === undefined) return
      const { states, order } = namesOf(match.facts)
      if (states.length > MOST_CELLS) return
      const key = JSON.stringify([run.treatment, states])
      let group = groups.get(key)
      if (group === undefined)
        groups.set(key, (group = { treatment: run.treatment, states, counts: [] }))
      const { counts } = group
      match.complete.forEach((round, place) => {
        if (round >= MOST_ROUNDS) return
        const line = (counts[round] ??= states.map(() => 0))
        const state = order[match.cells[place] as number] as number
        line[state] = (line[state] ?? 0) + 1
      })
    },
    answer: () =>
      design.treatments.flatMap(({ treatment }) =>
        [...groups.values()].filter((one) => one.treatment === treatment).map(seriesOf),
      ),
  }
}

function seriesOf({ treatment, states, counts }: Group): StateSeries {
  const points: StateSeries['points'][number][] = []
  counts.forEach((line, round) => {
    const runs = line.reduce((sum, count) => sum + count, 0)
    points.push({ occasion: round + 1, runs, shares: line.map((count) => count / runs) })
  })
  return { treatment, about: null, states, isOrdered: false, points }
}

interface States {
  readonly states: readonly string[]
  /** The place of a cell, row by row → the place of its state. */
  readonly order: readonly number[]
}

/** Runs of one game share their facts: the names are made once. */
function stateNames(): (facts: Match['facts']) => States {
  const known = new WeakMap<Match['facts'], States>()
  return (facts) => {
    let names = known.get(facts)
    if (names === undefined) known.set(facts, (names = statesOf(facts)))
    return names
  }
}

/** CC, CD, DC, DD where there is cooperation; otherwise the options of both. */
function statesOf({ options: [rows, columns], cooperation, first }: Match['facts']): States {
  if (cooperation === null || first === null) {
    const states = rows.flatMap((row) => columns.map((column) => `${row}/${column}`))
    return { states, order: states.map((_, place) => place) }
  }
  const order = rows.flatMap((_, row) =>
    columns.map(
      (__, column) => (row === cooperation[0] ? 0 : 2) + (column === cooperation[1] ? 0 : 1),
    ),
  )
  return { states: ['CC', 'CD', 'DC', 'DD'], order }
}
