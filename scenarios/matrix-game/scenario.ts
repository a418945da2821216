/**
 * Two players choose at the same time, round after round, in a game given by its payoff matrix (Luce and Raiffa 1957; the finitely repeated form of
 * Akata et al. 2025, "Playing repeated games with large language models", Nature Human Behaviour 9).
 */
import { assign } from 'xstate'
import { defineScenario, scenarioSetup } from '../../src/index.ts'
import { conformance } from './conformance.ts'
import { examples } from './examples.ts'
import { Parameters } from './parameters.ts'
import { amend, type Context } from './amend.ts'
import { asksOf, isLast, play, playAndAsk, predictions, tableOf } from './play.ts'
import { roundsOf, unitOf } from './rules.ts'
import { rotated } from './counterbalance.ts'
import type { Seat } from './stage-game.ts'
import { read } from './texts/read.ts'

const machine = scenarioSetup<Parameters, Context, Seat>().createMachine({
  context: ({ input }) => ({
    round: 1,
    match: {
      table: tableOf(input.parameters, { row: input.roles.row[0], column: input.roles.column[0] }),
      draw: input.draw,
    },
  }),
  initial: 'opening',
  states: {
    opening: {
      entry: { type: 'effects', params: ({ context }) => context.match.table.rules },
      always: [
        { guard: ({ context }) => context.match.table.parameters.predict, target: 'predicting' },
        { target: 'choosing' },
      ],
    },
    predicting: {
      entry: {
        type: 'effects',
        params: ({ context }) => asksOf(context.match, 'prediction', context.round),
      },
      on: {
        decided: {
          target: 'choosing',
          actions: {
            type: 'effects',
            params: ({ context, event }) =>
              predictions(context.match, context.round, event.decisions),
          },
        },
      },
    },
    choosing: {
      entry: {
        type: 'effects',
        params: ({ context }) => asksOf(context.match, 'choice', context.round),
      },
      on: {
        decided: [
          // The plain case first, and without leaving the phase: XState pays for each guard and for each state that it enters.
          {
            guard: ({ context }) =>
              !context.match.table.parameters.predict && !isLast(context.match, context.round),
            actions: [
              {
                type: 'effects',
                params: ({ context, event }) =>
                  playAndAsk(context.match, context.round, event.decisions),
              },
              assign({ round: ({ context }) => context.round + 1 }),
            ],
          },
          {
            guard: ({ context }) => isLast(context.match, context.round),
            target: 'over',
            actions: {
              type: 'effects',
              params: ({ context, event }) => play(context.match, context.round, event.decisions),
            },
          },
          {
            target: 'predicting',
            actions: [
              {
                type: 'effects',
                params: ({ context, event }) => play(context.match, context.round, event.decisions),
              },
              assign({ round: ({ context }) => context.round + 1 }),
            ],
          },
        ],
      },
    },
    over: { type: 'final' },
  },
})

export const matrixGame = defineScenario({
  name: 'matrix-game',
  version: 1,
  summary: 'Two players choose simultaneously in a payoff matrix, once or repeatedly.',
  citation: 'Luce & Raiffa 1957; repeated form: Akata et al. 2025, Nature Human Behaviour 9(7).',
  parameters: Parameters,
  roles: { row: { min: 1, max: 1 }, column: { min: 1, max: 1 } },
  machine,
  counterbalance: rotated,
  read,
  amend: ({ phase, context }, parameters) => amend(phase, context as Context, parameters),
  parts: ['framing', 'rules', 'history', 'now', 'question'],
  unit: unitOf,
  mostTicks: (parameters) => (parameters.predict ? 2 : 1) * mostRounds(parameters),
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
