/** Plays matches of matrix-game through the engine, from plan to record, and reads back from the record's entries what was played. */
import { casting, memoryStore } from '../../../src/app/adapters.ts'
import { loadCatalogue } from '../../../src/app/catalogue.ts'
import type { Clock } from '../../../src/base/clock.ts'
import type { StoredTick } from '../../../src/io/store/store.ts'
import {
  defineExperiment,
  type AgentRef,
  type ExperimentInput,
} from '../../../src/play/experiment/define-experiment.ts'
import { planRuns } from '../../../src/play/experiment/plan-runs.ts'
import { runPlans } from '../../../src/play/worker/run-plans.ts'
import { runIdOf } from '../../../src/record/plan.ts'
import { matrixGame } from '../scenario.ts'
import type { Pair, RecordedMatch } from './recorded-matches.contract.ts'

/** A round as the record tells it. */
export interface PlayedRound {
  /** Canonical options. */
  readonly values: Pair<string>
  /** The labels of these options. */
  readonly displayed: Pair<string>
  readonly points: Pair<number>
  /** The sums of all payoffs up to this round. */
  readonly totals: Pair<number>
  /** The labels in the order in which each seat was shown them. */
  readonly shown: Pair<readonly string[]>
}

export type Levels = NonNullable<ExperimentInput['treatments']>[string]

/** Row is 0, column is 1. */
export type Seat = 0 | 1
export const SEATS: readonly Seat[] = [0, 1]

const STILL: Clock = { nowMs: () => 0, now: () => '', breathe: () => Promise.resolve() }
const PARTICIPANTS = ['p1', 'p2'] as const

/** Plays one run of each treatment; the seats are cast and the parameters set by the levels, over those given for all. */
export async function playThrough(
  treatments: Readonly<Record<string, Levels>>,
  given: Pick<ExperimentInput, 'parameters' | 'seed'> = {},
): Promise<ReadonlyMap<string, readonly PlayedRound[]>> {
  const experiment = defineExperiment({
    experiment: 'recorded-play',
    scenario: 'matrix-game',
    cast: {},
    ...given,
    treatments,
  })
  const catalogue = await loadCatalogue()
  const plans = planRuns(experiment, matrixGame, catalogue)
  const store = memoryStore()
  const cast = casting(catalogue, (name) => {
    throw new Error(`recorded play calls no model, and "${name}" is one`)
  })
  const work = { scenario: matrixGame, store, cast, clock: STILL, stopped: () => false }
  const { failed } = await runPlans({ ...work, plans, concurrency: 16 })
  if (failed.length > 0) throw new Error(failed.map(({ why }) => why).join('\n'))
  return new Map(plans.map((plan) => [plan.treatment, roundsIn(store.ticks(runIdOf(plan)))]))
}

/** A policy that makes the recorded moves of a seat. */
export function movesOf({ rounds }: RecordedMatch, seat: Seat): AgentRef {
  return { policy: 'moves', moves: rounds.map(({ answers }) => answers[seat]) }
}

/** Both seats make their recorded moves; `instead` takes the place of one of them. */
export function castOf(match: RecordedMatch, instead: Partial<Record<Seat, AgentRef>> = {}) {
  return {
    'cast.row': instead[0] ?? movesOf(match, 0),
    'cast.column': instead[1] ?? movesOf(match, 1),
  } satisfies Levels
}

function roundsIn(ticks: Iterable<StoredTick>): PlayedRound[] {
  const rounds: PlayedRound[] = []
  let totals: Pair<number> = [0, 0]
  let shown: PlayedRound['shown'] = [[], []]
  for (const { content } of ticks) {
    const asked = PARTICIPANTS.map((seat) =>
      content.entries.find((entry) => entry.kind === 'decision-asked' && entry.of === seat),
    )
    if (asked.every((entry) => entry?.kind === 'decision-asked')) {
      const [row = [], column = []] = asked.map(({ form }) =>
        form.kind === 'choice' ? form.order.map((index) => form.labels[index] ?? '') : [],
      )
      shown = [row, column]
    }
    const decisions = PARTICIPANTS.map((seat) =>
      content.entries.find((entry) => entry.kind === 'decision-taken' && entry.of === seat),
    )
    if (!decisions.every((entry) => entry?.kind === 'decision-taken')) continue
    const earned = (seat: (typeof PARTICIPANTS)[number]): number =>
      content.entries.reduce(
        (sum, entry) =>
          entry.kind === 'payoff-awarded' && entry.to === seat ? sum + entry.points : sum,
        0,
      )
    const points: Pair<number> = [earned('p1'), earned('p2')]
    totals = [totals[0] + points[0], totals[1] + points[1]]
    const [row, column] = decisions
    rounds.push({
      values: [String(row?.value), String(column?.value)],
      displayed: [row?.displayed ?? '', column?.displayed ?? ''],
      points,
      totals,
      shown,
    })
  }
  return rounds
}

/** One side's displayed moves as a word: `JFFFFFFFFF`. */
export function playedWord(rounds: readonly PlayedRound[] | undefined, seat: Seat): string {
  return (rounds ?? []).map(({ displayed }) => displayed[seat]).join('')
}

/** Every cell in which the record differs from what was recorded before, in words: `gpt4 v gpt4, round 3: points 8, 8; recorded 8, 10`. */
export function differences(
  matches: readonly RecordedMatch[],
  played: ReadonlyMap<string, readonly PlayedRound[]>,
): string[] {
  return matches.flatMap(({ name, rounds }) => {
    const again = played.get(name) ?? []
    const length =
      again.length === rounds.length
        ? []
        : [`${name}: ${again.length} rounds; recorded ${rounds.length}`]
    const cells = rounds.flatMap(({ answers, points, totals }, i) => {
      const round = again[i]
      if (round === undefined) return []
      return [
        ['answers', round.displayed, answers] as const,
        ['points', round.points, points] as const,
        ['totals', round.totals, totals] as const,
      ].flatMap(([what, found, recorded]) =>
        found[0] === recorded[0] && found[1] === recorded[1]
          ? []
          : [
              `${name}, round ${i + 1}: ${what} ${found.join(', ')}; recorded ${recorded.join(', ')}`,
            ],
      )
    })
    return [...length, ...cells]
  })
}
