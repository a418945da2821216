/**
 * Members of a group decide how much to contribute to a common project (linear public goods game, Isaac and Walker 1988), with or without
 * punishment by deduction points: of one's own group (Fehr and Gächter 2000, 2002), or by members of another (third parties after Fehr and Fischbacher 2004, whose games were others).
 */
import { assign } from 'xstate'
import { defineScenario, scenarioSetup } from '../../src/index.ts'
import { amend, type Context } from './amend.ts'
import { conformance } from './conformance.ts'
import { examples } from './examples.ts'
import { Parameters } from './parameters.ts'
import {
  contributionAsks,
  contributionEffects,
  deductionEffects,
  punishmentAsks,
  rulesEffects,
} from './play.ts'
import { assigned, castProblems, contributed, questionsOf, tableOf, type Round } from './round.ts'
import { read } from './texts/read.ts'
import type { Decided } from '../../src/index.ts'

/** So many members can be seated. */
const MOST_MEMBERS = 100

interface Given {
  readonly context: Context
  readonly event: Decided
}

const contributionsIn = ({ context, event }: Given): Round =>
  contributed(context.table, context.round, event.decisions)
const pointsIn = ({ context, event }: Given): Round =>
  assigned(context.current as Round, event.decisions)
const isLast = ({ round, table }: Context): boolean => round >= table.parameters.rounds

const machine = scenarioSetup<Parameters, Context, 'member'>().createMachine({
  context: ({ input }) => ({
    round: 1,
    table: tableOf(input.parameters, input.roles.member, input.draw),
    toldOf: null,
    current: null,
  }),
  initial: 'contributing',
  states: {
    contributing: {
      entry: [
        {
          type: 'effects',
          params: ({ context }) => [
            ...(context.toldOf === context.table ? [] : rulesEffects(context.table)),
            ...contributionAsks(context.table),
          ],
        },
        assign({ toldOf: ({ context }) => context.table }),
      ],
      on: {
        decided: [
          {
            guard: (given) => questionsOf(contributionsIn(given)).length > 0,
            target: 'punishing',
            actions: [
              { type: 'effects', params: (given) => contributionEffects(contributionsIn(given)) },
              assign({ current: (given) => contributionsIn(given) }),
            ],
          },
          {
            guard: ({ context }) => isLast(context),
            target: 'over',
            actions: {
              type: 'effects',
              params: (given) => contributionEffects(contributionsIn(given)),
            },
          },
          {
            target: 'contributing',
            reenter: true,
            actions: [
              { type: 'effects', params: (given) => contributionEffects(contributionsIn(given)) },
              assign({ round: ({ context }) => context.round + 1 }),
            ],
          },
        ],
      },
    },
    punishing: {
      entry: {
        type: 'effects',
        params: ({ context }) => punishmentAsks(context.current as Round),
      },
      on: {
        decided: [
          {
            guard: (given) => questionsOf(pointsIn(given)).length > 0,
            target: 'punishing',
            reenter: true,
            actions: assign({ current: (given) => pointsIn(given) }),
          },
          {
            guard: ({ context }) => isLast(context),
            target: 'over',
            actions: { type: 'effects', params: (given) => deductionEffects(pointsIn(given)) },
          },
          {
            target: 'contributing',
            actions: [
              { type: 'effects', params: (given) => deductionEffects(pointsIn(given)) },
              assign({ round: ({ context }) => context.round + 1, current: null }),
            ],
          },
        ],
      },
    },
    over: { type: 'final' },
  },
})

export const publicGoods = defineScenario({
  name: 'public-goods',
  version: 1,
  summary: 'Groups contribute to a common project, and may punish with deduction points.',
  citation: 'Isaac & Walker 1988; punishment: Fehr & Gächter 2000, 2002.',
  parameters: Parameters,
  roles: { member: { min: 2, max: MOST_MEMBERS } },
  machine,
  counterbalance: {},
  read,
  amend: ({ phase, context }, parameters) => amend(phase, context as Context, parameters),
  parts: ['framing', 'rules', 'consequences', 'history', 'contributions', 'now', 'question'],
  problems: castProblems,
  unit: ({ unit }) => unit,
  mostTicks: ({ rounds, punishment, groupSize = MOST_MEMBERS }) =>
    rounds * (punishment === 'none' ? 1 : 1 + groupSize),
  mostRounds: ({ rounds }) => rounds,
  examples,
  conformance,
})
