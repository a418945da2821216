/**
 * One player offers a division, the other accepts it or leaves both with nothing (Güth, Schmittberger and Schwarze 1982, "An experimental analysis of ultimatum bargaining",
 * Journal of Economic Behavior and Organization 3).
 */
import { assign } from 'xstate'
import { defineScenario, scenarioSetup, type Fault } from '../../src/index.ts'
import { offersIn, Parameters, payoffs, ROLES, type Role } from './game.ts'
import {
  amend,
  askOffer,
  askResponse,
  hasMoreToAsk,
  isLast,
  nextRound,
  responseIn,
  rules,
  settle,
  type Context,
} from './play.ts'
import { read, readPayoffs, rulesText } from './words.ts'

const machine = scenarioSetup<Parameters, Context, Role>().createMachine({
  context: ({ input: { parameters, roles, draw } }) => ({
    round: 1,
    parameters,
    players: { proposer: roles.proposer[0], responder: roles.responder[0] },
    draw,
    offer: null,
    answers: [],
    upcoming: null,
    untold: false,
  }),
  initial: 'opening',
  states: {
    opening: {
      entry: {
        type: 'effects',
        params: ({ context }) => rules(context),
      },
      always: 'offering',
    },
    offering: {
      entry: { type: 'effects', params: ({ context }) => askOffer(context) },
      on: {
        decided: [
          {
            guard: ({ context, event }) =>
              typeof event.decisions[context.players.proposer] === 'number',
            target: 'responding',
            actions: assign({
              offer: ({ context, event }) => event.decisions[context.players.proposer] as number,
            }),
          },
          // No offer was made: there is nothing to respond to.
          {
            guard: ({ context }) => isLast(context),
            target: 'over',
            actions: { type: 'effects', params: ({ context }) => settle(context, null) },
          },
          {
            target: 'offering',
            reenter: true,
            actions: [
              { type: 'effects', params: ({ context }) => settle(context, null) },
              assign(({ context }) => nextRound(context)),
            ],
          },
        ],
      },
    },
    responding: {
      entry: { type: 'effects', params: ({ context }) => askResponse(context) },
      on: {
        decided: [
          {
            guard: ({ context }) => hasMoreToAsk(context),
            target: 'responding',
            reenter: true,
            actions: assign({
              answers: ({ context, event }) => [...context.answers, responseIn(context, event)],
            }),
          },
          {
            guard: ({ context }) => isLast(context),
            target: 'over',
            actions: {
              type: 'effects',
              params: ({ context, event }) => settle(context, responseIn(context, event)),
            },
          },
          {
            target: 'offering',
            actions: [
              {
                type: 'effects',
                params: ({ context, event }) => settle(context, responseIn(context, event)),
              },
              assign(({ context }) => nextRound(context)),
            ],
          },
        ],
      },
    },
    over: { type: 'final' },
  },
})

export const ultimatumGame = defineScenario({
  name: 'ultimatum-game',
  version: 1,
  summary: 'One player offers a division; the other accepts, or both get nothing.',
  citation:
    'Güth, Schmittberger & Schwarze 1982, Journal of Economic Behavior & Organization 3(4).',
  parameters: Parameters,
  roles: { proposer: { min: 1, max: 1 }, responder: { min: 1, max: 1 } },
  machine,
  counterbalance: {
    order: {
      variants: () => 2,
      apply: (parameters, variant): Parameters => ({
        ...parameters,
        order: variant === 0 ? 'accept-first' : 'reject-first',
      }),
    },
  },
  read,
  amend: ({ phase, context }, parameters) => amend(phase, context as Context, parameters),
  parts: ['rules', 'history', 'now', 'question'],
  unit: ({ unit }) => unit,
  mostTicks: (parameters) =>
    parameters.rounds * (1 + (parameters.method === 'each-offer' ? offersIn(parameters) : 1)),
  mostRounds: ({ rounds }) => rounds,
  examples: [
    {},
    { method: 'minimum', pie: 7.5, step: 0.1, rounds: 2, unit: 'points' },
    { method: 'each-offer', pie: 5, rounds: 2, sequence: 'shuffled', order: 'reject-first' },
  ],
  conformance,
})

/** The words of the rules are read back, and compared with what is paid. */
function conformance(parameters: Parameters): Fault[] {
  return ROLES.flatMap((role) => {
    const told = readPayoffs(rulesText({ ...parameters, role }), { ...parameters, role })
    return [0, parameters.step, parameters.pie].flatMap((offer) =>
      [true, false].flatMap((accepted) => {
        const paid = payoffs(parameters, offer, accepted)
        const said = told?.(offer, accepted)
        return ROLES.flatMap((whose) =>
          said !== undefined && Math.abs(said[whose] - paid[whose]) < 1e-9 * (1 + paid[whose])
            ? []
            : [
                {
                  where: `rules for the ${role}`,
                  what: `where ${offer} is offered and ${accepted ? 'accepted' : 'rejected'}, the ${whose} is told ${said?.[whose] ?? 'nothing'} and paid ${paid[whose]}.`,
                  mend: 'Mend the words in scenarios/ultimatum-game/words.ts.',
                },
              ],
        )
      }),
    )
  })
}
