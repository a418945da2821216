import { describe, expect, test } from 'vitest'
import { assign } from 'xstate'
import { z } from 'zod'
import type { AnswerForm, Value } from '../../record/ask.ts'
import type { TickEntry } from '../../record/entry.ts'
import { ParticipantId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import type { RunEnded } from '../../record/run-entries.ts'
import type { Tick } from '../../record/tick.ts'
import { BadInputError } from '../../base/errors.ts'
import type { Considered, Policy, Situation } from '../agent/policy.ts'
import { defineScenario, scenarioSetup, type Scenario } from '../scenario/define-scenario.ts'
import { ask, pay, say, show, type Effect } from '../scenario/effects.ts'
import { playRun } from './play-run.ts'

const [p1, p2, p3] = ['p1', 'p2', 'p3'].map((id) => ParticipantId.parse(id)) as [
  ParticipantId,
  ParticipantId,
  ParticipantId,
]
const EVERYBODY = [p1, p2, p3]
const WORDS: AnswerForm = { kind: 'text', maxLength: 100, passable: true }
const COINS: AnswerForm = { kind: 'amount', min: 0, max: 10, step: 1 }

/** A scenario of as many phases as there are steps; each step says what it wishes for. */
function scenarioOf(
  steps: readonly ((decisions: Readonly<Record<string, Value>>) => readonly Effect[])[],
): Scenario {
  const machine = scenarioSetup<object, { at: number }>().createMachine({
    context: { at: 0 },
    initial: 'going',
    states: {
      going: {
        entry: { type: 'effects', params: () => steps[0]?.({}) ?? [] },
        on: {
          decided: [
            {
              guard: ({ context }) => context.at + 2 >= steps.length,
              target: 'over',
              actions: {
                type: 'effects',
                params: ({ context, event }) => steps[context.at + 1]?.(event.decisions) ?? [],
              },
            },
            {
              actions: [
                {
                  type: 'effects',
                  params: ({ context, event }) => steps[context.at + 1]?.(event.decisions) ?? [],
                },
                assign({ at: ({ context }) => context.at + 1 }),
              ],
            },
          ],
        },
      },
      over: { type: 'final' },
    },
  })
  return defineScenario({
    name: 'steps',
    version: 1,
    summary: '',
    citation: '',
    parameters: z.strictObject({}),
    roles: { speaker: { min: 3, max: 3 } },
    machine,
    counterbalance: {},
    read: () => [],
    mostTicks: () => 20,
  })
}

const plan: Plan = {
  experiment: 'test',
  scenario: { name: 'steps', version: 1 },
  parameters: {},
  seats: EVERYBODY.map((participant) => ({
    participant,
    role: 'speaker',
    agent: 'x',
    policy: 'x',
    settings: {},
    persona: null,
  })),
  treatment: 'all',
  levels: {},
  counterbalance: {},
  replicate: 1,
  seed: 1,
  invalid: { reask: 0, then: 'forfeit' },
}

type Decide = (situation: Situation) => Value | Promise<Considered>

async function play(
  scenario: Scenario,
  decide: Decide | Readonly<Record<string, Decide>>,
  stopped?: () => boolean,
) {
  const ticks: (Tick & { waited: boolean })[] = []
  let ended: RunEnded | undefined
  const policies = new Map<ParticipantId, Policy>(
    EVERYBODY.map((participant) => [
      participant,
      { decide: typeof decide === 'function' ? decide : (decide[participant] as Decide) },
    ]),
  )
  const ledger = {
    start: () => {},
    tick: (tick: Tick, waited: boolean) => void ticks.push({ ...tick, waited }),
    end: (entry: RunEnded) => void (ended = entry),
  }
  const outcome = await playRun({
    plan,
    scenario,
    policies,
    ledger,
    ...(stopped === undefined ? {} : { stopped }),
  })
  return { ticks, ended, outcome, entries: ticks.flatMap(({ content }) => content.entries) }
}

/** A decision that takes so many turns of the event loop. */
function later(turns: number, value: Value): (situation: Situation) => Promise<Considered> {
  return async ({ ask: { of, name } }) => {
    for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve))
    return {
      trail: [],
      latenciesMs: [],
      decision: {
        kind: 'decision-taken',
        of,
        ask: name,
        value,
        displayed: null,
        status: 'valid',
        attempts: 1,
      },
    }
  }
}

const kinds = (entries: readonly TickEntry[]): string[] =>
  entries.map(
    (entry) =>
      `${entry.kind} ${'of' in entry ? entry.of : 'to' in entry ? entry.to : 'from' in entry ? entry.from : ''}`,
  )

describe('a run', () => {
  test('commits in participant order, whoever answers first and in whatever order they were asked', async () => {
    const scenario = scenarioOf([
      () => [p3, p1, p2].map((who) => ask(who, 'give', COINS)),
      () => [],
    ])
    const inTurn = await play(scenario, { p1: later(0, 1), p2: later(1, 2), p3: later(2, 3) })
    const reversed = await play(scenario, { p1: later(2, 1), p2: later(1, 2), p3: later(0, 3) })
    expect(kinds(inTurn.entries)).toEqual(
      ['p1', 'p2', 'p3'].flatMap((who) => [`decision-asked ${who}`, `decision-taken ${who}`]),
    )
    expect(reversed.outcome).toEqual(inTurn.outcome)
    expect(reversed.ticks.map(({ content }) => content.digest)).toEqual(
      inTurn.ticks.map(({ content }) => content.digest),
    )
  })

  test('has one hash whether somebody is waited for or not', async () => {
    const scenario = scenarioOf([
      () => [ask(p1, 'give', COINS), ask(p2, 'give', COINS)],
      () => [pay(p1, 3)],
    ])
    const atOnce = await play(scenario, () => 4)
    const waited = await play(scenario, later(1, 4))
    expect(waited.outcome).toEqual(atOnce.outcome)
    expect([atOnce.ticks[0]?.waited, waited.ticks[0]?.waited]).toEqual([false, true])
  })

  test('moves one after another: the second sees what the first did, and a pass is a pass', async () => {
    const seen: unknown[] = []
    const scenario = scenarioOf([
      () => [ask(p1, 'speak', WORDS)],
      (decisions) => [
        say({
          from: p1,
          channel: 'private:p1-p2',
          audience: [p1, p2],
          text: String(decisions[p1]),
          onRecord: true,
        }),
        ask(p2, 'speak', WORDS),
        ask(p3, 'speak', WORDS),
      ],
      () => [],
    ])
    const { entries, ended } = await play(scenario, ({ ask: { of }, seen: { messages } }) => {
      seen.push([of, messages.map(({ text }) => text)])
      return of === p1 ? 'psst' : null
    })
    expect(seen).toEqual([
      [p1, []],
      [p2, ['psst']],
      [p3, []],
    ])
    const taken = entries.flatMap((entry) =>
      entry.kind === 'decision-taken' ? [[entry.of, entry.status, entry.value]] : [],
    )
    expect(taken).toEqual([
      [p1, 'valid', 'psst'],
      [p2, 'passed', null],
      [p3, 'passed', null],
    ])
    expect(ended).toEqual({ kind: 'run-ended', how: 'finished', why: null })
  })

  test('writes what follows from a tick into that tick, and what precedes the first ask into tick 0', async () => {
    const scenario = scenarioOf([
      () => [show(p1, 'endowment', 10), ask(p1, 'give', COINS)],
      () => [pay(p1, 10), pay(p2, -1.5)],
    ])
    const { ticks } = await play(scenario, () => 0)
    expect(ticks).toHaveLength(1)
    expect(kinds(ticks[0]?.content.entries ?? [])).toEqual([
      'fact-shown p1',
      'decision-asked p1',
      'decision-taken p1',
      'payoff-awarded p1',
      'payoff-awarded p2',
    ])
  })

  test.each<[string, Decide, RegExp]>([
    [
      'an answer that does not fit',
      () => 11,
      /p1 answered 11 to "give" at tick 0; it must be a number from 0 to 10 in steps of 1/,
    ],
    ['a pass where none is allowed', () => null, /p1 answered null/],
    [
      'a policy that has nothing to say',
      () => {
        throw new BadInputError('the list ran out')
      },
      /the list ran out/,
    ],
    [
      'a policy that finds so later',
      async () => {
        throw new BadInputError('the table has no such key')
      },
      /no such key/,
    ],
  ])('ends as failed, and says why, at %s', async (_, decide, why) => {
    const { ended, ticks } = await play(
      scenarioOf([() => [ask(p1, 'give', COINS)], () => []]),
      decide,
    )
    expect(ended?.how).toBe('failed')
    expect(ended?.why).toMatch(why)
    expect(kinds(ticks.at(-1)?.content.entries ?? [])).toEqual(['decision-asked p1'])
  })

  test('ends as aborted where the policy says so, with what led to it in the record', async () => {
    const abort: Decide = async () => ({
      trail: [],
      latenciesMs: [],
      decision: { kind: 'aborted', why: 'no answer' },
    })
    const { ended } = await play(scenarioOf([() => [ask(p2, 'give', COINS)], () => []]), abort)
    expect(ended).toEqual({
      kind: 'run-ended',
      how: 'aborted',
      why: 'p2 at "give", tick 0: no answer',
    })
  })

  test('is left where it is, and nothing of the tick is kept, when somebody cannot be asked', async () => {
    const gone: Decide = async () => ({
      trail: [],
      latenciesMs: [],
      decision: { kind: 'unavailable', why: '401: the server refuses the key' },
    })
    const scenario = scenarioOf([() => [ask(p1, 'give', COINS), ask(p2, 'give', COINS)], () => []])
    const { outcome, ticks, ended } = await play(scenario, { p1: () => 1, p2: gone })
    expect(outcome).toEqual({
      kind: 'left',
      why: 'p2 at "give", tick 0: 401: the server refuses the key',
    })
    expect([ticks, ended]).toEqual([[], undefined])
  })

  test('is left where it is when it is told to stop, and can then be gone on with', async () => {
    let ticksAllowed = 1
    const scenario = scenarioOf([
      () => [ask(p1, 'give', COINS)],
      () => [ask(p1, 'give', COINS)],
      () => [],
    ])
    const { outcome, ticks, ended } = await play(
      scenario,
      () => 1,
      () => ticksAllowed-- === 0,
    )
    expect(outcome).toEqual({ kind: 'left', why: null })
    expect([ticks.length, ended]).toEqual([1, undefined])
  })

  test.each<[string, readonly Effect[], RegExp]>([
    ['asks nobody and does not end', [], /phase "going" asks nobody and does not end the run/],
    [
      'asks one participant twice',
      [ask(p1, 'a', COINS), ask(p2, 'a', COINS), ask(p1, 'b', COINS)],
      /asks p1 twice in one step/,
    ],
    [
      'asks somebody who is not seated',
      [ask(ParticipantId.parse('p9'), 'a', COINS)],
      /asks "a" of p9, who is not seated/,
    ],
  ])('is refused when the scenario %s', async (_, wishes, message) => {
    await expect(play(scenarioOf([() => wishes, () => []]), () => 1)).rejects.toThrow(message)
  })

  test('is reported when it goes on past the most ticks that its scenario declares', async () => {
    const endless = scenarioOf(Array.from({ length: 30 }, () => () => [ask(p1, 'give', COINS)]))
    await expect(play(endless, () => 1)).rejects.toThrow(/after 20 ticks, the most it declares/)
  })
})

describe('an ask that no answer could fit', () => {
  const form = { kind: 'choice' as const, options: ['a', 'b'], labels: ['A', 'B'] }
  test.each<[string, AnswerForm, RegExp]>([
    [
      'an order of names',
      { ...form, order: ['a', 'b'] as unknown as number[] },
      /order\.0: Invalid input: expected number/,
    ],
    ['an order that leaves one out', { ...form, order: [0] }, /lists the indexes 0 to 1/],
    ['too few labels', { ...form, labels: ['A'], order: [0, 1] }, /2 options and 1 labels/],
    [
      'a least above the most',
      { kind: 'amount', min: 3, max: 1, step: 1 },
      /its most \(1\) is less than its least \(3\)/,
    ],
  ])('%s is refused, and is nobody’s failure', async (_, odd, message) => {
    const steps = scenarioOf([() => EVERYBODY.map((of) => ask(of, 'go', odd)), () => []])
    await expect(play(steps, () => 'a')).rejects.toThrow(message)
  })
})
