/**
 * Players choose partners by reputation, play a dilemma, and punish one another directly or as outsiders (Dasgupta and Musolesi 2023, "Investigating the
 * Impact of Direct Punishment on the Emergence of Cooperation in Multi-Agent Reinforcement Learning Systems", arXiv 2301.08278).
 */
import { assign } from 'xstate'
import { defineScenario, scenarioSetup, type Decided } from '../../src/index.ts'
import { amend, type Context } from './amend.ts'
import { conformance } from './conformance.ts'
import { examples } from './examples.ts'
import { castProblems, chosenPairs, drawnPairs, tableOf, type Pair } from './meetings.ts'
import { Parameters } from './parameters.ts'
import {
  choiceEffects,
  pairEffects,
  playEffects,
  punishEffects,
  rulesEffects,
  settleEffects,
} from './play.ts'
import { standingAfter, UNKNOWN } from './reputations.ts'
import {
  beginPunishing,
  beginRound,
  playQuestions,
  punishQuestions,
  withPlays,
  withPunishments,
  type Round,
} from './round.ts'
import { read } from './texts/read.ts'

/** So many players can be seated. */
const MOST_PLAYERS = 30

interface Given {
  readonly context: Context
  readonly event: Decided
}

const played = ({ context, event }: Given): Round =>
  withPlays(context.current as Round, event.decisions)
const allPlayed = (given: Given): Round => beginPunishing(played(given))
const punished = ({ context, event }: Given): Round =>
  withPunishments(context.current as Round, event.decisions)
const chosen = ({ context, event }: Given): readonly Pair[] =>
  chosenPairs(context.table, context.round, event.decisions)
const isLast = ({ round, table }: Context): boolean => round >= table.parameters.rounds
/** Partners are met anew where nobody has one. */
const isNewlyMet = ({ round, table, pairs }: Context): boolean =>
  pairs.length === 0 || (round - 1) % table.parameters.together === 0

/** Where the game stands after a round: what was learnt of everybody stays. */
const after = ({ standing, round }: Context, over: Round): Pick<Context, 'standing' | 'round'> => ({
  standing: standingAfter(standing, over),
  round: round + 1,
})

const machine = scenarioSetup<Parameters, Context, 'player'>().createMachine({
  context: ({ input }) => ({
    round: 1,
    table: tableOf(input.parameters, input.roles.player, input.draw),
    toldOf: null,
    pairs: [],
    current: null,
    standing: UNKNOWN,
  }),
  initial: 'meeting',
  states: {
    meeting: {
      entry: [
        {
          type: 'effects',
          params: ({ context }) =>
            context.toldOf === context.table ? [] : rulesEffects(context.table),
        },
        assign({ toldOf: ({ context }) => context.table }),
      ],
      always: [
        {
          guard: ({ context }) =>
            isNewlyMet(context) && context.table.parameters.selection === 'chosen',
          target: 'choosing',
        },
        {
          guard: ({ context }) => isNewlyMet(context),
          target: 'playing',
          actions: [
            {
              type: 'effects',
              params: ({ context }) =>
                pairEffects(drawnPairs(context.table, context.round), context.round),
            },
            assign({
              pairs: ({ context }) => drawnPairs(context.table, context.round),
              current: ({ context }) =>
                beginRound(context.table, context.round, drawnPairs(context.table, context.round)),
            }),
          ],
        },
        {
          target: 'playing',
          actions: assign({
            current: ({ context }) => beginRound(context.table, context.round, context.pairs),
          }),
        },
      ],
    },
    choosing: {
      entry: {
        type: 'effects',
        params: ({ context }) => choiceEffects(context.table, context.standing, context.round),
      },
      on: {
        decided: [
          {
            guard: (given) => chosen(given).length > 0,
            target: 'playing',
            actions: [
              {
                type: 'effects',
                params: (given) => pairEffects(chosen(given), given.context.round),
              },
              assign({
                pairs: (given) => chosen(given),
                current: (given) =>
                  beginRound(given.context.table, given.context.round, chosen(given)),
              }),
            ],
          },
          // Nobody meets anybody: the round is over as it is.
          {
            guard: ({ context }) => isLast(context),
            target: 'over',
            actions: {
              type: 'effects',
              params: ({ context }) => settleEffects(beginRound(context.table, context.round, [])),
            },
          },
          {
            target: 'meeting',
            actions: [
              {
                type: 'effects',
                params: ({ context }) =>
                  settleEffects(beginRound(context.table, context.round, [])),
              },
              assign({ round: ({ context }) => context.round + 1, pairs: [] }),
            ],
          },
        ],
      },
    },
    playing: {
      entry: {
        type: 'effects',
        params: ({ context }) => playEffects(context.current as Round, context.standing),
      },
      on: {
        decided: [
          {
            guard: (given) => playQuestions(played(given)).length > 0,
            target: 'playing',
            reenter: true,
            actions: assign({ current: (given) => played(given) }),
          },
          {
            guard: (given) => punishQuestions(allPlayed(given)).length > 0,
            target: 'punishing',
            actions: assign({ current: (given) => allPlayed(given) }),
          },
          {
            guard: ({ context }) => isLast(context),
            target: 'over',
            actions: { type: 'effects', params: (given) => settleEffects(played(given)) },
          },
          {
            target: 'meeting',
            actions: [
              { type: 'effects', params: (given) => settleEffects(played(given)) },
              assign((given) => after(given.context, played(given))),
            ],
          },
        ],
      },
    },
    punishing: {
      entry: {
        type: 'effects',
        params: ({ context }) => punishEffects(context.current as Round, context.standing),
      },
      on: {
        decided: [
          {
            guard: (given) => punishQuestions(punished(given)).length > 0,
            target: 'punishing',
            reenter: true,
            actions: assign({ current: (given) => punished(given) }),
          },
          {
            guard: ({ context }) => isLast(context),
            target: 'over',
            actions: { type: 'effects', params: (given) => settleEffects(punished(given)) },
          },
          {
            target: 'meeting',
            actions: [
              { type: 'effects', params: (given) => settleEffects(punished(given)) },
              assign((given) => after(given.context, punished(given))),
            ],
          },
        ],
      },
    },
    over: { type: 'final' },
  },
})

export const choosePlayPunish = defineScenario({
  name: 'choose-play-punish',
  version: 1,
  summary: 'Players choose partners by reputation, play a dilemma, and may punish.',
  citation: 'Dasgupta & Musolesi 2023, arXiv 2301.08278.',
  parameters: Parameters,
  roles: { player: { min: 3, max: MOST_PLAYERS } },
  machine,
  counterbalance: {
    labels: {
      variants: () => 2,
      apply: (parameters, variant) =>
        variant === 0 ? parameters : { ...parameters, labels: swapped(parameters.labels) },
    },
    order: {
      variants: () => 2,
      apply: (parameters, variant) => ({ ...parameters, reversed: variant === 1 }),
    },
  },
  read,
  amend: ({ phase, context }, parameters) => amend(phase, context as Context, parameters),
  parts: ['framing', 'rules', 'history', 'reputation', 'now', 'question'],
  problems: castProblems,
  // One choice; at most a play with everybody, one's own and one for each who chose; at most two verdicts on every pair.
  unit: ({ unit }) => unit,
  mostTicks: ({ rounds }) => rounds * (1 + 3 * MOST_PLAYERS),
  mostRounds: ({ rounds }) => rounds,
  examples,
  conformance,
})

function swapped([one, other]: Parameters['labels']): Parameters['labels'] {
  return [other, one]
}
