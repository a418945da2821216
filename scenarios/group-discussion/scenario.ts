/**
 * A group talks over a brief, round after round, and may vote: free discussion among agents as in El Kandoussi (2026), "Who Am I, and Who Else Is Here?",
 * with the speaking orders and visibility rules of small-group research.
 */
import { assign } from 'xstate'
import { defineScenario, scenarioSetup } from '../../src/index.ts'
import { amend } from './amend.ts'
import { conformance } from './conformance.ts'
import type { Context, Phase } from './context.ts'
import { begin, step } from './discussion.ts'
import { examples } from './examples.ts'
import { Parameters } from './parameters.ts'
import { castProblems } from './problems.ts'
import { tableOf, type Role } from './table.ts'
import { PARTS, read } from './texts/read.ts'

type Moment = { readonly context: Context }

const leads = (phase: Phase) => ({
  guard: ({ context }: Moment) => context.phase === phase,
  target: phase,
})

const machine = scenarioSetup<Parameters, Context, Role>().createMachine({
  context: ({ input }) => begin(tableOf(input.parameters, input.roles, input.draw)),
  initial: 'turning',
  states: {
    // From here each step leads to the phase in which somebody is asked.
    turning: {
      entry: { type: 'effects', params: ({ context }) => context.wishes },
      always: [
        leads('talking'),
        leads('opening'),
        leads('raising'),
        leads('choosing'),
        leads('voting'),
        leads('over'),
      ],
    },
    opening: {
      on: {
        decided: {
          target: 'turning',
          actions: assign(({ context, event }) => step(context, event)),
        },
      },
    },
    raising: {
      on: {
        decided: {
          target: 'turning',
          actions: assign(({ context, event }) => step(context, event)),
        },
      },
    },
    choosing: {
      on: {
        decided: {
          target: 'turning',
          actions: assign(({ context, event }) => step(context, event)),
        },
      },
    },
    talking: {
      on: {
        decided: {
          target: 'turning',
          actions: assign(({ context, event }) => step(context, event)),
        },
      },
    },
    voting: {
      on: {
        decided: {
          target: 'turning',
          actions: assign(({ context, event }) => step(context, event)),
        },
      },
    },
    over: { type: 'final' },
  },
})

export const groupDiscussion = defineScenario({
  name: 'group-discussion',
  version: 1,
  summary:
    'A group talks over a brief, round after round; with a vote, a moderator and crashes where wanted.',
  citation: 'El Kandoussi 2026, "Who Am I, and Who Else Is Here?", arXiv 2604.00026.',
  parameters: Parameters,
  roles: { speaker: { min: 1, max: 20 }, moderator: { min: 0, max: 1 } },
  machine,
  counterbalance: {},
  read,
  amend: ({ context }, parameters) => amend(context as Context, parameters),
  parts: PARTS,
  tellsMessages: true,
  problems: castProblems,
  unit: () => null,
  mostTicks: (parameters) => parameters.rounds * (mostTurns(parameters) + 2) + 1,
  mostRounds: ({ rounds }) => rounds,
  examples,
  conformance,
})

const MOST_SPEAKERS = 20

/** The most turns of a round, beside its opening and its vote. */
function mostTurns({ order }: Parameters): number {
  if (order === 'moderated') return 2 * MOST_SPEAKERS
  if (typeof order === 'object' && 'moderated' in order) return 2 * order.moderated.turns
  return MOST_SPEAKERS + 1
}
