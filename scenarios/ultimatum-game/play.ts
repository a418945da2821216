/** What the machine wishes for in each phase of the ultimatum game. */
import {
  ask,
  assertRoundsLeft,
  inSteps,
  pay,
  show,
  times,
  type Amended,
  type AnswerForm,
  type Decided,
  type Effect,
  type Value,
} from '../../src/index.ts'
import { offersIn, payoffs, ROLES, type Outcome, type Parameters, type Players } from './game.ts'

export interface Context {
  /** Counted from 1. */
  readonly round: number
  readonly parameters: Parameters
  readonly players: Players
  readonly draw: (stream: string, index: number) => number
  /** What was offered in this round; null where the proposer did not answer, or has not. */
  readonly offer: number | null
  /** The responder's answers so far, in the sequence in which it was asked. */
  readonly answers: readonly Value[]
  /** What the rounds after this one are played under, where that was changed once an offer had been made. */
  readonly upcoming: Parameters | null
  /** True where the rules have changed since they were told. */
  readonly untold: boolean
}

/** Tells both the rules. */
export function rules({ parameters, players }: Context): readonly Effect[] {
  return ROLES.map((role) => show(players[role], 'rules', { ...parameters, role }))
}

export function askOffer(context: Context): readonly Effect[] {
  const { parameters, players, untold } = context
  return [...(untold ? rules(context) : []), ask(players.proposer, 'offer', amounts(parameters))]
}

/** Whether the game is over after this round. */
export function isLast({ round, parameters, upcoming }: Context): boolean {
  return round >= (upcoming ?? parameters).rounds
}

/** Where the next round begins. */
export function nextRound({ round, parameters, upcoming }: Context): Partial<Context> {
  const untold = upcoming !== null
  return {
    round: round + 1,
    offer: null,
    answers: [],
    parameters: upcoming ?? parameters,
    upcoming: null,
    untold,
  }
}

/**
 * Goes on under other parameters: before an offer is made, both read the new rules and the proposer is asked anew; after that the round is played to its end as it
 * was begun, and the new rules are told when the next one begins.
 * @throws BadInputError for fewer rounds than have begun.
 */
export function amend(phase: string, context: Context, parameters: Parameters): Amended<Context> {
  assertRoundsLeft(context.round, parameters.rounds)
  if (phase !== 'offering') return { context: { ...context, upcoming: parameters }, effects: [] }
  const changed = { ...context, parameters, untold: true }
  return { context: { ...changed, untold: false }, effects: askOffer(changed) }
}

/** Asks the responder: to the offer, for the least that it accepts, or to the next offer that might have been made. */
export function askResponse(context: Context): readonly Effect[] {
  const { parameters, players, round, offer, answers } = context
  const { responder } = players
  switch (parameters.method) {
    case 'direct':
      return [
        show(responder, 'offer', { round, offer }),
        ask(responder, 'respond', answer(parameters)),
      ]
    case 'minimum':
      return [ask(responder, 'minimum', amounts(parameters))]
    case 'each-offer': {
      const supposed = offersAskedAbout(context)[answers.length] ?? 0
      return [
        show(responder, 'supposed', { round, offer: supposed }),
        ask(responder, 'respond', answer(parameters)),
      ]
    }
  }
}

/** Every offer, in the sequence in which the responder is asked about it. */
function offersAskedAbout({ parameters, round, draw }: Context): readonly number[] {
  const count = offersIn(parameters)
  const offers = Array.from({ length: count }, (_, i) => times(parameters.step, i))
  if (parameters.sequence === 'ascending') return offers
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(draw('sequence', (round - 1) * count + i) * (i + 1))
    ;[offers[i], offers[j]] = [offers[j] as number, offers[i] as number]
  }
  return offers
}

/** Whether the responder is asked again: there are offers that it has said nothing about. */
export function hasMoreToAsk({ parameters, answers }: Context): boolean {
  return parameters.method === 'each-offer' && answers.length + 1 < offersIn(parameters)
}

export function responseIn({ players }: Context, { decisions }: Decided): Value {
  return decisions[players.responder] ?? null
}

/** Whether the offer is accepted by what the responder said; null where it did not say. */
function isAccepted(context: Context, last: Value): boolean | null {
  const { parameters, offer, answers } = context
  switch (parameters.method) {
    case 'direct':
      return last === null ? null : last === 'accept'
    case 'minimum':
      return last === null || offer === null ? null : offer >= Number(last)
    case 'each-offer': {
      const said = [...answers, last][offersAskedAbout(context).indexOf(offer ?? -1)] ?? null
      return said === null ? null : said === 'accept'
    }
  }
}

/** A forfeit voids the round, by whomever: it is neither an offer of nothing nor a rejection. */
export function settle(context: Context, last: Value): readonly Effect[] {
  const { round, parameters, players, offer } = context
  const accepted = offer === null ? null : isAccepted(context, last)
  const paid =
    offer === null || accepted === null
      ? { proposer: 0, responder: 0 }
      : payoffs(parameters, offer, accepted)
  return [
    ...ROLES.map((role) => pay(players[role], paid[role])),
    ...ROLES.map((role) => {
      const outcome: Outcome = { round, offer, accepted, earned: paid[role] }
      return show(players[role], 'outcome', outcome)
    }),
  ]
}

function amounts({ pie, step }: Parameters): AnswerForm {
  return { kind: 'amount', min: 0, max: inSteps(pie, step), step }
}

function answer({ order }: Parameters): AnswerForm {
  const options = ['accept', 'reject']
  return {
    kind: 'choice',
    options,
    labels: options,
    order: order === 'accept-first' ? [0, 1] : [1, 0],
  }
}
