/** What a scenario is: parameters, roles, a pure machine, and the words in which participants read it. */
import { setup, type AnyStateMachine } from 'xstate'
import type { z } from 'zod'
import type { Ask, Value } from '../../record/ask.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { TextPart } from '../../record/prompt.ts'
import type { Seen } from '../../record/seen.ts'
import type { Effect } from './effects.ts'
import type { Fault } from './fault.ts'

/** The one event of every machine: all decisions of a tick. */
export interface Decided {
  readonly type: 'decided'
  /** participant → canonical value; null where the participant passed or forfeited. */
  readonly decisions: Readonly<Record<ParticipantId, Value>>
  /** Those whose null is no pass: participant → why nothing was decided (`crashed`, `removed`, or why no valid answer came). Absent where there are none. */
  readonly lost?: Readonly<Record<ParticipantId, string>>
  /** The tick that these decisions close, from 0. */
  readonly tick?: number
}

/** Where a machine stands between two ticks. */
export interface Stand<C = unknown> {
  readonly phase: string
  readonly context: C
}

/** A context under other parameters, and what the machine wishes for because of it: where it asks anything, that takes the place of what it had asked. */
export interface Amended<C = unknown> {
  readonly context: C
  readonly effects: readonly Effect[]
}

/** What a machine is given at the start. */
export interface ScenarioInput<P, R extends string = string> {
  readonly parameters: P
  /** role → its participants, in order. */
  readonly roles: Readonly<Record<R, readonly [ParticipantId, ...ParticipantId[]]>>
  /** The index-th draw of a named stream of this run, from [0, 1): a pure function, safe in guards and assigns. */
  readonly draw: (stream: string, index: number) => number
}

/** How many participants a role takes. */
export interface RoleSize {
  readonly min: number
  readonly max: number
}

/** A thing that an experiment can counterbalance: how many variants there are, and the parameters under one of them. */
export interface Counterbalance<P> {
  variants(parameters: P): number
  apply(parameters: P, variant: number): P
}

export interface Scenario<S extends z.ZodType = z.ZodType> {
  readonly kind: 'scenario'
  readonly name: string
  /** Raised when the same parameters and decisions would give another record. */
  readonly version: number
  readonly summary: string
  readonly citation: string
  readonly parameters: S
  readonly roles: Readonly<Record<string, RoleSize>>
  readonly machine: AnyStateMachine
  readonly counterbalance: Readonly<Record<string, Counterbalance<z.output<S>>>>
  /** What the participant reads when it is asked: a pure function of what it has seen. */
  read(seen: Seen, ask: Ask): readonly TextPart[]
  /**
   * What no schema can see: parameters that contradict one another, or the cast. `seats` says how many participants each role has. In words that end with
   * the mend; empty when all is well.
   */
  problems?(parameters: z.output<S>, seats: Readonly<Record<string, number>>): readonly string[]
  /**
   * What the scenario's words count payoffs in, such as `$` or `points`: people are told what they earned in it. Null where they are not to be told; points
   * where absent.
   */
  unit?(parameters: z.output<S>): string | null
  /** The most ticks that any run of these parameters can take: a machine that goes past it is reported. */
  mostTicks(parameters: z.output<S>): number
  /** The most rounds, where there are rounds: nothing can be planned beyond them. */
  mostRounds?(parameters: z.output<S>): number
  /**
   * What becomes of a machine when its parameters are changed between two ticks, by an intervention or in a fork: a pure function. Scenarios without it take
   * their parameters at the start and keep them.
   */
  amend?(stand: Stand, parameters: z.output<S>): Amended
  /** The names of all parts that `read` can give, so that a slip in an experiment is found; unchecked where absent. */
  readonly parts?: readonly string[]
  /** True where `read` tells the messages that were heard. Elsewhere news and planted words are told in a part of their own. */
  readonly tellsMessages?: boolean
  /** Parameters to try the scenario with, as an experiment would write them; `{}` where none are given. `coterie check` plays them. */
  readonly examples?: readonly z.input<S>[]
  /** What only the scenario itself can check: that its words say what its machine does. Empty where all is well. */
  conformance?(parameters: z.output<S>): readonly Fault[]
}

/** Declares a scenario. */
export function defineScenario<S extends z.ZodType>(
  scenario: Omit<Scenario<S>, 'kind'>,
): Scenario<S> {
  return { kind: 'scenario', ...scenario }
}

/**
 * XState's `setup` with the types of our machines: one event, `decided`; one action, `effects`, whose `params` compute the wishes. A `round` in
 * the context is the round that is recorded. P: the parameters; C: the machine's context; R: the roles.
 */
export function scenarioSetup<P, C extends object, R extends string = string>() {
  return setup({
    types: {} as { context: C; events: Decided; input: ScenarioInput<P, R> },
    actions: {
      effects: (_: unknown, _wishes: readonly Effect[]) => {},
    },
  })
}

/** How many participants each role has: what `problems` is told. */
export function seatsByRole(
  { roles }: Pick<Scenario, 'roles'>,
  seats: readonly { readonly role: string }[],
): Record<string, number> {
  return Object.fromEntries(
    Object.keys(roles).map((role) => [role, seats.filter((seat) => seat.role === role).length]),
  )
}
