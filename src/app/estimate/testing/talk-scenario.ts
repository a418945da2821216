/** A scenario for tests: some speakers talk, everybody in every round, and read all that was said; the talk may end by chance. */
import { assign } from 'xstate'
import { z } from 'zod'
import { defineScenario, scenarioSetup } from '../../../play/scenario/define-scenario.ts'
import { ask, say, type Effect } from '../../../play/scenario/effects.ts'
import type { ParticipantId } from '../../../record/ids.ts'

const Parameters = z.strictObject({
  rounds: z.int().positive(),
  maxLength: z.int().positive().default(5_000),
  /** The probability that a round is followed by another. */
  goOn: z.number().min(0).max(1).default(1),
})
type Parameters = z.output<typeof Parameters>

interface Context {
  readonly round: number
  readonly speakers: readonly ParticipantId[]
  readonly parameters: Parameters
  readonly draw: (stream: string, index: number) => number
}

const asks = ({ speakers, parameters: { maxLength } }: Context): Effect[] =>
  speakers.map((speaker) => ask(speaker, 'speak', { kind: 'text', maxLength }))

const machine = scenarioSetup<Parameters, Context, 'speaker'>().createMachine({
  context: ({ input }) => ({
    round: 1,
    speakers: input.roles.speaker,
    parameters: input.parameters,
    draw: input.draw,
  }),
  initial: 'talking',
  states: {
    talking: {
      entry: { type: 'effects', params: ({ context }) => asks(context) },
      on: {
        decided: [
          {
            guard: ({ context: { round, parameters, draw } }) =>
              round >= parameters.rounds || draw('end', round) >= parameters.goOn,
            target: 'over',
          },
          {
            actions: [
              assign({ round: ({ context }) => context.round + 1 }),
              {
                type: 'effects',
                params: ({ context, event }) => [
                  ...context.speakers.map((from) =>
                    say({
                      from,
                      channel: 'public',
                      audience: [...context.speakers],
                      text: String(event.decisions[from]),
                      onRecord: true,
                    }),
                  ),
                  ...asks(context),
                ],
              },
            ],
          },
        ],
      },
    },
    over: { type: 'final' },
  },
})

export const talk = defineScenario({
  name: 'talk',
  version: 1,
  summary: 'Everybody speaks in every round.',
  citation: '',
  parameters: Parameters,
  roles: { speaker: { min: 1, max: 9 } },
  machine,
  counterbalance: {},
  read: ({ messages }) => [
    { name: 'rules', text: 'You sit in a round and talk.' },
    { name: 'said', text: messages.map(({ from, text }) => `${from}: ${text}`).join('\n') },
  ],
  tellsMessages: true,
  mostTicks: ({ rounds }) => rounds,
  examples: [{ rounds: 2 }],
})
