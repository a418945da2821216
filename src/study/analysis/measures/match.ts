/** A run of a matrix game as measures want it: round by round, what each seat chose itself and what was played. */
import type { Json } from '../../../base/canonical-json.ts'
import type { ParticipantId } from '../../../record/ids.ts'
import type { Seat } from '../../../record/seat.ts'
import type { RunRead } from '../read-runs.ts'
import type { TickList } from '../run-ticks.ts'
import { classifyStrategy, type Classification } from './classify-strategy.ts'
import { changes, type Openings, type Shown } from './opening.ts'
import { sidesOf, type Side } from './sides.ts'
import { dilemmaOptions, type Payoffs } from './two-by-two.ts'

/** The game of a round, as far as the record tells it. Row first, column second. */
export interface StageFacts {
  readonly options: readonly [readonly string[], readonly string[]]
  /** Null where the record does not tell them, or they changed in the middle of the run; then `noPayoffs` says which. */
  readonly payoffs: Payoffs | null
  readonly noPayoffs: string
  /** The place of each seat's cooperative option; null where the game has none, and then `noCooperation` says so. */
  readonly cooperation: readonly [number, number] | null
  readonly noCooperation: string
  /** The option that stands for C in strategies: the cooperative one, or the first where there is none. Null unless both have two options. */
  readonly first: readonly [number, number] | null
}

/** −1 stands for nothing: no decision of the participant's own, or nothing played. */
export interface Match {
  readonly facts: StageFacts
  /** The places of row and column among the run's seats. */
  readonly seats: readonly [number, number]
  /** How many rounds were asked for. */
  readonly rounds: number
  /** Per side and round, the option that the participant chose itself, before any noise. */
  readonly chosen: readonly [Int8Array, Int8Array]
  /** Per side and round, the option that was carried out, whoever put it there. */
  readonly played: readonly [Int8Array, Int8Array]
  /** The rounds, from 0, in which both played something: those that have an outcome. */
  readonly complete: readonly number[]
  /** For each of these, the place of its cell, counted row by row from 0. */
  readonly cells: readonly number[]
  /** Both sides in terms of C and D; null unless both have two options. */
  readonly sides: readonly [Side, Side] | null
  /** Which strategy each seems to follow: null where both have not two options, or one has too few decisions. */
  readonly strategies: readonly [Classification | null, Classification | null] | null
}

const NO_COOPERATION =
  'no option is called cooperate, and the payoffs are not those of a prisoner’s dilemma'

/** Undefined for runs of other scenarios, and for those in which nobody was asked to choose. */
export function matchesIn(openings: Openings): (run: RunRead) => Match | undefined {
  const known = new WeakMap<Shown, Map<boolean, StageFacts | null>>()
  const factsOf = (run: RunRead): StageFacts | null => {
    const rules = openings.rulesOf(run)
    const isChanged = changes(run.plan, ['game', 'payoffs', 'options'])
    const both = known.get(rules) ?? new Map<boolean, StageFacts | null>()
    known.set(rules, both)
    let facts = both.get(isChanged)
    if (facts === undefined) both.set(isChanged, (facts = stageFacts(run, rules, isChanged)))
    return facts
  }
  const decoded = new WeakMap<TickList, RoundTick>()
  return (run) => {
    if (run.plan.scenario.name !== 'matrix-game') return undefined
    const facts = factsOf(run)
    const row = run.seats.findIndex(({ role }) => role === 'row')
    const column = run.seats.findIndex(({ role }) => role === 'column')
    if (facts === null || row < 0 || column < 0) return undefined
    const players: Players = [participantAt(run, row), participantAt(run, column)]
    const ticks: RoundTick[] = []
    for (const list of run.ticks) {
      let tick = decoded.get(list)
      if (tick?.players[0] !== players[0] || tick.players[1] !== players[1])
        decoded.set(list, (tick = roundIn(list, players)))
      if (tick.isRound) ticks.push(tick)
    }
    return ticks.length === 0 ? undefined : matchOf(facts, [row, column], ticks)
  }
}

function participantAt({ seats }: RunRead, place: number): ParticipantId {
  return (seats[place] as Seat).participant
}

type Players = readonly [ParticipantId, ParticipantId]

/** What a tick holds of a round. */
interface RoundTick {
  readonly players: Players
  readonly isRound: boolean
  readonly chosen: readonly [number, number]
  readonly played: readonly [number, number]
}

function matchOf(
  facts: StageFacts,
  seats: readonly [number, number],
  ticks: readonly RoundTick[],
): Match {
  const n = ticks.length
  const chosen = [new Int8Array(n), new Int8Array(n)] as const
  const played = [new Int8Array(n), new Int8Array(n)] as const
  const complete: number[] = []
  const cells: number[] = []
  const columns = facts.options[1].length
  for (let i = 0; i < n; i++) {
    const tick = ticks[i] as RoundTick
    chosen[0][i] = tick.chosen[0]
    chosen[1][i] = tick.chosen[1]
    const [row, column] = tick.played
    played[0][i] = row
    played[1][i] = column
    if (row < 0 || column < 0) continue
    complete.push(i)
    cells.push(row * columns + column)
  }
  const rounds = { seats, complete, chosen, played }
  let sides: Match['sides'] | undefined
  let strategies: Match['strategies'] | undefined
  return {
    facts,
    ...rounds,
    rounds: n,
    cells,
    get sides() {
      return (sides ??= facts.first === null ? null : sidesOf(rounds, facts.first))
    },
    get strategies() {
      if (this.sides === null) return null
      return (strategies ??= [classifyStrategy(this.sides[0]), classifyStrategy(this.sides[1])])
    },
  }
}

/** A decision counts as the participant's own where it is valid, at whatever attempt; a default and a planted answer are played all the same. */
function roundIn(list: TickList, players: Players): RoundTick {
  const options: (readonly string[])[] = [[], []]
  const chosen: [number, number] = [-1, -1]
  const played: [number, number] = [-1, -1]
  let isRound = false
  for (const entry of list) {
    if (entry.kind === 'decision-asked' && entry.ask === 'choice' && entry.form.kind === 'choice') {
      const side = players.indexOf(entry.of)
      if (side >= 0) options[side] = entry.form.options
    } else if (entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted') {
      const side = players.indexOf(entry.of)
      if (entry.ask !== 'choice' || side < 0) continue
      isRound = true
      const place =
        typeof entry.value === 'string' ? (options[side]?.indexOf(entry.value) ?? -1) : -1
      played[side as 0 | 1] = place
      if (entry.status === 'valid' || entry.status === 'reasked') chosen[side as 0 | 1] = place
    } else if (entry.kind === 'chance-drawn' && entry.stream === 'tremble' && entry.of !== null) {
      const side = players.indexOf(entry.of)
      const to = (entry.value as { readonly to?: Json } | null)?.to
      if (side >= 0 && typeof to === 'string')
        played[side as 0 | 1] = options[side]?.indexOf(to) ?? -1
    }
  }
  return { players, isRound, chosen, played }
}

/** Null where the record tells no options at all. */
function stageFacts(run: RunRead, rules: Shown, isChanged: boolean): StageFacts | null {
  const row = run.seats.find(({ role }) => role === 'row')
  const told = row && rules.get(row.participant)
  const options = (told?.['options'] ?? asked(run)) as
    { readonly own: readonly string[]; readonly other: readonly string[] } | undefined
  if (options === undefined) return null
  const payoffs = isChanged ? null : payoffsIn(told)
  const both = [options.own, options.other] as const
  const cooperation = cooperationIn(both, payoffs)
  return {
    options: both,
    payoffs,
    noPayoffs: isChanged
      ? 'the parameters change in the middle of the run'
      : 'the record does not tell the payoffs',
    cooperation,
    noCooperation: NO_COOPERATION,
    first: both.every((list) => list.length === 2) ? (cooperation ?? [0, 0]) : null,
  }
}

/** The table as row was told it; null where it was not. */
export function payoffsIn(told: Readonly<Record<string, Json>> | undefined): Payoffs | null {
  const own = told?.['payoffs'] as number[][] | undefined
  const other = told?.['otherPayoffs'] as number[][] | undefined
  if (own === undefined || other === undefined) return null
  return own.map((line, i) => line.map((points, j) => [points, other[i]?.[j] ?? NaN] as const))
}

/** What each was asked to choose from, where no rules were told. */
function asked(run: RunRead): { own: readonly string[]; other: readonly string[] } | undefined {
  const of = (role: string): readonly string[] | undefined => {
    const id = run.seats.find((seat) => seat.role === role)?.participant
    for (const [list] of run.times)
      for (const entry of list)
        if (entry.kind === 'decision-asked' && entry.of === id && entry.form.kind === 'choice')
          return entry.form.options
    return undefined
  }
  const [own, other] = [of('row'), of('column')]
  return own === undefined || other === undefined ? undefined : { own, other }
}

function cooperationIn(
  options: readonly [readonly string[], readonly string[]],
  payoffs: Payoffs | null,
): readonly [number, number] | null {
  const named = options.map((list) => (list.length === 2 ? list.indexOf('cooperate') : -1))
  if (named.every((place) => place >= 0)) return named as [number, number]
  return payoffs === null ? null : dilemmaOptions(payoffs)
}
