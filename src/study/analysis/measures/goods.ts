/** A run of a public goods game as measures want it: who contributed how much, and what the others of its group did. */
import type { Json } from '../../../base/canonical-json.ts'
import type { RunRead } from '../read-runs.ts'
import { decidedIn } from './decided.ts'
import { changes, numberIn, type Openings } from './opening.ts'

export interface Contribution {
  readonly seat: number
  /** From 1. */
  readonly round: number
  /** Of the endowment; null where nothing came. */
  readonly share: number | null
  readonly isOwn: boolean
  /** The seats of the others of its group in this round. */
  readonly others: readonly number[]
}

export interface GoodsRun {
  readonly run: RunRead
  readonly contributions: readonly Contribution[]
  /** What one unit contributed is worth to each of the group; null where that is not known, or changes. */
  readonly mpcr: number | null
  readonly size: number
}

/** Undefined for other scenarios. */
export function goodsIn(openings: Openings): (run: RunRead) => GoodsRun | undefined {
  return (run) => {
    if (run.plan.scenario.name !== 'public-goods') return undefined
    const [rules] = openings.rulesOf(run).values()
    const size = numberIn(rules, 'size') ?? run.seats.length
    const mpcr = changes(run.plan, ['multiplier', 'mpcr', 'groupSize'])
      ? null
      : (numberIn(rules, 'share') ?? null)
    const drawn = drawnGroups(run)
    const contributions = decidedIn(run, 'contribution').map(
      ({ seat, turn, value, isOwn, most }): Contribution => {
        const round = turn + 1
        const group = drawn.get(round)?.find((one) => one.includes(seat)) ?? neighbours(seat, size)
        return {
          seat,
          round,
          share: typeof value === 'number' && most > 0 ? value / most : null,
          isOwn,
          others: group.filter((one) => one !== seat),
        }
      },
    )
    return { run, contributions, mpcr, size }
  }
}

/** round → groups of seats, where groups or names are drawn. */
function drawnGroups({ seats, ticks }: RunRead): Map<number, readonly (readonly number[])[]> {
  const places = new Map(seats.map(({ participant }, place) => [participant as string, place]))
  const drawn = new Map<number, readonly (readonly number[])[]>()
  for (const list of ticks) {
    for (const entry of list) {
      if (entry.kind !== 'chance-drawn' || entry.stream !== 'groups') continue
      const { round, groups } = entry.value as {
        readonly round: number
        readonly groups: readonly Readonly<Record<string, Json>>[]
      }
      const asSeats = groups.map((group) =>
        Object.values(group).map((id) => places.get(String(id)) ?? -1),
      )
      drawn.set(round, asSeats)
    }
  }
  return drawn
}

/** Partners by seat: everybody is with those who sit beside. */
function neighbours(seat: number, size: number): readonly number[] {
  const from = Math.floor(seat / size) * size
  return Array.from({ length: size }, (_, i) => from + i)
}
