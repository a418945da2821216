/** How agents of a run differ in behaviour that was coded: a profile of rates for each, and how alike the profiles are. */
import { cosineSimilarity } from '../../statistics/cosine.ts'

/** One settled coding of something that a participant said or did. `value` null is missing: it is neither true nor false. */
export interface BehaviourCoding {
  readonly run: string
  readonly participant: string
  readonly code: string
  readonly value: boolean | null
}

/** The rates of one participant in one run, in the order of the codes; null where nothing of it was coded by a code. */
export interface BehaviourProfile {
  readonly run: string
  readonly participant: string
  readonly rates: readonly (number | null)[]
}

/** For each participant of each run, the share of its coded units in which each code is true; in the order in which they first occur. */
export function behaviourProfiles(
  codings: Iterable<BehaviourCoding>,
  codes: readonly string[],
): BehaviourProfile[] {
  const places = new Map(codes.map((code, place) => [code, place]))
  const counts = new Map<
    string,
    { run: string; participant: string; all: number[]; some: number[] }
  >()
  for (const { run, participant, code, value } of codings) {
    const place = places.get(code)
    if (place === undefined || value === null) continue
    const key = JSON.stringify([run, participant])
    let count = counts.get(key)
    if (count === undefined) {
      const [all, some] = [codes.map(() => 0), codes.map(() => 0)]
      counts.set(key, (count = { run, participant, all, some }))
    }
    count.all[place] = (count.all[place] ?? 0) + 1
    if (value) count.some[place] = (count.some[place] ?? 0) + 1
  }
  return [...counts.values()].map(({ run, participant, all, some }) => ({
    run,
    participant,
    rates: all.map((n, i) => (n === 0 ? null : (some[i] ?? 0) / n)),
  }))
}

/** How alike the profiles of a run’s agents are: the run-level value for comparisons. */
export interface ProfileSimilarity {
  readonly run: string
  /** The mean cosine over all pairs; from 0, nothing in common, to 1, the same proportions. Null with a reason. */
  readonly similarity: number | null
  /** 1 − similarity. */
  readonly differentiation: number | null
  readonly reason: string | null
  /** Whose profiles were compared. */
  readonly agents: number
  /** Participants without any coded behaviour, whose profile has no direction, or whose profile has a gap. */
  readonly dropped: readonly string[]
}

/**
 * For each run, the cosine of every pair of its profiles, and the mean over pairs: the measure of differentiation of the eight-slot discussion study. Agents whose rates are
 * all 0 have no direction: they are dropped, and named; so are those with a rate that is missing. Silence thus neither raises nor lowers the value. Null for fewer than
 * two agents that are left.
 */
export function profileSimilarities(profiles: readonly BehaviourProfile[]): ProfileSimilarity[] {
  const runs = Map.groupBy(profiles, ({ run }) => run)
  return [...runs].map(([run, all]) => {
    const kept = all.filter(hasDirection)
    const dropped = all.filter((one) => !hasDirection(one)).map(({ participant }) => participant)
    const cosines = kept.flatMap((one, i) =>
      kept
        .slice(i + 1)
        .flatMap(
          (other) => cosineSimilarity(one.rates as number[], other.rates as number[]).value ?? [],
        ),
    )
    const agents = kept.length
    if (cosines.length === 0) {
      const reason = 'fewer than two agents show any of the behaviour'
      return { run, similarity: null, differentiation: null, reason, agents, dropped }
    }
    const similarity = cosines.reduce((a, b) => a + b, 0) / cosines.length
    return { run, similarity, differentiation: 1 - similarity, reason: null, agents, dropped }
  })
}

function hasDirection({ rates }: BehaviourProfile): boolean {
  return rates.every((rate) => rate !== null) && rates.some((rate) => rate !== null && rate > 0)
}
