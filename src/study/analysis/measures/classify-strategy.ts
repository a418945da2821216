/** Which strategy a player of a repeated 2 × 2 game is most likely to have followed, with errors. */
import type { Side } from './sides.ts'
import { automata, COIN, contradictionsOf } from './strategies.ts'

/** A strategy’s fit to one player’s decisions. */
export interface StrategyFit {
  readonly name: string
  /** How many decisions it contradicts; null for the coin, which predicts none. */
  readonly contradictions: number | null
  /** The rate of errors that makes the decisions most likely, at most 1/2; null for the coin. */
  readonly error: number | null
  /** Natural logarithm. */
  readonly logLikelihood: number
  /** Schwarz’s criterion; less is better. */
  readonly bic: number
  /** With equal prior probabilities, by the approximation exp(−BIC/2). */
  readonly posterior: number
}

export interface Classification {
  /** Own decisions. */
  readonly decisions: number
  /** Those that fit best, all alike: the decisions cannot tell them apart. In the order of the list. */
  readonly best: readonly string[]
  /** Their rate of errors; null where the coin fits best. */
  readonly error: number | null
  /** Their log-likelihood. */
  readonly logLikelihood: number
  /** Their posterior probabilities, summed. */
  readonly posterior: number
  /** By how much they are ahead of the next: the difference of BIC. Null where all fit alike. */
  readonly margin: number | null
  /** All strategies, the best first; worked out when it is wanted. */
  fits(): readonly StrategyFit[]
}

/**
 * Maximum likelihood over a set of strategies for one player (the individual case of the strategy frequency estimation method of Dal Bó & Fréchette 2011, AER 101(1):411–429,
 * doi:10.1257/aer.101.1.411): each decision is what the strategy says but for an error that has the same chance ε ≤ 1/2 in every round, so that the likelihood of n decisions
 * of which k contradict it is ε^k (1 − ε)^(n−k), greatest at ε = k/n. Every automaton has that one parameter, the coin (each move with probability 1/2) has none; they
 * are compared by BIC = −2 log L + parameters · log n (Schwarz 1978). A player that tosses another coin is an automaton of one state with errors.
 * Strategies that contradict the same number of decisions are tied, and all told. Null for fewer than two own decisions: any first move fits half of them.
 */
export function classifyStrategy(side: Side): Classification | null {
  const decisions = decisionsIn(side)
  if (decisions < 2) return null
  return classificationOf(decisions, contradictionCounts(side))
}

/** How many own decisions there are. */
export function decisionsIn({ own, length }: Side): number {
  let decisions = 0
  for (let i = 0; i < length; i++) if ((own[i] as number) >= 0) decisions++
  return decisions
}

/** The contradictions of each automaton, in the order of the list. */
export function contradictionCounts({ own, state, length }: Side): number[] {
  return automata.map((automaton) => contradictionsOf(automaton, own, state, length))
}

/** The classification by the contradictions of each automaton, in the order of the list. */
export function classificationOf(decisions: number, counts: readonly number[]): Classification {
  const logs = logLikelihoods(decisions)
  const price = Math.log(decisions)
  const coin = decisions * Math.log(0.5)
  // The coin has no parameter to pay for.
  const bicOf = (count: number | null): number =>
    count === null ? -2 * coin : -2 * (logs[count] as number) + price
  let least = bicOf(null)
  for (const count of counts) least = Math.min(least, bicOf(count))
  let [next, whole, ofBest] = [Infinity, 0, 0]
  const best: string[] = []
  const weigh = (name: string, count: number | null): void => {
    const bic = bicOf(count)
    const weight = Math.exp((least - bic) / 2)
    whole += weight
    if (isSame(bic, least)) {
      best.push(name)
      ofBest += weight
    } else if (bic < next) next = bic
  }
  counts.forEach((count, i) => {
    weigh(automata[i]?.name ?? '', count)
  })
  weigh(COIN, null)
  const count = counts[automata.findIndex(({ name }) => name === best[0])]
  return {
    decisions,
    best,
    error: count === undefined ? null : Math.min(0.5, count / decisions),
    logLikelihood: count === undefined ? coin : (logs[count] as number),
    posterior: ofBest / whole,
    margin: Number.isFinite(next) ? next - least : null,
    fits: () =>
      [...counts, null]
        .map((contradictions, i): StrategyFit => {
          const bic = bicOf(contradictions)
          return {
            name: automata[i]?.name ?? COIN,
            contradictions,
            error: contradictions === null ? null : Math.min(0.5, contradictions / decisions),
            logLikelihood: contradictions === null ? coin : (logs[contradictions] as number),
            bic,
            posterior: Math.exp((least - bic) / 2) / whole,
          }
        })
        .sort((one, other) => one.bic - other.bic),
  }
}

const tables = new Map<number, Float64Array>()

/** The greatest log-likelihood of so many decisions with 0, 1, … contradictions; runs of one length share a table. */
function logLikelihoods(decisions: number): Float64Array {
  let table = tables.get(decisions)
  if (table === undefined) {
    table = Float64Array.from({ length: decisions + 1 }, (_, k) =>
      logLikelihoodOf(decisions, k, Math.min(0.5, k / decisions)),
    )
    if (tables.size >= MOST_TABLES) tables.clear()
    tables.set(decisions, table)
  }
  return table
}

const MOST_TABLES = 256

/** log ε^k (1 − ε)^(n−k), with 0 log 0 = 0. */
export function logLikelihoodOf(decisions: number, contradictions: number, error: number): number {
  const log = (times: number, chance: number): number =>
    times === 0 ? 0 : times * Math.log(chance)
  return log(contradictions, error) + log(decisions - contradictions, 1 - error)
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))
}

/** The likeliest deterministic memory-one automaton. */
export interface MemoryOneFit {
  /** First move, then the move after CC, CD, DC, DD (own move first): C or D, `?` where nothing was decided after it or both as often. */
  readonly automaton: string
  readonly contradictions: number
  /** The share of decisions that contradict it, at most 1/2. */
  readonly error: number
}

/**
 * The likeliest of the 32 deterministic memory-one automata with one rate of errors: after each outcome the move that was made more often, since the likelihood falls with
 * the number of contradictions. Null for fewer than two own decisions.
 */
export function memoryOneFit({ own, state, length }: Side): MemoryOneFit | null {
  const counts = [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ]
  let decisions = 0
  for (let i = 0; i < length; i++) {
    const move = own[i] as number
    if (move < 0) continue
    decisions++
    const after = i === 0 ? undefined : counts[state[i - 1] as number]
    if (after !== undefined) after[move] = (after[move] ?? 0) + 1
  }
  if (decisions < 2) return null
  let contradictions = 0
  const moves = counts.map(([c = 0, d = 0]) => {
    contradictions += Math.min(c, d)
    return c === d ? '?' : c > d ? 'C' : 'D'
  })
  const first = own[0] === 0 ? 'C' : own[0] === 1 ? 'D' : '?'
  const error = Math.min(0.5, contradictions / decisions)
  return { automaton: `${first}/${moves.join('')}`, contradictions, error }
}
