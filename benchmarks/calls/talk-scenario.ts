/** A talk in rounds: all speak at once, and everybody hears everybody. */
import { assign } from 'xstate'
import { z } from 'zod'
import {
  ask,
  defineScenario,
  say,
  scenarioSetup,
  type Decided,
  type Effect,
  type ParticipantId,
} from '../../src/index.ts'

const Parameters = z.strictObject({ rounds: z.int().positive().default(10) })
type Parameters = z.infer<typeof Parameters>

interface Context {
  /** Counted from 1. */
  readonly round: number
  readonly rounds: number
  readonly speakers: readonly ParticipantId[]
}

const LONGEST = 600

/** What a participant reads, part by part; `lines` is all that was said, one line a message. */
export function talkText(own: string, speakers: number, round: number, lines: readonly string[]) {
  return {
    setting: `You are ${own}, one of ${speakers} neighbours who decide together how to spend the money of their street. In each round everybody speaks once, at the same time.`,
    talk: lines.join('\n'),
    question: `You are now in round ${round}. What do you say?`,
  }
}

export function spoken(who: string, text: string): string {
  return `${who}: ${text.replaceAll('\n', ' ')}`
}

function asks({ speakers }: Context): Effect[] {
  return speakers.map((of) => ask(of, 'speak', { kind: 'text', maxLength: LONGEST }))
}

function said({ speakers }: Context, { decisions }: Decided): Effect[] {
  return speakers.flatMap((from) => {
    const text = decisions[from]
    return typeof text === 'string'
      ? [say({ from, channel: 'public', audience: [...speakers], text, onRecord: true })]
      : []
  })
}

const machine = scenarioSetup<Parameters, Context, 'speaker'>().createMachine({
  context: ({ input }) => ({
    round: 1,
    rounds: input.parameters.rounds,
    speakers: input.roles.speaker,
  }),
  initial: 'talking',
  states: {
    talking: {
      entry: { type: 'effects', params: ({ context }) => asks(context) },
      on: {
        decided: [
          {
            guard: ({ context }) => context.round === context.rounds,
            target: 'over',
            actions: { type: 'effects', params: ({ context, event }) => said(context, event) },
          },
          {
            actions: [
              {
                type: 'effects',
                params: ({ context, event }) => [...said(context, event), ...asks(context)],
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

export const roundOfTalk = defineScenario({
  name: 'round-of-talk',
  version: 1,
  summary: 'All speak at once, round after round, and hear everybody.',
  citation: 'Made for the benchmark of model calls.',
  parameters: Parameters,
  roles: { speaker: { min: 2, max: 20 } },
  machine,
  counterbalance: {},
  read: (seen) => {
    const { audience = [] } = seen.messages[0] ?? {}
    const lines = seen.messages.map(({ from, text }) => spoken(from ?? 'news', text))
    const { setting, talk, question } = talkText(
      seen.participant,
      Math.max(audience.length, 7),
      seen.decisions.length + 1,
      lines,
    )
    return [
      { name: 'setting', text: setting },
      { name: 'talk', text: talk },
      { name: 'question', text: question },
    ]
  },
  mostTicks: ({ rounds }) => rounds,
})
