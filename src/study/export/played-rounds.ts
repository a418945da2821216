/** A run as panels of data want it: for each round and participant what was answered and earned, and in which group. */
import type { DecisionDefaulted, DecisionTaken } from '../../record/decision-entries.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import type { Tick } from '../../record/tick.ts'
import { groupsDrawn, groupsInPlan, type GroupPlaces } from './groups.ts'

/** An answer to an ask, whatever became of it. */
export interface Answer {
  /** The name of the ask; from the second answer in one round on with a number behind it: `punish`, `punish 2`. */
  readonly field: string
  readonly decision: DecisionTaken | DecisionDefaulted
}

/** One participant in one round. */
export interface Played {
  readonly answers: readonly Answer[]
  /** The sum of what it was awarded; null where it was awarded nothing. */
  readonly points: number | null
}

export interface PlayedRound {
  /** Null for what happened outside rounds, in scenarios that have some or none. */
  readonly round: number | null
  /** At the end of the round. */
  readonly groups: GroupPlaces
  readonly played: ReadonlyMap<ParticipantId, Played>
}

interface Playing {
  readonly answers: Answer[]
  readonly asked: Map<string, number>
  points: number | null
}

/** The rounds of a run in order, what stands outside them first; one that is entered twice is one. */
export function playedRounds(plan: Plan, ticks: Iterable<Tick>): PlayedRound[] {
  const rounds = new Map<
    number | null,
    { groups: GroupPlaces; played: Map<ParticipantId, Playing> }
  >()
  let groups = groupsInPlan(plan)
  for (const { round, content } of ticks) {
    groups = groupsDrawn(groups, content.entries)
    const here = rounds.get(round) ?? { groups, played: new Map<ParticipantId, Playing>() }
    here.groups = groups
    rounds.set(round, here)
    const of = (participant: ParticipantId): Playing => {
      const known = here.played.get(participant)
      if (known !== undefined) return known
      const fresh: Playing = { answers: [], asked: new Map(), points: null }
      here.played.set(participant, fresh)
      return fresh
    }
    for (const entry of content.entries) {
      switch (entry.kind) {
        case 'decision-taken':
        case 'decision-defaulted':
          addAnswer(of(entry.of), entry)
          break
        case 'payoff-awarded': {
          const playing = of(entry.to)
          playing.points = (playing.points ?? 0) + entry.points
          break
        }
        default:
      }
    }
  }
  return [...rounds]
    .map(([round, { groups: its, played }]) => ({ round, groups: its, played }))
    .sort((a, b) => (a.round ?? 0) - (b.round ?? 0))
}

function addAnswer({ answers, asked }: Playing, decision: DecisionTaken | DecisionDefaulted): void {
  const nth = (asked.get(decision.ask) ?? 0) + 1
  asked.set(decision.ask, nth)
  answers.push({ field: fieldOf(decision.ask, nth), decision })
}

/** The field of the n-th answer to an ask in one round. */
export function fieldOf(ask: string, nth: number): string {
  return nth === 1 ? ask : `${ask} ${nth}`
}

/** What a participant earned in all rounds. */
export function pointsIn(rounds: readonly PlayedRound[], participant: ParticipantId): number {
  return rounds.reduce((sum, { played }) => sum + (played.get(participant)?.points ?? 0), 0)
}
