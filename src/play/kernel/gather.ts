/** Puts the asks of one tick to their participants at once, and orders the answers by participant. */
import { BadInputError } from '../../base/errors.ts'
import type { Ask, Value } from '../../record/ask.ts'
import type { TextPart } from '../../record/prompt.ts'
import type { Seen } from '../../record/seen.ts'
import type { Considered, Policy, Situation } from '../agent/policy.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import type { AskEffect } from '../scenario/step.ts'
import { assertForm } from './assert-form.ts'
import type { Participant, Participants } from './participants.ts'
import { readSituation } from './read-situation.ts'

/** The answers to the asks of one tick, asks and answers in participant order. */
export interface Gathered {
  readonly asks: readonly AskEffect[]
  readonly answers: readonly Answer[]
  /** True when somebody was waited for. */
  readonly waited: boolean
}

export type Answer = Value | Considered | PolicyFailure

/** When and where the asks of a tick are put. */
export interface Occasion {
  readonly tick: number
  readonly round: number | null
  readonly participants: Participants
  readonly scenario: Scenario
  /** The answers that need nobody to be asked: recorded ones, those of an intervention. Undefined where the participant is to answer. */
  readonly given?: ((ask: AskEffect) => Answer | undefined) | undefined
}

/** Asks everybody at once. Nobody is waited for unless somebody has to be. */
export function gather(
  asks: readonly AskEffect[],
  occasion: Occasion,
): Gathered | Promise<Gathered> {
  const { participants, scenario, given } = occasion
  const ordered = inOrder(asks, participants, scenario)
  const answers: (Answer | Promise<Considered>)[] = []
  let waits = false
  for (const ask of ordered) {
    assertForm(ask, scenario.name)
    const { policy, seen } = participants.byId.get(ask.of) as Participant
    const situation = new AskedSituation(ask, occasion, seen)
    const known = given?.(ask)
    if (known !== undefined) {
      // Its later draws are those that come later whoever has answered here: two runs that part in one answer part in nothing else.
      policy.retrace?.(situation)
      answers.push(known)
      continue
    }
    const answer = decideOrFail(policy, situation)
    if (answer instanceof Promise) waits = true
    answers.push(answer)
  }
  return waits
    ? settleAll(answers).then((settled) => ({ asks: ordered, answers: settled, waited: true }))
    : { asks: ordered, answers: answers as Answer[], waited: false }
}

/** A policy broke its own rules: its list of moves ran out, its table has no such key. The run ends and says so. */
export interface PolicyFailure {
  readonly failure: string
}

function decideOrFail(policy: Policy, situation: Situation): Answer | Promise<Considered> {
  try {
    return policy.decide(situation)
  } catch (error) {
    return failureOf(error)
  }
}

/** What a policy's own fault comes to. Every other error is thrown on. */
export function failureOf(error: unknown): PolicyFailure {
  if (error instanceof BadInputError) return { failure: error.message }
  throw error
}

/** Waits for all, also when one fails: an answer that is on its way must not outlive its tick. */
async function settleAll(answers: readonly (Answer | Promise<Considered>)[]): Promise<Answer[]> {
  const settled = await Promise.allSettled(answers)
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : failureOf(one.reason)))
}

class AskedSituation implements Situation {
  readonly ask: Ask
  readonly tick: number
  readonly round: number | null
  readonly seen: Seen
  readonly #scenario: Scenario

  constructor(ask: AskEffect, { tick, round, scenario }: Occasion, seen: Seen) {
    this.ask = ask
    this.tick = tick
    this.round = round
    this.seen = seen
    this.#scenario = scenario
  }

  read(): readonly TextPart[] {
    return readSituation(this.#scenario, this.seen, this.ask)
  }
}

function inOrder(
  asks: readonly AskEffect[],
  participants: Participants,
  scenario: Scenario,
): readonly AskEffect[] {
  let last = -1
  let sorted = true
  for (const ask of asks) {
    const place = participants.byId.get(ask.of)?.place
    if (place === undefined) {
      throw new BadInputError(
        `scenario "${scenario.name}" asks "${ask.name}" of ${ask.of}, who is not seated.`,
      )
    }
    if (place === last) throw askedTwice(scenario, ask)
    if (place < last) sorted = false
    last = place
  }
  if (sorted) return asks
  const placeOf = (ask: AskEffect): number => participants.byId.get(ask.of)?.place ?? -1
  const ordered = [...asks].sort((a, b) => placeOf(a) - placeOf(b))
  ordered.forEach((ask, i) => {
    if (ordered[i + 1]?.of === ask.of) throw askedTwice(scenario, ask)
  })
  return ordered
}

function askedTwice(scenario: Scenario, ask: AskEffect): BadInputError {
  return new BadInputError(
    `scenario "${scenario.name}" asks ${ask.of} twice in one step ("${ask.name}"). Ask one thing at a time.`,
  )
}
