import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assign, createMachine, setup } from 'xstate'
import { z } from 'zod'
import type { ParticipantId } from '../../record/ids.ts'
import { defineScenario, scenarioSetup, type Scenario } from './define-scenario.ts'
import { pay, type Effect } from './effects.ts'
import { Stepper } from './step.ts'
import { tableOf } from './transition-table.ts'

const P1 = 'p1' as ParticipantId

interface Context {
  readonly count: number
  readonly round: number
}

/** What a random machine is made of: plain data, so that a counterexample can be read. */
interface Recipe {
  readonly guard: number | null
  readonly target: number | null
  readonly reenter: boolean
  readonly actions: readonly ('add' | 'double' | 'wish' | 'round')[]
}
interface PhaseRecipe {
  readonly entry: Recipe['actions']
  readonly exit: Recipe['actions']
  readonly decided: readonly Recipe[]
  readonly always: readonly Recipe[]
}

const PHASES = 4
const FINAL = PHASES - 1
const actions = fc.array(
  fc.constantFrom('add' as const, 'double' as const, 'wish' as const, 'round' as const),
  { maxLength: 3 },
)
const recipe = fc.record({
  guard: fc.option(fc.integer({ min: 0, max: 2 })),
  target: fc.option(fc.integer({ min: 0, max: FINAL })),
  reenter: fc.boolean(),
  actions,
})
// Eventless transitions lead onwards only (see onwards), so that they come to an end.
const eventless = fc.record({
  guard: fc.option(fc.integer({ min: 0, max: 2 })),
  target: fc.nat(),
  reenter: fc.boolean(),
  actions,
})
const onwards = (from: number, one: Recipe): Recipe => ({
  ...one,
  target: from + 1 + ((one.target ?? 0) % (FINAL - from)),
})
const phase = fc.record({
  entry: actions,
  exit: actions,
  decided: fc.array(recipe, { maxLength: 3 }),
  always: fc.array(eventless, { maxLength: 2 }),
})

function machineOf(phases: readonly PhaseRecipe[]): Scenario['machine'] {
  const act = (names: Recipe['actions']) =>
    names.map((name) => {
      switch (name) {
        case 'add':
          return assign({ count: ({ context }: { context: Context }) => context.count + 1 })
        case 'double':
          return assign(({ context }: { context: Context }) => ({ count: context.count * 2 + 1 }))
        case 'round':
          return assign({ round: 7 })
        case 'wish':
          return {
            type: 'effects',
            params: ({ context }: { context: Context }) => [pay(P1, context.count)],
          }
      }
    })
  const transition = ({ guard, target, reenter, actions }: Recipe) => ({
    ...(guard === null
      ? {}
      : { guard: ({ context }: { context: Context }) => context.count % 3 === guard }),
    ...(target === null ? {} : { target: `s${target}`, reenter }),
    actions: act(actions),
  })
  const states = Object.fromEntries(
    phases.map((one, i) => [
      `s${i}`,
      i === FINAL
        ? { type: 'final' as const, entry: act(one.entry) }
        : {
            entry: act(one.entry),
            exit: act(one.exit),
            on: { decided: one.decided.map(transition) },
            always: one.always.map((eventless) => transition(onwards(i, eventless))),
          },
    ]),
  )
  const machine = setup({
    actions: { effects: (_: unknown, _wishes: readonly Effect[]) => {} },
  }).createMachine({
    context: { count: 0, round: 1 },
    initial: 's0',
    states,
  } as never)
  return machine as unknown as Scenario['machine']
}

function scenarioOf(machine: Scenario['machine']): Scenario {
  return defineScenario({
    name: 'random',
    version: 1,
    summary: '',
    citation: '',
    parameters: z.strictObject({}),
    roles: { one: { min: 1, max: 1 } },
    machine,
    counterbalance: {},
    read: () => [],
    mostTicks: () => 10,
  })
}

const input = { parameters: {}, roles: {}, draw: () => 0 }

describe('the transition table', () => {
  test('takes the steps of XState’s interpreter on random flat machines', () => {
    fc.assert(
      fc.property(
        fc.array(phase, { minLength: PHASES, maxLength: PHASES }),
        fc.integer({ min: 1, max: 8 }),
        (phases, steps) => {
          const scenario = scenarioOf(machineOf(phases))
          expect(tableOf(scenario.machine)).toBeDefined()
          const [fast, slow] = [new Stepper(scenario, input), new Stepper(scenario, input, true)]
          let last = slow.start()
          expect(fast.start()).toEqual(last)
          for (let i = 0; i < steps && !last.done; i++) {
            last = slow.next({ type: 'decided', decisions: {} })
            expect(fast.next({ type: 'decided', decisions: {} })).toEqual(last)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  test.each([
    [
      'nested phases',
      createMachine({ initial: 'a', states: { a: { initial: 'b', states: { b: {} } } } }),
    ],
    ['parallel phases', createMachine({ type: 'parallel', states: { a: {}, b: {} } })],
    [
      'transitions of the root',
      createMachine({ initial: 'a', states: { a: {} }, on: { decided: '.a' } }),
    ],
    [
      'events by another name',
      createMachine({ initial: 'a', states: { a: { on: { spoken: 'a' } } } }),
    ],
    ['invocations', createMachine({ initial: 'a', states: { a: { invoke: { src: 'x' } } } })],
    ['delays', createMachine({ initial: 'a', states: { a: { after: { 10: 'a' } } } })],
    [
      'named guards',
      createMachine({
        initial: 'a',
        states: { a: { on: { decided: { guard: 'g', target: 'a' } } } },
      }),
    ],
    ['other actions', createMachine({ initial: 'a', states: { a: { entry: 'log' } } })],
  ])('leaves %s to the interpreter', (_, machine) => {
    expect(tableOf(machine as unknown as Scenario['machine'])).toBeUndefined()
  })

  test('names the phase in which eventless transitions go round', () => {
    const circle = scenarioSetup<object, Context>().createMachine({
      context: { count: 0, round: 1 },
      initial: 'a',
      states: { a: { on: { decided: 'b' } }, b: { always: 'c' }, c: { always: 'b' } },
    })
    const stepper = new Stepper(scenarioOf(circle), input)
    expect(() => stepper.next({ type: 'decided', decisions: {} })).toThrow(
      /circle of eventless transitions at phase "[bc]"/,
    )
  })
})
