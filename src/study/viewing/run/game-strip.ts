/** The game of a run as a strip: a column for each round, a cell for each participant with its moves, payoff and earnings. */
import type { StoredTick } from '../../../io/store/store.ts'
import type { AnswerForm, Value } from '../../../record/ask.ts'
import { optionPlace } from './transcript-lines.ts'
import type { OptionPlace } from './transcript.ts'

/** Characters (UTF-16) of words in a cell. */
const MOST_CELL = 80

export interface Move {
  readonly ask: string
  /** Canonical; words are cut. */
  readonly value: Value
  /** The label that was displayed, where it differs from the value. */
  readonly displayed: string | null
  readonly status: string
  readonly option: OptionPlace | null
  /** True of free words. */
  readonly isWords: boolean
}

export interface StripCell {
  readonly moves: readonly Move[]
  /** The sum of its payoffs in the round; null where it was paid nothing at all. */
  readonly points: number | null
  /** The sum of its payoffs up to the end of the round. */
  readonly earnings: number
}

export interface StripColumn {
  /** Null in scenarios without rounds: there a column is a tick in which something was decided or paid. */
  readonly round: number | null
  /** Its first and its last tick. */
  readonly tick: number
  readonly lastTick: number
  /** In the order of the participants. */
  readonly cells: readonly StripCell[]
}

export interface StripPage {
  readonly page: number
  readonly participants: readonly string[]
  readonly columns: readonly StripColumn[]
}

/** Where a page of the strip begins: its first tick, and what everybody had earned by then. */
export interface StripPlace {
  readonly tick: number
  readonly round: number | null
  readonly earnings: readonly number[]
}

/** True where a tick begins a column, `before` being the round of the column that stands last. */
export function beginsColumn(tick: StoredTick, before: number | null | undefined): boolean {
  return tick.round === null ? isPlayed(tick) : tick.round !== before
}

/** True where something was decided or paid in the tick. */
function isPlayed({ content }: StoredTick): boolean {
  return content.entries.some(
    ({ kind }) =>
      kind === 'decision-taken' || kind === 'decision-defaulted' || kind === 'payoff-awarded',
  )
}

interface GrowingColumn {
  readonly round: number | null
  readonly tick: number
  lastTick: number
  readonly moves: Move[][]
  readonly points: (number | null)[]
}

/** The columns of some ticks, the first of which begins one. `before`: what each participant had earned before them. */
export function stripColumns(
  ticks: Iterable<StoredTick>,
  participants: readonly string[],
  before: readonly number[],
): StripColumn[] {
  const columns: GrowingColumn[] = []
  for (const tick of ticks) {
    const last = columns.at(-1)
    if (beginsColumn(tick, last?.round)) columns.push(emptyColumn(tick, participants))
    const column = columns.at(-1)
    if (column === undefined || (tick.round === null && !isPlayed(tick))) continue
    column.lastTick = tick.tick
    addTick(column, tick, participants)
  }
  const earnings = [...before]
  return columns.map(({ round, tick, lastTick, moves, points }) => ({
    ...{ round, tick, lastTick },
    cells: participants.map((_, place) => {
      earnings[place] = (earnings[place] ?? 0) + (points[place] ?? 0)
      return {
        moves: moves[place] as Move[],
        points: points[place] ?? null,
        earnings: earnings[place],
      }
    }),
  }))
}

function emptyColumn({ round, tick }: StoredTick, participants: readonly string[]): GrowingColumn {
  return {
    ...{ round, tick, lastTick: tick },
    moves: participants.map(() => []),
    points: participants.map(() => null),
  }
}

function addTick(
  column: GrowingColumn,
  { content }: StoredTick,
  participants: readonly string[],
): void {
  const forms = new Map<string, AnswerForm>()
  for (const entry of content.entries) {
    if (entry.kind === 'decision-asked') forms.set(`${entry.of}\n${entry.ask}`, entry.form)
    else if (entry.kind === 'payoff-awarded') {
      const place = participants.indexOf(entry.to)
      if (place >= 0) column.points[place] = (column.points[place] ?? 0) + entry.points
    } else if (entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted') {
      const { of, ask, value, displayed, status } = entry
      const form = forms.get(`${of}\n${ask}`)
      column.moves[participants.indexOf(of)]?.push({
        ...{ ask, status },
        value: typeof value === 'string' ? value.slice(0, MOST_CELL) : value,
        displayed: displayed === value ? null : displayed,
        option: optionPlace(form, value),
        isWords: form?.kind === 'text' && value !== null,
      })
    }
  }
}
