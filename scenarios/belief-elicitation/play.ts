/** What is asked, in which order, and what is made of the answers. */
import {
  ask,
  BadInputError,
  chance,
  inSteps,
  show,
  type Amended,
  type AnswerForm,
  type Draw,
  type Effect,
  type ParticipantId,
  type Value,
} from '../../src/index.ts'
import { EFFECTS, failed, type Elicited, type Group, type Parameters, type Rules } from './game.ts'
import { parseBelief } from './parse-belief.ts'

export interface Context {
  /** The round that is forecast, from 1; 1 throughout where groups are asked about. */
  readonly round: number
  readonly parameters: Parameters
  readonly forecaster: ParticipantId
  /** The groups in the order in which they are listed. */
  readonly groups: readonly Group[]
  readonly answers: readonly Value[]
  readonly draw: Draw
}

const MOST_WORDS = 8000

export function listedGroups({ attribute, order }: Parameters, draw: Draw): readonly Group[] {
  const groups = [...(attribute?.values ?? [])]
  if (order === 'fixed') return groups
  for (let i = groups.length - 1; i > 0; i--) {
    const j = Math.floor(draw('listing', i) * (i + 1))
    ;[groups[i], groups[j]] = [groups[j] as Group, groups[i] as Group]
  }
  return groups
}

/** What the forecaster is told, its groups in the order in which they are listed. */
export function rulesOf(parameters: Parameters, groups: readonly Group[]): Rules {
  const { attribute, partner, ...rest } = parameters
  return {
    ...rest,
    partner: partner ?? null,
    attribute: attribute === undefined ? null : { name: attribute.name, values: groups },
  }
}

export function opening({ parameters, forecaster, groups }: Context): readonly Effect[] {
  const { attribute } = parameters
  const rules = rulesOf(parameters, groups)
  const listing = groups.map(({ value }) => value)
  const isDrawn = attribute !== undefined && parameters.order === 'shuffled'
  return [...(isDrawn ? [chance('listing', null, listing)] : []), show(forecaster, 'rules', rules)]
}

/**
 * Goes on under other parameters: the forecaster reads them and is asked anew.
 * @throws BadInputError where part of a belief about groups has been given already, or more forecasts than there would be.
 */
export function amend(before: Context, parameters: Parameters): Amended<Context> {
  if (JSON.stringify(parameters) === JSON.stringify(before.parameters))
    return { context: before, effects: [] }
  const isAboutGroups = (before.parameters.attribute ?? parameters.attribute) !== undefined
  if (before.answers.length > 0 && isAboutGroups)
    throw new BadInputError(
      'attribute: a belief about groups is given under one set of parameters, and part of it has been given. Change them before the first answer.',
    )
  if (before.answers.length >= asksIn(parameters))
    throw new BadInputError(
      `rounds: ${before.answers.length} have been forecast already. Forecast more rounds than that.`,
    )
  const context = { ...before, parameters, groups: listedGroups(parameters, before.draw) }
  return { context, effects: [...opening(context), ...nextAsk(context)] }
}

/** How many answers there are in all. */
export function asksIn({ attribute, strategy, answers, rounds }: Parameters): number {
  if (attribute === undefined) return rounds
  if (answers === 'json') return 1
  const count = attribute.values.length
  // Whoever is left over is last: an order of n takes n − 1 choices, and one more is for the size of the effect.
  return strategy === 'dollars' ? 2 * count : count
}

/** The next ask, and what the forecaster has said so far. */
export function nextAsk(context: Context): readonly Effect[] {
  const { forecaster, answers } = context
  const [name, form] = question(context)
  return [show(forecaster, 'so-far', [...answers]), ask(forecaster, name, form)]
}

function question({ parameters, groups, answers }: Context): [name: string, form: AnswerForm] {
  const { attribute, strategy, endowment } = parameters
  if (attribute === undefined) return ['forecast', amount(endowment, 1)]
  if (parameters.answers === 'json') return ['belief', { kind: 'text', maxLength: MOST_WORDS }]
  if (strategy === 'dollars')
    return [answers.length % 2 === 0 ? 'mean' : 'sd', amount(endowment, 0.01)]
  const left = groups.filter(({ value }) => !answers.includes(value))
  if (left.length === 1)
    return ['effect', choice(EFFECTS.map((one) => ({ value: one, said: one })))]
  return ['most-trusting', choice(left)]
}

function amount(max: number, step: number): AnswerForm {
  return { kind: 'amount', min: 0, max: inSteps(max, step), step }
}

function choice(groups: readonly Group[]): AnswerForm {
  return {
    kind: 'choice',
    options: groups.map(({ value }) => value),
    labels: groups.map(({ said }) => said),
    order: groups.map((_, i) => i),
  }
}

/** What the answers come to; an answer that is missing makes the whole a failure. */
export function elicitedIn({ parameters, groups, answers }: Context): Elicited {
  const { attribute, strategy, endowment } = parameters
  if (attribute === undefined || answers.includes(null)) return failed('no answer')
  if (parameters.answers === 'json')
    return parseBelief(String(answers[0]), { strategy, values: groups, endowment })
  if (strategy === 'dollars') {
    const measured = groups.map(({ value }, i) => ({
      value,
      mean: Number(answers[2 * i]),
      sd: Number(answers[2 * i + 1]),
    }))
    return { order: null, effect: null, groups: measured, failure: null }
  }
  const named = answers.slice(0, -1).map(String)
  const last = groups.filter(({ value }) => !named.includes(value)).map(({ value }) => value)
  return { order: [...named, ...last], effect: String(answers.at(-1)), groups: null, failure: null }
}
