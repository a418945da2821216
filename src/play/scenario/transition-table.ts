/**
 * A flat machine as a table: phase × event × guard → actions and next phase. It takes the steps that XState's interpreter would
 * take, an order of magnitude sooner; a property test holds the two equal on random machines.
 */
import type { AnyStateMachine } from 'xstate'
import { BadInputError } from '../../base/errors.ts'
import type { Decided } from './define-scenario.ts'
import type { Effect } from './effects.ts'

/** What guards, assigns and effects are handed. */
interface Arguments {
  readonly context: object
  readonly event: Decided
}

type Guard = (given: Arguments) => boolean
type Assignment = (given: Arguments) => object
type Wishes = (given: Arguments) => readonly Effect[]

type Action =
  | { readonly kind: 'assign'; readonly assignment: Assignment }
  | { readonly kind: 'effects'; readonly wishes: Wishes }

interface Candidate {
  readonly guard: Guard | undefined
  readonly actions: readonly Action[]
  /** Undefined where the phase is not left. */
  readonly target: string | undefined
}

interface Phase {
  readonly entry: readonly Action[]
  readonly exit: readonly Action[]
  readonly decided: readonly Candidate[]
  readonly always: readonly Candidate[]
  readonly final: boolean
}

export type TransitionTable = ReadonlyMap<string, Phase>

/** Where a run of the table stands. */
export interface Standing {
  readonly phase: string
  readonly context: object
  readonly done: boolean
}

/** More eventless steps in a row than this are a circle. */
const MOST_EVENTLESS = 1_000

/** The next standing; the effects wished for on the way are added to `wishes`, in XState's order: exit, transition, entry. */
export function stepTable(
  table: TransitionTable,
  from: Standing,
  event: Decided,
  wishes: Effect[],
): Standing {
  let { phase, context } = from
  let candidates = phaseOf(table, phase).decided
  for (let steps = 0; ; steps++) {
    if (steps > MOST_EVENTLESS) {
      throw new BadInputError(
        `the machine goes round in a circle of eventless transitions at phase "${phase}". Give one of them a guard that fails.`,
      )
    }
    const taken = select(candidates, context, event)
    if (taken !== undefined) {
      if (taken.target !== undefined)
        context = perform(phaseOf(table, phase).exit, context, event, wishes)
      context = perform(taken.actions, context, event, wishes)
      if (taken.target !== undefined) {
        phase = taken.target
        context = perform(phaseOf(table, phase).entry, context, event, wishes)
      }
    }
    const { final, always } = phaseOf(table, phase)
    if (final) return { phase, context, done: true }
    if (always.length === 0 || (steps > 0 && taken === undefined))
      return { phase, context, done: false }
    candidates = always
  }
}

function phaseOf(table: TransitionTable, phase: string): Phase {
  return table.get(phase) as Phase
}

function select(
  candidates: readonly Candidate[],
  context: object,
  event: Decided,
): Candidate | undefined {
  for (const candidate of candidates) {
    if (candidate.guard === undefined || candidate.guard({ context, event })) return candidate
  }
  return undefined
}

function perform(
  actions: readonly Action[],
  context: object,
  event: Decided,
  wishes: Effect[],
): object {
  let current = context
  for (const action of actions) {
    if (action.kind === 'assign')
      current = { ...current, ...action.assignment({ context: current, event }) }
    else for (const wish of action.wishes({ context: current, event })) wishes.push(wish)
  }
  return current
}

const tables = new WeakMap<AnyStateMachine, { table: TransitionTable | undefined }>()

/** The table of a machine, or undefined where only the interpreter will do: nested or parallel phases, named guards, other actions. */
export function tableOf(machine: AnyStateMachine): TransitionTable | undefined {
  let known = tables.get(machine)
  if (known === undefined) tables.set(machine, (known = { table: compile(machine) }))
  return known.table
}

type StateNode = AnyStateMachine['root']

function compile({ root }: AnyStateMachine): TransitionTable | undefined {
  if (
    root.type !== 'compound' ||
    root.entry.length + root.exit.length + root.transitions.size + root.invoke.length > 0
  )
    return undefined
  if ((root.always?.length ?? 0) > 0 || root.output !== undefined) return undefined
  const table = new Map<string, Phase>()
  for (const [name, node] of Object.entries(root.states)) {
    const phase = compilePhase(node)
    if (phase === undefined) return undefined
    table.set(name, phase)
  }
  return table
}

function compilePhase(node: StateNode): Phase | undefined {
  const isFinal = node.type === 'final'
  if ((node.type !== 'atomic' && !isFinal) || node.invoke.length > 0) return undefined
  if ([...node.transitions.keys()].some((name) => name !== 'decided' && name !== ''))
    return undefined
  const entry = compileActions(node.entry)
  const exit = compileActions(node.exit)
  const decided = compileAll(node.transitions.get('decided') ?? [])
  const always = compileAll(node.always ?? [])
  if (entry === undefined || exit === undefined || decided === undefined || always === undefined)
    return undefined
  if (isFinal && exit.length > 0) return undefined
  return { entry, exit, decided, always, final: isFinal }
}

type Transition = NonNullable<StateNode['always']>[number]

function compileAll(transitions: readonly Transition[]): Candidate[] | undefined {
  const candidates = transitions.map(compileTransition)
  return candidates.includes(undefined) ? undefined : (candidates as Candidate[])
}

function compileTransition({
  guard,
  actions,
  target,
  source,
  reenter,
}: Transition): Candidate | undefined {
  if (guard !== undefined && (typeof guard !== 'function' || 'check' in guard)) return undefined
  const compiled = compileActions(actions)
  const [goal, ...others] = target ?? []
  if (compiled === undefined || others.length > 0) return undefined
  // A phase that targets itself without `reenter` is not left.
  const stays = goal === undefined || (goal === source && !reenter)
  if (goal !== undefined && goal.parent !== source.parent) return undefined
  return {
    guard: guard as Guard | undefined,
    actions: compiled,
    target: stays ? undefined : goal?.key,
  }
}

function compileActions(actions: readonly unknown[]): Action[] | undefined {
  const compiled = actions.map(compileAction)
  return compiled.includes(undefined) ? undefined : (compiled as Action[])
}

function compileAction(action: unknown): Action | undefined {
  const { type, params, assignment } = action as {
    type?: unknown
    params?: unknown
    assignment?: unknown
  }
  if (typeof action === 'function' && type === 'xstate.assign')
    return { kind: 'assign', assignment: assignmentOf(assignment) }
  if (typeof action !== 'object' || type !== 'effects') return undefined
  return {
    kind: 'effects',
    wishes: typeof params === 'function' ? (params as Wishes) : () => params as readonly Effect[],
  }
}

/** `assign` takes a function, or an object of functions and values. */
function assignmentOf(assignment: unknown): Assignment {
  if (typeof assignment === 'function') return assignment as Assignment
  const keys = Object.entries(assignment as Record<string, unknown>)
  return (given) => {
    const assigned: Record<string, unknown> = {}
    for (const [key, value] of keys) {
      assigned[key] =
        typeof value === 'function' ? (value as (given: Arguments) => unknown)(given) : value
    }
    return assigned
  }
}
