/** Who held the floor, and who spoke after whom. */
import type { Design } from './design.ts'
import { A_RATE, estimateOf, type Estimate } from './estimate.ts'
import type { Question, RunRead } from './read-runs.ts'

/** What one seat said of all that was said in a run. Seats are told by participant: p1, p2, … */
export interface FloorShare {
  readonly treatment: string
  readonly participant: string
  readonly role: string
  /** Of the words of the run. */
  readonly share: Estimate
}

/** How often the one spoke directly after the other, on one channel; both are seats. */
export interface Following {
  readonly treatment: string
  readonly speaker: string
  readonly after: string
  /** Messages, over all finished runs. */
  readonly times: number
  /** Of the messages that follow `after`: the mean over runs. */
  readonly share: number
}

export interface FloorReport {
  readonly floor: readonly FloorShare[]
  readonly following: readonly Following[]
}

interface Group {
  readonly treatment: string
  readonly shares: Map<string, { readonly role: string; readonly values: number[] }>
  readonly pairs: Map<string, { times: number; readonly shares: number[] }>
  /** In how many runs anybody spoke after this one. */
  readonly followed: Map<string, number>
}

/** Runs with more seats than this are left out: their matrices cannot be drawn. */
export const MOST_SPEAKERS = 12

/** Participants' own words in finished runs: no notices, nothing planted. A message that follows its own speaker's is counted as such. */
export function floorQuestion({ treatments }: Design): Question<FloorReport> {
  const groups = new Map<string, Group>()
  return {
    kinds: ['message-sent'],
    add(run) {
      if (run.status !== 'finished' || run.seats.length > MOST_SPEAKERS) return
      const { words, pairs } = spokenIn(run)
      const all = [...words.values()].reduce((sum, own) => sum + own, 0)
      if (all === 0) return
      const { treatment } = run
      const group = groups.get(treatment) ?? noGroup(treatment)
      groups.set(treatment, group)
      for (const { participant, role } of run.seats) {
        const seat = group.shares.get(participant) ?? { role, values: [] }
        group.shares.set(participant, seat)
        seat.values.push((words.get(participant) ?? 0) / all)
      }
      addPairs(group, pairs)
    },
    answer: () => {
      const ordered = treatments.flatMap(({ treatment }) => groups.get(treatment) ?? [])
      return { floor: ordered.flatMap(floorOf), following: ordered.flatMap(followingOf) }
    },
  }
}

function noGroup(treatment: string): Group {
  return { treatment, shares: new Map(), pairs: new Map(), followed: new Map() }
}

function spokenIn({ ticks }: RunRead): {
  readonly words: ReadonlyMap<string, number>
  readonly pairs: ReadonlyMap<string, number>
} {
  const words = new Map<string, number>()
  const pairs = new Map<string, number>()
  const last = new Map<string, string>()
  for (const list of ticks) {
    for (const entry of list) {
      if (entry.kind !== 'message-sent' || entry.from === null) continue
      if (entry.notice === true || entry.planted === true) continue
      const { from, channel, text } = entry
      words.set(from, (words.get(from) ?? 0) + (text.match(/\S+/g)?.length ?? 0))
      const before = last.get(channel)
      last.set(channel, from)
      if (before === undefined) continue
      const key = `${from}\n${before}`
      pairs.set(key, (pairs.get(key) ?? 0) + 1)
    }
  }
  return { words, pairs }
}

function addPairs(group: Group, pairs: ReadonlyMap<string, number>): void {
  const totals = new Map<string, number>()
  for (const [key, times] of pairs) {
    const after = key.slice(key.indexOf('\n') + 1)
    totals.set(after, (totals.get(after) ?? 0) + times)
  }
  for (const after of totals.keys()) group.followed.set(after, (group.followed.get(after) ?? 0) + 1)
  for (const [key, times] of pairs) {
    const pair = group.pairs.get(key) ?? { times: 0, shares: [] }
    group.pairs.set(key, pair)
    pair.times += times
    pair.shares.push(times / (totals.get(key.slice(key.indexOf('\n') + 1)) as number))
  }
}

function floorOf({ treatment, shares }: Group): FloorShare[] {
  return [...shares]
    .sort(([a], [b]) => placeOf(a) - placeOf(b))
    .map(([participant, { role, values }]) => {
      return { treatment, participant, role, share: estimateOf(values, A_RATE) }
    })
}

/** Every pair of seats, those that never met among them. */
function followingOf({ treatment, shares, pairs, followed }: Group): Following[] {
  const seats = [...shares.keys()].sort((a, b) => placeOf(a) - placeOf(b))
  return seats.flatMap((after) =>
    seats.map((speaker) => {
      const pair = pairs.get(`${speaker}\n${after}`)
      const sum = (pair?.shares ?? []).reduce((total, share) => total + share, 0)
      const runs = followed.get(after) ?? 0
      const share = runs === 0 ? 0 : sum / runs
      return { treatment, speaker, after, times: pair?.times ?? 0, share }
    }),
  )
}

/** p10 comes after p9. */
function placeOf(participant: string): number {
  return Number(participant.slice(1))
}
