/** What participants are asked for: words, a raised hand, the next speaker, a vote. */
import {
  ask,
  type AnswerForm,
  type Effect,
  type ParticipantId,
  type Turn,
} from '../../src/index.ts'
import type { RoundOfTalk } from './context.ts'
import type { Table } from './table.ts'
import { voteForm } from './vote.ts'

/** The asks of a turn. */
export function asksOf({ table, present }: RoundOfTalk, { who, wanted }: Turn): Effect[] {
  switch (wanted) {
    case 'words':
      return who.map((one) => askForWords(one, table, table.parameters.pass))
    case 'hand':
      return who.map((one) => ask(one, 'hand', HAND))
    case 'next':
      return who.map((one) => ask(one, 'next', nextForm(present, table)))
  }
}

const HAND: AnswerForm = {
  kind: 'choice',
  options: ['speak'],
  labels: ['SPEAK'],
  order: [0],
  passable: true,
}

export function askForWords(one: ParticipantId, { parameters }: Table, passable: boolean): Effect {
  const form = { kind: 'text' as const, maxLength: parameters.longest }
  return ask(one, 'speak', passable ? { ...form, passable } : form)
}

/** Speakers are chosen by their names; passing ends the round. */
function nextForm(present: readonly ParticipantId[], { names }: Table): AnswerForm {
  return {
    kind: 'choice',
    options: [...present],
    labels: present.map((one) => names[one] ?? one),
    order: present.map((_, i) => i),
    passable: true,
  }
}

export function asksForVotes({ parameters }: Table, voters: readonly ParticipantId[]): Effect[] {
  const { vote } = parameters
  return vote === undefined ? [] : voters.map((one) => ask(one, 'vote', voteForm(vote)))
}
