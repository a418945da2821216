/** A run at a glance, gathered in one pass over its ticks: which phases follow which, where the pages of its strip begin, how earnings grow. */
import type { StoredTick } from '../../../io/store/store.ts'
import { beginsColumn, type StripPlace } from './game-strip.ts'
import { STRIP_COLUMNS } from './run-pages.ts'

/** From one tick to the next, so often; `from` is null where the run begins. */
export interface Walk {
  readonly from: string | null
  readonly to: string
  readonly times: number
}

/** Earnings after some of the columns, the last among them. */
export interface EarningsCurve {
  /** Which columns, from 0. */
  readonly columns: readonly number[]
  /** The first tick of each. */
  readonly ticks: readonly number[]
  /** For each participant: what it had earned by the end of each. */
  readonly earnings: readonly (readonly number[])[]
}

export interface RunOutline {
  /** How many ticks it tells of. */
  readonly ticks: number
  /** False while the run has more: ask again. */
  readonly isWhole: boolean
  readonly phases: readonly { readonly name: string; readonly ticks: number }[]
  readonly walks: readonly Walk[]
  /** The phase of the last tick; null before the first. */
  readonly lastPhase: string | null
  readonly columns: number
  readonly stripPages: readonly StripPlace[]
  readonly curve: EarningsCurve
  /** True where anybody was paid anything. */
  readonly hasPayoffs: boolean
  /** True where anything but words was decided. */
  readonly hasMoves: boolean
}

/** With more points than this, every second one is let go. */
const MOST_POINTS = 400

/** Takes in a run's ticks in order, as they come, and tells at any time what it has seen. */
export interface OutlineSoFar {
  readonly ticks: number
  add(tick: StoredTick): void
  outline(isWhole: boolean): RunOutline
}

export function outlineOf(participants: readonly string[]): OutlineSoFar {
  const places = new Map(participants.map((id, place) => [id, place]))
  const phases = new Map<string, number>()
  const walks = new Map<string, { from: string | null; to: string; times: number }>()
  const stripPages: StripPlace[] = []
  const earnings = participants.map(() => 0)
  const points = growingCurve(participants.length)
  let lastPhase: string | null = null
  let round: number | null | undefined
  let columns = 0
  let columnTick = 0
  let ticks = 0
  let [hasPayoffs, hasMoves] = [false, false]

  const walk = (to: string): void => {
    const key = JSON.stringify([lastPhase, to])
    const known = walks.get(key)
    if (known === undefined) walks.set(key, { from: lastPhase, to, times: 1 })
    else known.times++
    phases.set(to, (phases.get(to) ?? 0) + 1)
    lastPhase = to
  }
  const openColumn = (tick: StoredTick): void => {
    if (columns > 0) points.add(columns - 1, columnTick, earnings)
    if (columns % STRIP_COLUMNS === 0)
      stripPages.push({ tick: tick.tick, round: tick.round, earnings: [...earnings] })
    columns++
    columnTick = tick.tick
    round = tick.round
  }

  return {
    get ticks() {
      return ticks
    },
    add(tick) {
      walk(tick.content.phase)
      if (beginsColumn(tick, round)) openColumn(tick)
      for (const entry of tick.content.entries) {
        if (entry.kind === 'payoff-awarded') {
          hasPayoffs = true
          const place = places.get(entry.to)
          if (place !== undefined) earnings[place] = (earnings[place] ?? 0) + entry.points
        } else if (entry.kind === 'decision-asked' && entry.form.kind !== 'text') hasMoves = true
      }
      ticks++
    },
    outline: (isWhole) => ({
      ...{ ticks, isWhole, lastPhase, columns, hasPayoffs, hasMoves },
      phases: [...phases].map(([name, count]) => ({ name, ticks: count })),
      walks: [...walks.values()].map((one) => ({ ...one })),
      stripPages: [...stripPages],
      curve: points.curve(columns === 0 ? undefined : [columns - 1, columnTick, earnings]),
    }),
  }
}

type Point = readonly [column: number, tick: number, earnings: readonly number[]]

/** Keeps points that are evenly far apart, however many come. */
function growingCurve(participants: number) {
  let kept: Point[] = []
  let stride = 1
  return {
    add(column: number, tick: number, earnings: readonly number[]): void {
      if (column % stride !== 0) return
      kept.push([column, tick, [...earnings]])
      if (kept.length <= MOST_POINTS) return
      kept = kept.filter((_, i) => i % 2 === 0)
      stride *= 2
    },
    curve(last: Point | undefined): EarningsCurve {
      const all = last === undefined ? kept : [...kept, last]
      return {
        columns: all.map(([column]) => column),
        ticks: all.map(([, tick]) => tick),
        earnings: Array.from({ length: participants }, (_, place) =>
          all.map(([, , earnings]) => earnings[place] as number),
        ),
      }
    },
  }
}
