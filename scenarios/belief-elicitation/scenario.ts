/**
 * A forecaster says what it believes about people in the trust game, or about itself: beliefs to be held against what it does in role (Mannekote et al. 2025, "Do role-playing
 * agents practice what they preach? Belief–behavior consistency in LLM-based simulations of human trust", arXiv 2507.02197).
 */
import { assign } from 'xstate'
import { defineScenario, scenarioSetup, show, type Decided } from '../../src/index.ts'
import { Parameters } from './game.ts'
import { conformance } from './conformance.ts'
import { amend, asksIn, elicitedIn, listedGroups, nextAsk, opening, type Context } from './play.ts'
import { read } from './words.ts'

function answered(context: Context, { decisions }: Decided): Context {
  return { ...context, answers: [...context.answers, decisions[context.forecaster] ?? null] }
}

/** Nothing follows from an order of which a place is missing: the first answer that does not come ends the asking about groups. */
function isLast({ parameters, answers }: Context): boolean {
  const isBroken = parameters.attribute !== undefined && answers.at(-1) === null
  return isBroken || answers.length >= asksIn(parameters)
}

const machine = scenarioSetup<Parameters, Context, 'forecaster'>().createMachine({
  context: ({ input: { parameters, roles, draw } }) => ({
    round: 1,
    parameters,
    forecaster: roles.forecaster[0],
    groups: listedGroups(parameters, draw),
    answers: [],
    draw,
  }),
  initial: 'opening',
  states: {
    opening: {
      entry: { type: 'effects', params: ({ context }) => opening(context) },
      always: 'asking',
    },
    asking: {
      entry: { type: 'effects', params: ({ context }) => nextAsk(context) },
      on: {
        decided: [
          {
            guard: ({ context, event }) => isLast(answered(context, event)),
            target: 'over',
            actions: {
              type: 'effects',
              params: ({ context, event }) =>
                context.parameters.attribute === undefined
                  ? []
                  : [show(context.forecaster, 'elicited', elicitedIn(answered(context, event)))],
            },
          },
          {
            target: 'asking',
            reenter: true,
            actions: assign(({ context, event }) => ({
              ...answered(context, event),
              round: context.parameters.attribute === undefined ? context.round + 1 : 1,
            })),
          },
        ],
      },
    },
    over: { type: 'final' },
  },
})

const age = {
  name: 'age',
  values: [
    { value: '18-29', said: 'people aged 18 to 29' },
    { value: '30-44', said: 'people aged 30 to 44' },
    { value: '65+', said: 'people aged 65 or older' },
  ],
}

export const beliefElicitation = defineScenario({
  name: 'belief-elicitation',
  version: 1,
  summary: 'A forecaster says who trusts more, how much is sent, or what it would send itself.',
  citation: 'Mannekote et al. 2025, arXiv 2507.02197.',
  parameters: Parameters,
  roles: { forecaster: { min: 1, max: 1 } },
  machine,
  counterbalance: {},
  read,
  amend: ({ context }, parameters) => amend(context as Context, parameters),
  parts: ['task', 'game', 'groups', 'partner', 'now', 'so-far', 'question'],
  unit: () => null,
  mostTicks: asksIn,
  mostRounds: ({ attribute, rounds }) => (attribute === undefined ? rounds : 1),
  examples: [
    { attribute: age },
    { attribute: age, strategy: 'no-context', order: 'fixed' },
    { attribute: age, strategy: 'context', answers: 'asked' },
    { attribute: age, strategy: 'dollars', answers: 'asked', endowment: 44 },
    { partner: { returns: 3 } },
  ],
  conformance,
})
