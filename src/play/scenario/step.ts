/** (machine, where it stands, event) → where it stands next, and what it wishes for. */
import { createEmptyActor, type AnyActorScope, type AnyMachineSnapshot } from 'xstate'
import { BadInputError } from '../../base/errors.ts'
import type { Ask } from '../../record/ask.ts'
import type { Decided, Scenario, ScenarioInput } from './define-scenario.ts'
import type { Effect } from './effects.ts'
import { stepTable, tableOf, type Standing, type TransitionTable } from './transition-table.ts'

export type AskEffect = { readonly kind: 'ask' } & Ask

/** Where the machine stands after a step. */
export interface Step {
  readonly done: boolean
  readonly phase: string
  readonly round: number | null
  readonly asks: readonly AskEffect[]
  /** Every other wish, in order. */
  readonly facts: readonly Exclude<Effect, AskEffect>[]
}

/**
 * Steps a machine without ever starting an actor. XState enters the initial phase; flat machines go on by their transition table,
 * all others by XState's interpreter.
 */
export class Stepper {
  readonly #scenario: Scenario
  readonly #machine: Scenario['machine']
  readonly #table: TransitionTable | undefined
  readonly #scope: AnyActorScope
  #snapshot: AnyMachineSnapshot
  #standing: Standing
  #wishes: Effect[] = []

  constructor(scenario: Scenario, input: ScenarioInput<unknown>, interpreted = false) {
    const { machine } = scenario
    this.#scenario = scenario
    this.#machine = machine
    this.#table = interpreted ? undefined : tableOf(machine)
    this.#scope = inertScope((wishes) => this.#wishes.push(...wishes))
    const snapshot = machine.getInitialSnapshot(this.#scope, input) as AnyMachineSnapshot
    // XState keeps an error of the opening in the snapshot; played on, the machine would stand where it never came to.
    if (snapshot.status === 'error') throw snapshot.error
    this.#snapshot = snapshot
    this.#standing = standingOf(snapshot)
  }

  /** The step that the machine takes on entering its initial phase. */
  start(): Step {
    return this.#step()
  }

  /** The step that follows from the decisions. */
  next(event: Decided): Step {
    if (this.#table !== undefined) {
      this.#standing = stepTable(this.#table, this.#standing, event, this.#wishes)
    } else {
      this.#snapshot = this.#machine.transition(
        this.#snapshot,
        event,
        this.#scope,
      ) as AnyMachineSnapshot
      this.#standing = standingOf(this.#snapshot)
    }
    return this.#step()
  }

  /**
   * Goes on under other parameters, from where the machine stands. `pending` are the asks that it has made and nobody has answered: they stand, unless
   * it makes others.
   */
  amend(parameters: unknown, pending: readonly AskEffect[]): Step {
    const { phase, context } = this.#standing
    const amended = this.#scenario.amend?.({ phase, context }, parameters)
    if (amended === undefined) {
      throw new BadInputError(
        `scenario "${this.#scenario.name}" takes its parameters at the start: none can be changed while it is played.`,
      )
    }
    this.#wishes.push(...amended.effects)
    this.#standing = { ...this.#standing, context: amended.context as object }
    if (this.#table === undefined) {
      const { value } = this.#snapshot
      this.#snapshot = this.#machine.resolveState({ value, context: amended.context })
    }
    const step = this.#step()
    return step.asks.length > 0 ? step : { ...step, asks: pending }
  }

  #step(): Step {
    const asks: AskEffect[] = []
    const facts: Exclude<Effect, AskEffect>[] = []
    for (const wish of this.#wishes) {
      if (wish.kind === 'ask') asks.push(wish)
      else facts.push(wish)
    }
    this.#wishes = []
    const { phase, context, done } = this.#standing
    return { done, phase, round: (context as { round?: number }).round ?? null, asks, facts }
  }
}

/** One inert actor lends itself to all steps of all runs: XState's own `transition` would make a new one at each call. */
const inert = createEmptyActor()
// Whatever is started books an id first: that an assign spawns an actor cannot be seen without playing.
Object.assign(inert.system, { _bookId: refuseActor })

function refuseActor(): never {
  throw new BadInputError(
    'the machine starts an actor (spawn). Ask participants for decisions with ask, and compute the rest in assign.',
  )
}

function inertScope(take: (wishes: readonly Effect[]) => void): AnyActorScope {
  return {
    self: inert,
    id: inert.id,
    sessionId: inert.sessionId,
    system: inert.system,
    logger: () => {},
    defer: () => {},
    emit: () => {},
    stopChild: () => {},
    actionExecutor: (action) => {
      if (action.type === 'effects') take(action.params as unknown as Effect[])
    },
  } as AnyActorScope
}

function standingOf({ value, context, status }: AnyMachineSnapshot): Standing {
  return {
    phase: typeof value === 'string' ? value : phasePath(value as object),
    context: context as object,
    done: status === 'done',
  }
}

/** `{ talking: 'voting' }` → `talking.voting`; parallel regions are joined by `+`. */
function phasePath(value: object): string {
  return Object.entries(value)
    .map(([key, inner]: [string, string | object]) => {
      if (typeof inner === 'string') return `${key}.${inner}`
      return Object.keys(inner).length === 0 ? key : `${key}.${phasePath(inner)}`
    })
    .join('+')
}
