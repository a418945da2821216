/** A scenario for tests in which no two runs read the same words: each shows a number that chance gave it. */
import { assign } from 'xstate'
import { z } from 'zod'
import { defineScenario, scenarioSetup } from '../../play/scenario/define-scenario.ts'
import { ask, pay, show, type Effect } from '../../play/scenario/effects.ts'
import type { ParticipantId } from '../../record/ids.ts'

const Parameters = z.strictObject({ rounds: z.int().positive().default(1) })
type Parameters = z.output<typeof Parameters>

interface Context {
  readonly round: number
  readonly rounds: number
  readonly player: ParticipantId
  readonly number: number
}

const askNow = ({ player, number, round }: Context): Effect[] => [
  show(player, 'number', { number, round }),
  ask(player, 'choice', {
    kind: 'choice',
    options: ['keep', 'change'],
    labels: ['J', 'F'],
    order: [0, 1],
  }),
]

const machine = scenarioSetup<Parameters, Context, 'player'>().createMachine({
  context: ({ input }) => ({
    round: 1,
    rounds: input.parameters.rounds,
    player: input.roles.player[0],
    number: Math.floor(input.draw('number', 0) * 1e12),
  }),
  initial: 'choosing',
  states: {
    choosing: {
      entry: { type: 'effects', params: ({ context }) => askNow(context) },
      on: {
        decided: [
          {
            guard: ({ context }) => context.round < context.rounds,
            target: 'choosing',
            reenter: true,
            actions: assign({ round: ({ context }) => context.round + 1 }),
          },
          {
            target: 'over',
            actions: {
              type: 'effects',
              params: ({ context, event }) =>
                event.decisions[context.player] === 'keep' ? [pay(context.player, 1)] : [],
            },
          },
        ],
      },
    },
    over: { type: 'final' },
  },
})

export const numberedChoice = defineScenario({
  name: 'numbered-choice',
  version: 1,
  summary: 'One player keeps or changes a number, as often as told.',
  citation: 'None: it is for tests.',
  parameters: Parameters,
  roles: { player: { min: 1, max: 1 } },
  machine,
  counterbalance: {},
  read: (seen) => [
    { name: 'number', text: `Do you keep this? ${JSON.stringify(seen.facts('number'))}` },
  ],
  mostTicks: ({ rounds }) => rounds,
})
