/** A scenario for tests: two plan once, then choose in rounds; each round is told in a part of its own, each message with its source. */
import { assign } from 'xstate'
import { z } from 'zod'
import { defineScenario, scenarioSetup } from '../../play/scenario/define-scenario.ts'
import { ask, say, show, type Effect } from '../../play/scenario/effects.ts'
import type { ParticipantId } from '../../record/ids.ts'
import { isProbeAsk } from '../../record/probe.ts'
import type { TextPart } from '../../record/prompt.ts'

const Parameters = z.strictObject({ rounds: z.int().positive() })
type Parameters = z.output<typeof Parameters>

interface Context {
  readonly round: number
  readonly players: readonly ParticipantId[]
  readonly rounds: number
}

interface Outcome {
  readonly [key: string]: number | string
  readonly round: number
  readonly own: string
  readonly other: string
}

const plan = ({ players }: Context): Effect[] =>
  players.map((player) => ask(player, 'plan', { kind: 'text', maxLength: 300 }))

const choose = ({ players }: Context): Effect[] =>
  players.map((player) =>
    ask(player, 'choice', {
      kind: 'choice',
      options: ['stay', 'go'],
      labels: ['J', 'F'],
      order: [0, 1],
    }),
  )

const machine = scenarioSetup<Parameters, Context, 'player'>().createMachine({
  context: ({ input }) => ({
    round: 1,
    players: input.roles.player,
    rounds: input.parameters.rounds,
  }),
  initial: 'planning',
  states: {
    planning: {
      entry: { type: 'effects', params: ({ context }) => plan(context) },
      on: { decided: { target: 'choosing' } },
    },
    choosing: {
      entry: { type: 'effects', params: ({ context }) => choose(context) },
      on: {
        decided: [
          {
            guard: ({ context: { round, rounds } }) => round >= rounds,
            target: 'over',
            actions: {
              type: 'effects',
              params: ({ context, event }) => outcomes(context, event.decisions),
            },
          },
          {
            target: 'choosing',
            reenter: true,
            actions: [
              {
                type: 'effects',
                params: ({ context, event }) => outcomes(context, event.decisions),
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

function outcomes(
  { players, round }: Context,
  decisions: Readonly<Record<string, string | number | null>>,
): Effect[] {
  return players.flatMap((player): Effect[] => {
    const own = String(decisions[player])
    const other = players.filter((one) => one !== player).map((one) => String(decisions[one]))
    return [
      say({
        from: player,
        channel: 'public',
        audience: [...players],
        text: `I did ${own} in round ${round}.`,
        onRecord: true,
      }),
      show(player, 'outcome', { round, own, other: other.join() }),
    ]
  })
}

export const toldRounds = defineScenario({
  name: 'told-rounds',
  version: 1,
  summary: 'Two plan once, then choose in rounds.',
  citation: '',
  parameters: Parameters,
  roles: { player: { min: 2, max: 2 } },
  machine,
  counterbalance: {},
  parts: ['rules', 'notes', 'history', 'messages', 'question'],
  tellsMessages: true,
  read: (seen, { name }) => {
    const known = seen.facts<Outcome>('outcome')
    const notes = ['Notes:', ...known.map(({ round }) => `- round ${round} is over`)].join('\n')
    return [
      { name: 'rules', text: 'You and another stay or go, round after round.' },
      { name: 'notes', text: notes },
      ...known.map(({ round, own, other }): TextPart => ({
        name: 'history',
        text: `Round ${round}: you did ${own}, the other did ${other}.`,
        round,
      })),
      ...seen.messages.map(({ from, text, tick }, i): TextPart => ({
        name: 'messages',
        text: `${from}: ${text}`,
        source: `message:${from}@${tick}`,
        round: 1 + Math.floor(i / 2),
      })),
      ...(isProbeAsk(name)
        ? []
        : [{ name: 'question', text: name === 'plan' ? 'What is your plan?' : 'Stay or go?' }]),
    ]
  },
  mostTicks: ({ rounds }) => 1 + rounds,
  mostRounds: ({ rounds }) => rounds,
  examples: [{ rounds: 2 }],
})
