/** How common strategies are in a population: the strategy frequency estimation method. */
import type { Streams } from '../../../base/random.ts'
import { percentile } from '../../statistics/percentile.ts'
import { logLikelihoodOf } from './classify-strategy.ts'
import { automata } from './strategies.ts'

/** One player of one run: how many own decisions, and how many of them each automaton of the list contradicts. */
export interface StrategySample {
  /** Whatever tells runs apart: they are resampled whole. */
  readonly run: string
  readonly decisions: number
  readonly contradictions: readonly number[]
}

/** Strategies that contradict the same decisions of every player cannot be told apart: they share one share. */
export interface StrategyShare {
  readonly names: readonly string[]
  readonly share: number
  /** 95 %, by resampling runs; null where none was asked for, there are fewer than two runs, or no resample differs. */
  readonly interval: readonly [low: number, high: number] | null
}

export interface StrategyShares {
  /** In the order of the list. They sum to 1. */
  readonly shares: readonly StrategyShare[]
  /** The rate of errors, the same for all; at most 1/2. */
  readonly error: number
  readonly logLikelihood: number
  readonly players: number
  readonly runs: number
}

/**
 * Maximum likelihood for the shares of strategies in a population and one rate of errors ε for all (Dal Bó & Fréchette 2011, AER 101(1):411–429): the likelihood of a player is
 * Σ_s φ_s ε^k_s (1 − ε)^(n − k_s). Found by expectation maximisation from equal shares (Dempster, Laird & Rubin 1977); a maximum that it climbs to, as is usual for
 * mixtures. Players without a decision are left out. Intervals: percentile bootstrap over runs. Null where no player has a decision.
 */
export function strategyShares(
  samples: readonly StrategySample[],
  bootstrap?: { readonly replicates: number; readonly streams: Streams },
): StrategyShares | null {
  const used = samples.filter(({ decisions }) => decisions > 0)
  if (used.length === 0) return null
  const groups = alikeIn(used)
  const runs = [...new Set(used.map(({ run }) => run))]
  const found = climb(patternsOf(used, groups, () => 1))
  const intervals =
    bootstrap === undefined || runs.length < 2 ? null : resampled(used, groups, runs, bootstrap)
  return {
    shares: groups.map((members, i) => ({
      names: members.map((member) => automata[member]?.name ?? ''),
      share: found.shares[i] ?? 0,
      interval: intervals?.[i] ?? null,
    })),
    error: found.error,
    logLikelihood: found.logLikelihood,
    players: used.length,
    runs: runs.length,
  }
}

/** The automata by what they contradict. */
function alikeIn(samples: readonly StrategySample[]): number[][] {
  const groups = new Map<string, number[]>()
  automata.forEach((_, i) => {
    const key = samples.map(({ contradictions }) => contradictions[i]).join(' ')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [i])
    else group.push(i)
  })
  return [...groups.values()]
}

/** Players who decided alike, as far as any strategy can tell, and how many of them. */
interface Pattern {
  readonly decisions: number
  readonly contradictions: readonly number[]
  weight: number
}

function patternsOf(
  samples: readonly StrategySample[],
  groups: readonly (readonly number[])[],
  weightOf: (run: string) => number,
): Pattern[] {
  const patterns = new Map<string, Pattern>()
  for (const { run, decisions, contradictions } of samples) {
    const weight = weightOf(run)
    if (weight === 0) continue
    const ours = groups.map(([first = 0]) => contradictions[first] ?? 0)
    const key = `${decisions} ${ours.join(' ')}`
    const known = patterns.get(key)
    if (known === undefined) patterns.set(key, { decisions, contradictions: ours, weight })
    else known.weight += weight
  }
  return [...patterns.values()]
}

const MOST_STEPS = 2_000
const LEAST_GAIN = 1e-9

function climb(patterns: readonly Pattern[]) {
  const strategies = patterns[0]?.contradictions.length ?? 0
  const players = patterns.reduce((sum, { weight }) => sum + weight, 0)
  let shares = new Array<number>(strategies).fill(1 / strategies)
  let error = 0.1
  let logLikelihood = -Infinity
  for (let step = 0; step < MOST_STEPS; step++) {
    const sums = new Array<number>(strategies).fill(0)
    let [wrong, all, reached] = [0, 0, 0]
    for (const { decisions, contradictions, weight } of patterns) {
      const logs = contradictions.map(
        (k, i) => Math.log(shares[i] as number) + logLikelihoodOf(decisions, k, error),
      )
      const most = Math.max(...logs)
      const parts = logs.map((log) => Math.exp(log - most))
      const whole = parts.reduce((a, b) => a + b, 0)
      reached += weight * (most + Math.log(whole))
      parts.forEach((part, i) => {
        const mine = (weight * part) / whole
        sums[i] = (sums[i] as number) + mine
        wrong += mine * (contradictions[i] as number)
      })
      all += weight * decisions
    }
    const gain = reached - logLikelihood
    logLikelihood = reached
    if (gain < LEAST_GAIN * Math.max(1, Math.abs(reached))) break
    shares = sums.map((sum) => sum / players)
    error = Math.min(0.5, wrong / all)
  }
  return { shares, error, logLikelihood }
}

function resampled(
  samples: readonly StrategySample[],
  groups: readonly (readonly number[])[],
  runs: readonly string[],
  { replicates, streams }: { readonly replicates: number; readonly streams: Streams },
): ([low: number, high: number] | null)[] {
  const random = streams.stream(`strategy-shares/${runs.length}`)
  const drawn = groups.map((): number[] => [])
  for (let replicate = 0; replicate < replicates; replicate++) {
    const times = new Map<string, number>()
    for (let i = 0; i < runs.length; i++) {
      const run = runs[random.below(runs.length)] as string
      times.set(run, (times.get(run) ?? 0) + 1)
    }
    const { shares } = climb(patternsOf(samples, groups, (run) => times.get(run) ?? 0))
    shares.forEach((share, i) => drawn[i]?.push(share))
  }
  return drawn.map((shares) => {
    // Where no resample differs there is nothing to resample: a width of zero would claim certainty.
    const sorted = Float64Array.from(shares).sort()
    if (sorted[0] === sorted.at(-1)) return null
    return [percentile(sorted, 0.025), percentile(sorted, 0.975)]
  })
}
