import {
  assign,
  createMachine,
  enqueueActions,
  fromPromise,
  raise,
  sendTo,
  setup,
  spawnChild,
  type AnyStateMachine,
} from 'xstate'
import { describe, expect, test } from 'vitest'
import { assertSound, checkScenario, FaultyScenarioError } from './check-scenario.ts'
import { tellFault } from './fault.ts'

const effects = { type: 'effects', params: () => [] }
const over = { type: 'final' as const }

const faultsOf = (machine: AnyStateMachine): string[] => checkScenario({ machine }).map(tellFault)

/** A sound machine of one phase, to which a test adds what is wrong. */
const withPhase = (phase: object, others: object = {}): AnyStateMachine =>
  createMachine({
    initial: 'talking',
    states: { talking: { on: { decided: 'over' }, ...phase }, over, ...others },
  })

describe('a sound machine', () => {
  test('has no faults', () => {
    expect(faultsOf(withPhase({ entry: effects, exit: assign({ done: true }) }))).toEqual([])
  })

  test('may nest phases, run regions side by side and take named assigns', () => {
    const region = { initial: 'open', states: { open: { on: { decided: 'shut' } }, shut: over } }
    const machine = setup({ actions: { count: assign({ n: 1 }) } }).createMachine({
      initial: 'opening',
      states: {
        opening: { always: [{ guard: () => false, target: 'over' }, { target: 'rounds' }] },
        rounds: {
          initial: 'first',
          states: { first: { entry: 'count', on: { decided: 'last' } }, last: over },
          onDone: 'sides',
        },
        sides: { type: 'parallel', states: { left: region, right: region }, onDone: 'over' },
        over,
      },
    })
    expect(faultsOf(machine)).toEqual([])
  })
})

describe('what acts on the world is refused, with the phase', () => {
  const promise = fromPromise(async () => 1)
  const cases: [what: string, phase: object, told: string][] = [
    ['an invocation', { invoke: { src: promise } }, 'phase "talking": invokes an actor'],
    [
      'a delayed transition',
      { after: { 1000: 'over' } },
      'phase "talking": waits for a clock (after)',
    ],
    ['a spawned child', { entry: spawnChild(promise) }, 'phase "talking", entry: starts an actor.'],
    [
      'an event to an actor',
      { exit: sendTo('x', { type: 'y' }) },
      'phase "talking", exit: sends an event',
    ],
    [
      'a raised event',
      { entry: raise({ type: 'decided' }) },
      'phase "talking", entry: raises an event.',
    ],
    [
      'a delayed raise',
      { entry: raise({ type: 'decided' }, { delay: 10 }) },
      'phase "talking", entry: waits for a clock',
    ],
    [
      'actions that choose actions',
      { entry: enqueueActions(() => {}) },
      'phase "talking", entry: chooses its actions',
    ],
    [
      'a function in place of an action',
      { on: { decided: { target: 'over', actions: function save() {} } } },
      'phase "talking", on decided: takes an action of its own ("save")',
    ],
    [
      'an action that nobody knows',
      { entry: 'notify' },
      'phase "talking", entry: takes an action of its own ("notify")',
    ],
    [
      'effects that wish for nothing',
      { entry: 'effects' },
      'phase "talking", entry: effects without params',
    ],
    [
      'an event that nobody sends',
      { on: { decided: 'over', timeout: 'over' } },
      'phase "talking": waits for the event "timeout"',
    ],
  ]
  test.each(cases)('%s', (_, phase, told) => {
    const faults = faultsOf(withPhase(phase))
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(told)
  })

  test('an action that is named in setup and sends events', () => {
    const machine = setup({ actions: { tell: sendTo('x', { type: 'y' }) } }).createMachine({
      initial: 'talking',
      states: { talking: { entry: 'tell', on: { decided: 'over' } }, over },
    })
    expect(faultsOf(machine)).toEqual([
      expect.stringContaining('phase "talking", entry: sends an event'),
    ])
  })

  test('actors and delays that are declared beside the phases', () => {
    const machine = setup({ actors: { clerk: promise }, delays: { soon: 10 } }).createMachine({
      initial: 'talking',
      states: { talking: { on: { decided: 'over' } }, over },
    })
    expect(faultsOf(machine)).toEqual([
      expect.stringContaining('declares the actor "clerk"'),
      expect.stringContaining('declares the delay "soon"'),
    ])
  })
})

describe('phases that lead nowhere are refused', () => {
  test('one that no transition leads to, without its inner phases', () => {
    const attic = { initial: 'box', states: { box: {} } }
    expect(faultsOf(withPhase({}, { attic }))).toEqual([
      expect.stringContaining('phase "attic": no transition leads here.'),
    ])
  })

  test('one behind a transition that is always taken first', () => {
    const faults = faultsOf(
      withPhase(
        { on: { decided: [{ target: 'over' }, { target: 'late' }] } },
        { late: { on: { decided: 'over' } } },
      ),
    )
    expect(faults).toEqual([
      expect.stringContaining('phase "talking", decided: transition 2 is never taken'),
      expect.stringContaining('phase "late": no transition leads here.'),
    ])
  })

  test('a dead end', () => {
    const faults = faultsOf(
      withPhase(
        { on: { decided: [{ guard: () => true, target: 'over' }, { target: 'pit' }] } },
        { pit: {} },
      ),
    )
    expect(faults).toEqual([expect.stringContaining('phase "pit": is a dead end')])
  })

  test('an inner end from which nothing follows', () => {
    const machine = createMachine({
      initial: 'rounds',
      states: {
        rounds: {
          initial: 'one',
          states: { one: { on: { decided: 'done' } }, done: over },
          always: { guard: () => false, target: 'over' },
        },
        over,
      },
    })
    expect(faultsOf(machine)).toEqual([
      expect.stringContaining('phase "rounds.done": ends phase "rounds", but nothing follows'),
    ])
  })

  test('a circle without a way out', () => {
    const circle = { ping: { on: { decided: 'pong' } }, pong: { on: { decided: 'ping' } } }
    const decided = [{ guard: () => true, target: 'over' }, { target: 'ping' }]
    expect(faultsOf(withPhase({ on: { decided } }, circle))).toEqual([
      expect.stringContaining('phase "ping": no final phase can be reached from here.'),
      expect.stringContaining('phase "pong": no final phase can be reached from here.'),
    ])
  })

  test('a machine that never ends', () => {
    const machine = createMachine({ initial: 'on', states: { on: { on: { decided: 'on' } } } })
    expect(faultsOf(machine)).toEqual([
      expect.stringContaining('the machine: no final phase can be reached'),
    ])
  })
})

test('a faulty scenario is refused with all its faults, every time', () => {
  const scenario = { name: 'market', machine: withPhase({ entry: 'notify', after: { 5: 'over' } }) }
  const refuse = (): void => assertSound(scenario)
  expect(refuse).toThrow(FaultyScenarioError)
  expect(refuse).toThrow(
    /scenario "market" cannot be played:\n.*phase "talking": waits for a clock.*\n.*phase "talking", entry: takes an action of its own/,
  )
})
