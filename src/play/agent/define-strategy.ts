/** A scripted strategy for repeated two-player games: what it is, and how it becomes a policy. */
import { z } from 'zod'
import type { Random } from '../../base/random.ts'

/** `C` is the first canonical option, `D` the second (cooperate and defect, in the dilemmas). */
export type Move = 'C' | 'D'

/** The rounds played so far, as this strategy's seat saw them: after noise. Rounds in which somebody did not answer are left out. */
export interface History {
  readonly length: number
  readonly own: readonly Move[]
  readonly other: readonly Move[]
  /** The opponent's last move, undefined before the first round. */
  readonly lastOther: Move | undefined
  readonly lastOwn: Move | undefined
  /** How often each side has played D so far. */
  readonly ownDefections: number
  readonly otherDefections: number
}

/** What the rules tell a player of a 2 × 2 game: own points for (own, other) move, and the horizon where it is announced. */
export interface GameFacts {
  /** R, S, T, P: own points for CC, CD, DC, DD. */
  readonly R: number
  readonly S: number
  readonly T: number
  readonly P: number
  /** Number of rounds where the rules announce it, else null. */
  readonly rounds: number | null
}

/** What a classifier knows of a strategy, where its parameters are the default ones. */
export interface StrategyFacts {
  /**
   * The least k for which the move of any given round depends on nothing but the moves (after noise) of the k rounds before it;
   * Infinity where there is none. Knowing the round's number is no memory: a cycler's depth is 0.
   */
  readonly memoryDepth: number
  /** True when it draws from its stream. */
  readonly stochastic: boolean
  /** True when it uses the announced number of rounds. */
  readonly usesHorizon: boolean
}

export interface Strategy<P extends z.ZodType = z.ZodType, S = unknown> {
  readonly kind: 'strategy'
  /** kebab-case: the name in an experiment's cast. */
  readonly name: string
  /** One sentence: the rule. */
  readonly summary: string
  /** Where it was described first: author, year, work. */
  readonly citation: string
  readonly facts: StrategyFacts
  /** Zod schema of its parameters, all with defaults. */
  readonly parameters: P
  /** Fresh state for one run: plain data that structuredClone copies. Undefined for strategies that need none. */
  start(parameters: z.output<P>, game: GameFacts): S
  /**
   * The next move. May change `state`; may draw from `random`; sees nothing else. It is called once for each length of the history, from
   * 0 on without a gap: where a round came to nothing because somebody did not answer it, the move made for it stands.
   */
  move(state: S, history: History, random: Random): Move
}

const NoParameters = z.strictObject({})

/** A strategy with neither parameters nor state. */
type PlainStrategy = Omit<
  Strategy<typeof NoParameters, undefined>,
  'kind' | 'parameters' | 'start'
> & { readonly parameters?: never; readonly start?: never }

/** Declares a strategy; `state` is what `start` returns (parameters are usually kept in it). Both may be left out where there are none. */
export function defineStrategy(strategy: PlainStrategy): Strategy<typeof NoParameters, undefined>
export function defineStrategy<P extends z.ZodType, S>(
  strategy: Omit<Strategy<P, S>, 'kind'>,
): Strategy<P, S>
export function defineStrategy(strategy: object): object {
  return { kind: 'strategy', parameters: NoParameters, start: () => undefined, ...strategy }
}

/** Any strategy, where its parameters' and state's types do not matter. */
export type AnyStrategy = Strategy
