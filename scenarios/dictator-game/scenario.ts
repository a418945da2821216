/**
 * One player divides money; the other has no say (Kahneman, Knetsch and Thaler 1986; in this form Forsythe, Horowitz, Savin and Sefton 1994, "Fairness in simple bargaining
 * experiments", Games and Economic Behavior 6). With `multiplier: 3` it is the twin of the trust game in which nothing can come back (Xie et al. 2024).
 */
import { assign } from 'xstate'
import {
  ask,
  assertRoundsLeft,
  defineScenario,
  inSteps,
  pay,
  scenarioSetup,
  show,
  type Amended,
  type Decided,
  type Effect,
  type Fault,
  type ParticipantId,
} from '../../src/index.ts'
import { Parameters, payoffs, ROLES, type Outcome, type Role } from './game.ts'
import { read, readPayoffs, rulesText } from './words.ts'

interface Context {
  readonly round: number
  readonly parameters: Parameters
  readonly players: Readonly<Record<Role, ParticipantId>>
}

function rules({ parameters, players }: Context): readonly Effect[] {
  return ROLES.map((role) => show(players[role], 'rules', { ...parameters, role }))
}

function question({ parameters: { endowment, step }, players }: Context): readonly Effect[] {
  const form = { kind: 'amount' as const, min: 0, max: inSteps(endowment, step), step }
  return [ask(players.dictator, 'give', form)]
}

/** A forfeit voids the round: a gift of nothing is a decision, and nobody has made it. */
function settle(
  { round, parameters, players }: Context,
  { decisions }: Decided,
): readonly Effect[] {
  const decided = decisions[players.dictator]
  const given = typeof decided === 'number' ? decided : null
  const paid = given === null ? { dictator: 0, recipient: 0 } : payoffs(parameters, given)
  const received = given === null ? null : paid.recipient
  return [
    ...ROLES.map((role) => pay(players[role], paid[role])),
    ...ROLES.map((role) => {
      const outcome: Outcome = { round, given, received, earned: paid[role] }
      return show(players[role], 'outcome', outcome)
    }),
  ]
}

/**
 * Goes on under other parameters: both read the new rules, and the dictator is asked anew.
 * @throws BadInputError for fewer rounds than have begun.
 */
function amend(before: Context, parameters: Parameters): Amended<Context> {
  assertRoundsLeft(before.round, parameters.rounds)
  const context = { ...before, parameters }
  return { context, effects: [...rules(context), ...question(context)] }
}

const machine = scenarioSetup<Parameters, Context, Role>().createMachine({
  context: ({ input: { parameters, roles } }) => ({
    round: 1,
    parameters,
    players: { dictator: roles.dictator[0], recipient: roles.recipient[0] },
  }),
  initial: 'opening',
  states: {
    opening: {
      entry: {
        type: 'effects',
        params: ({ context }) => rules(context),
      },
      always: 'giving',
    },
    giving: {
      entry: { type: 'effects', params: ({ context }) => question(context) },
      on: {
        decided: [
          {
            guard: ({ context }) => context.round >= context.parameters.rounds,
            target: 'over',
            actions: { type: 'effects', params: ({ context, event }) => settle(context, event) },
          },
          {
            target: 'giving',
            reenter: true,
            actions: [
              { type: 'effects', params: ({ context, event }) => settle(context, event) },
              assign({ round: ({ context }) => context.round + 1 }),
            ],
          },
        ],
      },
    },
    over: { type: 'final' },
  },
})

export const dictatorGame = defineScenario({
  name: 'dictator-game',
  version: 1,
  summary: 'One player divides money between itself and another, who has no say.',
  citation: 'Forsythe, Horowitz, Savin & Sefton 1994, Games and Economic Behavior 6(3).',
  parameters: Parameters,
  roles: { dictator: { min: 1, max: 1 }, recipient: { min: 1, max: 1 } },
  machine,
  counterbalance: {},
  read,
  amend: ({ context }, parameters) => amend(context as Context, parameters),
  parts: ['rules', 'history', 'now', 'question'],
  unit: ({ unit }) => unit,
  mostTicks: ({ rounds }) => rounds,
  mostRounds: ({ rounds }) => rounds,
  examples: [
    {},
    { multiplier: 3, step: 0.01, rounds: 3 },
    { endowment: 7.5, step: 0.5, unit: 'points' },
  ],
  conformance,
})

/** The words of the rules are read back, and compared with what is paid. */
function conformance(parameters: Parameters): Fault[] {
  const most = inSteps(parameters.endowment, parameters.step)
  return ROLES.flatMap((role) => {
    const told = readPayoffs(rulesText({ ...parameters, role }), { ...parameters, role })
    return [0, parameters.step, most].flatMap((given) => {
      const paid = payoffs(parameters, given)
      const said = told?.(given)
      return ROLES.flatMap((whose) =>
        said !== undefined && Math.abs(said[whose] - paid[whose]) < 1e-9 * (1 + paid[whose])
          ? []
          : [
              {
                where: `rules for the ${role}`,
                what: `where ${given} is given, the ${whose} is told ${said?.[whose] ?? 'nothing'} and paid ${paid[whose]}.`,
                mend: 'Mend the words in scenarios/dictator-game/words.ts.',
              },
            ],
      )
    })
  })
}
