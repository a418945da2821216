/** What a run holds and wishes for: items shown one after the other, options displayed, keyed answers counted and paid at the end. */
import {
  ask,
  pay,
  show,
  shuffled,
  type Decided,
  type Effect,
  type ParticipantId,
  type ScenarioInput,
} from '../../src/index.ts'
import { formOf } from './display.ts'
import { optionsOf, type Item } from './item.ts'
import type { Parameters } from './parameters.ts'

export interface Context {
  /** The item that is answered, from 1 in the sequence of the run. */
  readonly round: number
  readonly parameters: Parameters
  readonly respondents: readonly ParticipantId[]
  readonly draw: (stream: string, index: number) => number
  /** Indexes of the items, in the sequence of the run. */
  readonly sequence: readonly number[]
  /** respondent → how many keyed options it has chosen. */
  readonly scores: Readonly<Record<ParticipantId, number>>
}

/** What a respondent knows of an item: not which option is keyed. */
export interface ShownItem {
  readonly key: string
  readonly text: string
  /** In displayed order. */
  readonly options: readonly { readonly label: string; readonly text: string }[]
}

/** What a respondent knows from the beginning. */
export interface Setting {
  readonly instructions: string
  readonly items: number
}

export function beginning({
  parameters,
  roles,
  draw,
}: ScenarioInput<Parameters, 'respondent'>): Context {
  const indexes = parameters.items.map((_, i) => i)
  const { respondent: respondents } = roles
  return {
    round: 1,
    parameters,
    respondents,
    draw,
    sequence: parameters.sequence === 'shuffled' ? shuffled(indexes, draw, 'sequence', 0) : indexes,
    scores: Object.fromEntries(respondents.map((id) => [id, 0])),
  }
}

export function opening({ respondents, parameters }: Context): Effect[] {
  const setting = { instructions: parameters.instructions, items: parameters.items.length }
  return respondents.map((of) => show(of, 'setting', setting))
}

/** Shows the item of a round to everybody, and asks for an answer. */
export function asking(
  { parameters, respondents, sequence, draw }: Context,
  round: number,
): Effect[] {
  const index = sequence[round - 1] ?? 0
  const item = parameters.items[index] as Item
  return respondents.flatMap((of) => {
    const form = formOf(item, index, of, parameters, draw)
    const texts = optionsOf(item).map(({ text }) => text)
    const options = form.order.map((option) => ({
      label: form.labels[option] ?? '',
      text: texts[option] ?? '',
    }))
    return [show(of, 'item', { key: item.key, text: item.text, options }), ask(of, item.key, form)]
  })
}

export function isLast({ round, sequence }: Context): boolean {
  return round >= sequence.length
}

/** The scores after the answers to the item of this round: one point for the keyed option. */
export function scored(
  { round, parameters, sequence, scores }: Context,
  decisions: Decided['decisions'],
): Context['scores'] {
  const { answer } = parameters.items[sequence[round - 1] ?? 0] as Item
  return Object.fromEntries(
    Object.entries(scores).map(([of, score]) => {
      const isKeyed = answer !== undefined && decisions[of as ParticipantId] === answer
      return [of, score + (isKeyed ? 1 : 0)]
    }),
  )
}

/** Scores are awarded when all is answered, so that nobody learns from them; nothing where no item is keyed. */
export function awards({ parameters }: Context, scores: Context['scores']): Effect[] {
  if (parameters.items.every(({ answer }) => answer === undefined)) return []
  return Object.entries(scores).map(([of, score]) => pay(of as ParticipantId, score))
}
