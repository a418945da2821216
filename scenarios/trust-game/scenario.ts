/**
 * One player sends some of its money, which is multiplied on its way; the other decides how much of that to return (Berg, Dickhaut and McCabe 1995, "Trust, reciprocity,
 * and social history", Games and Economic Behavior 10). Once or repeatedly, in one pair or in many.
 */
import { assign } from 'xstate'
import { defineScenario, scenarioSetup } from '../../src/index.ts'
import { amend } from './amend.ts'
import { conformance } from './conformance.ts'
import { examples } from './examples.ts'
import { castProblems, pairsFor, type Players } from './matching.ts'
import { Parameters, roundsOf } from './parameters.ts'
import {
  holdingsAfterRound,
  isLast,
  opening,
  openingHoldings,
  returnAsks,
  sendAsks,
  settle,
  standingsAfter,
  type Context,
} from './play.ts'
import type { Part } from './part.ts'
import { PARTS, read } from './texts/read.ts'

const machine = scenarioSetup<Parameters, Context, Part>().createMachine({
  context: ({ input: { parameters, roles, draw } }) => {
    const players: Players = { trustor: [...roles.trustor], trustee: [...roles.trustee] }
    return {
      round: 1,
      parameters,
      players,
      pairs: pairsFor(players, parameters, draw),
      draw,
      holdings: openingHoldings(players, parameters),
      standings: [],
      untold: false,
    }
  },
  initial: 'opening',
  states: {
    opening: {
      entry: { type: 'effects', params: ({ context }) => opening(context) },
      always: 'sending',
    },
    sending: {
      entry: { type: 'effects', params: ({ context }) => sendAsks(context) },
      on: {
        decided: [
          {
            guard: ({ context, event }) =>
              standingsAfter(context, event.decisions).some(({ stake }) => stake !== null),
            target: 'returning',
            actions: assign({
              standings: ({ context, event }) => standingsAfter(context, event.decisions),
              untold: false,
            }),
          },
          // Nobody sent anything, for nobody answered: there is nothing to return.
          {
            guard: ({ context }) => isLast(context),
            target: 'over',
            actions: {
              type: 'effects',
              params: ({ context, event }) =>
                settle(context, standingsAfter(context, event.decisions), event.decisions),
            },
          },
          {
            target: 'sending',
            reenter: true,
            actions: [
              {
                type: 'effects',
                params: ({ context, event }) =>
                  settle(context, standingsAfter(context, event.decisions), event.decisions),
              },
              assign({ round: ({ context }) => context.round + 1, untold: false }),
            ],
          },
        ],
      },
    },
    returning: {
      entry: { type: 'effects', params: ({ context }) => returnAsks(context) },
      on: {
        decided: [
          {
            guard: ({ context }) => isLast(context),
            target: 'over',
            actions: {
              type: 'effects',
              params: ({ context, event }) => settle(context, context.standings, event.decisions),
            },
          },
          {
            target: 'sending',
            actions: [
              {
                type: 'effects',
                params: ({ context, event }) => settle(context, context.standings, event.decisions),
              },
              assign({
                round: ({ context }) => context.round + 1,
                holdings: ({ context, event }) => holdingsAfterRound(context, event.decisions),
                standings: [],
              }),
            ],
          },
        ],
      },
    },
    over: { type: 'final' },
  },
})

export const trustGame = defineScenario({
  name: 'trust-game',
  version: 1,
  summary: 'One player sends money, which is multiplied on its way; the other returns some of it.',
  citation: 'Berg, Dickhaut & McCabe 1995, Games and Economic Behavior 10(1).',
  parameters: Parameters,
  roles: { trustor: { min: 1, max: 100 }, trustee: { min: 1, max: 100 } },
  machine,
  counterbalance: {},
  read,
  amend: ({ phase, context }, parameters) => amend(phase, context as Context, parameters),
  parts: PARTS,
  problems: castProblems,
  unit: ({ unit }) => unit,
  mostTicks: (parameters) => 2 * mostRounds(parameters),
  mostRounds,
  examples,
  conformance,
})

/** Open games end by chance: the declared most is far beyond what a run of that continuation reaches. */
function mostRounds(parameters: Parameters): number {
  const { continuation } = parameters
  if (continuation === undefined) return roundsOf(parameters)
  return Math.ceil(100 / (1 - continuation)) + 100
}
