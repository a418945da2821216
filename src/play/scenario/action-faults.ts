/** Actions that a machine may not take: it computes, the kernel acts. */
import type { AnyStateMachine, AnyStateNode } from 'xstate'
import type { Fault } from './fault.ts'
import { nameOfNode, nodesOf, transitionsOf } from './phases.ts'

/** XState's own actions → what is wrong with each, and the mend. */
const REFUSED: Readonly<Record<string, readonly [what: string, mend: string]>> = {
  'xstate.raise': ['raises an event.', 'Let always lead on, guarded where it must be.'],
  'xstate.sendTo': [
    'sends an event to an actor.',
    'Machines are alone: tell participants things with show and say.',
  ],
  'xstate.spawnChild': [
    'starts an actor.',
    'Ask participants for decisions with ask; everything else is computed.',
  ],
  'xstate.stopChild': ['stops an actor.', 'There are none: take it out.'],
  'xstate.cancel': ['cancels a delayed event.', 'There are none: take it out.'],
  'xstate.emit': [
    'emits an event, which nobody hears.',
    'Use an effect: show, say, pay or chance.',
  ],
  'xstate.log': [
    'writes a log, which nobody reads.',
    'Take it out: the record tells what happened.',
  ],
  'xstate.enqueueActions': [
    'chooses its actions when it is run, so that they cannot be checked.',
    'Let params of effects and the functions of assign choose.',
  ],
}

/** A function that XState made: it has a type and resolves itself. */
interface BuiltIn {
  readonly type: string
  readonly delay?: unknown
}

/** Every action that is not `effects` or `assign`, by phase. */
export function actionFaults(machine: AnyStateMachine): Fault[] {
  const { actions, actors, delays } = machine.implementations as Record<
    'actions' | 'actors' | 'delays',
    Record<string, unknown>
  >
  return [
    ...Object.keys(actors).map((name) => declared(`declares the actor "${name}".`)),
    ...Object.keys(delays).map((name) => declared(`declares the delay "${name}".`)),
    ...nodesOf(machine).flatMap((node) => [
      ...worldFaults(node),
      ...actionsOf(node).flatMap(([place, action]) =>
        faultOf(`${nameOfNode(node)}, ${place}`, action, actions),
      ),
    ]),
  ]
}

function declared(what: string): Fault {
  return {
    where: 'the machine',
    what,
    mend: 'Take it out: a machine starts nothing and waits for no clock.',
  }
}

function worldFaults(node: AnyStateNode): Fault[] {
  const faults: Fault[] = []
  if (node.invoke.length > 0) {
    faults.push({
      where: nameOfNode(node),
      what: 'invokes an actor, which would act outside of the record.',
      mend: 'Ask participants for decisions with ask, and compute the rest in assign.',
    })
  }
  if (node.config.after !== undefined) {
    faults.push({
      where: nameOfNode(node),
      what: 'waits for a clock (after), but machines have none.',
      mend: 'Count rounds or ticks in the context instead.',
    })
  }
  return faults
}

function actionsOf(node: AnyStateNode): [place: string, action: unknown][] {
  const lists = [...transitionsOf(node)].flatMap(([event, list]) =>
    list.flatMap(({ actions }) =>
      (actions as unknown[]).map((action): [string, unknown] => [
        event === 'always' ? event : `on ${event}`,
        action,
      ]),
    ),
  )
  const onStart = node.type === 'compound' ? (node.initial.actions as unknown[]) : []
  // As they were written: XState itself adds actions where a phase waits for a clock.
  const { entry, exit } = node.config as { entry?: unknown; exit?: unknown }
  return [
    ...listOf(entry).map((action): [string, unknown] => ['entry', action]),
    ...listOf(exit).map((action): [string, unknown] => ['exit', action]),
    ...onStart.map((action): [string, unknown] => ['initial', action]),
    ...lists,
  ]
}

function listOf(actions: unknown): readonly unknown[] {
  return actions === undefined ? [] : [actions].flat()
}

function faultOf(
  where: string,
  action: unknown,
  named: Readonly<Record<string, unknown>>,
): Fault[] {
  if (typeof action === 'function')
    return isBuiltIn(action) ? builtInFault(where, action) : [inlineFault(where, action.name)]
  const type = typeof action === 'string' ? action : (action as { type: string }).type
  const meant = named[type]
  if (isBuiltIn(meant)) return builtInFault(where, meant)
  if (type !== 'effects') return [inlineFault(where, type)]
  if (typeof action === 'object' && (action as { params?: unknown }).params !== undefined) return []
  return [
    {
      where,
      what: 'effects without params wish for nothing.',
      mend: "Write { type: 'effects', params: () => [ … ] }.",
    },
  ]
}

function isBuiltIn(action: unknown): action is BuiltIn & ((...args: never[]) => unknown) {
  return typeof action === 'function' && 'resolve' in action && 'type' in action
}

function builtInFault(where: string, { type, delay }: BuiltIn): Fault[] {
  if (type === 'xstate.assign') return []
  const [what, mend] = REFUSED[type] ?? [
    `takes the action "${type}".`,
    'Use effects and assign only.',
  ]
  if (delay !== undefined)
    return [
      {
        where,
        what: `waits for a clock, then ${what}`,
        mend: 'Count rounds or ticks in the context instead.',
      },
    ]
  return [{ where, what, mend }]
}

function inlineFault(where: string, name: string): Fault {
  return {
    where,
    what: `takes an action of its own${name === '' ? '' : ` ("${name}")`}, which the kernel would never carry out.`,
    mend: "Wish for it with an effect ({ type: 'effects', params: … }), or change the context with assign.",
  }
}
