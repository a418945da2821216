/**
 * Something for certain, or a risk that other people or a machine decide: how much of trusting is betting (Bohnet and Zeckhauser 2004, "Trust, risk and betrayal", Journal of
 * Economic Behavior and Organization 55; as asked of models by Xie et al. 2024).
 */
import {
  ask,
  chance,
  defineScenario,
  pay,
  scenarioSetup,
  show,
  type AnswerForm,
  type Decided,
  type Effect,
  type Fault,
  type ParticipantId,
} from '../../src/index.ts'
import { Parameters, type Outcome, type Rules } from './game.ts'
import { optionsText, read, readOptions } from './words.ts'

interface Context {
  readonly parameters: Parameters
  readonly chooser: ParticipantId
  readonly other: ParticipantId | undefined
  readonly draw: (stream: string, index: number) => number
}

function rulesOf({ probability, ...rest }: Parameters, role: Rules['role']): Rules {
  return { ...rest, role, probability: rest.method === 'choice' ? probability : null }
}

function formOf({ method, order }: Parameters): AnswerForm {
  if (method === 'minimum') return { kind: 'amount', min: 0, max: 100, step: 1 }
  const options = ['safe', 'risky']
  return {
    kind: 'choice',
    options,
    labels: ['A', 'B'],
    order: order === 'safe-first' ? [0, 1] : [1, 0],
  }
}

/** Tells the rules and asks. */
function putChoice({ parameters, chooser, other }: Context): readonly Effect[] {
  return [
    show(chooser, 'rules', rulesOf(parameters, 'chooser')),
    ...(other === undefined ? [] : [show(other, 'rules', rulesOf(parameters, 'other'))]),
    ask(chooser, parameters.method, formOf(parameters)),
  ]
}

/** What is taken by what was answered; null where nothing was. */
function takenBy({ probability }: Parameters, answer: unknown): 'safe' | 'risky' | null {
  if (answer === 'safe' || answer === 'risky') return answer
  if (typeof answer !== 'number') return null
  // A least probability of 46 % takes a risk of 46 %; whole per cents are compared to within rounding.
  return probability * 100 >= answer - 1e-9 ? 'risky' : 'safe'
}

/** A forfeit pays nobody: it is no choice of what is certain. */
function settle(
  { parameters, chooser, other, draw }: Context,
  { decisions }: Decided,
): readonly Effect[] {
  const taken = takenBy(parameters, decisions[chooser] ?? null)
  const isGood = draw('risk', 0) < parameters.probability
  const turnedOut = taken === 'risky' ? (isGood ? 'good' : 'bad') : null
  const [own, theirs] = taken === null ? [0, 0] : parameters[turnedOut ?? 'safe']
  const outcome: Outcome = { taken, turnedOut, earned: own }
  return [
    ...(turnedOut === null ? [] : [chance('risk', null, turnedOut)]),
    pay(chooser, own),
    ...(other === undefined || !parameters.other ? [] : [pay(other, theirs)]),
    show(chooser, 'outcome', outcome),
  ]
}

const machine = scenarioSetup<Parameters, Context, 'chooser' | 'other'>().createMachine({
  context: ({ input: { parameters, roles, draw } }) => {
    // A role that may be empty is not there where nobody was cast.
    const others = roles.other as readonly ParticipantId[] | undefined
    return { parameters, chooser: roles.chooser[0], other: others?.[0], draw }
  },
  initial: 'choosing',
  states: {
    choosing: {
      entry: {
        type: 'effects',
        params: ({ context }) => putChoice(context),
      },
      on: {
        decided: {
          target: 'over',
          actions: { type: 'effects', params: ({ context, event }) => settle(context, event) },
        },
      },
    },
    over: { type: 'final' },
  },
})

export const lotteryChoice = defineScenario({
  name: 'lottery-choice',
  version: 1,
  summary: 'Something for certain, or a risk that other people or a machine decide.',
  citation: 'Bohnet & Zeckhauser 2004, Journal of Economic Behavior & Organization 55(4).',
  parameters: Parameters,
  roles: { chooser: { min: 1, max: 1 }, other: { min: 0, max: 1 } },
  machine,
  counterbalance: {
    order: {
      variants: () => 2,
      apply: (parameters, variant): Parameters => ({
        ...parameters,
        order: variant === 0 ? 'safe-first' : 'risky-first',
      }),
    },
  },
  read,
  amend: ({ context }, parameters) => {
    const changed = { ...(context as Context), parameters }
    return { context: changed, effects: putChoice(changed) }
  },
  parts: ['rules', 'options', 'now', 'question'],
  unit: ({ unit }) => unit,
  mostTicks: () => 1,
  examples: [
    {},
    { source: 'chance', method: 'minimum', unit: 'points' },
    {
      safe: [5, 0],
      good: [10, 0],
      bad: [0, 0],
      probability: 0.46,
      other: false,
      order: 'risky-first',
    },
  ],
  conformance,
})

/** The words of the options are read back, and compared with what is paid. */
function conformance(parameters: Parameters): Fault[] {
  const told = readOptions(optionsText(rulesOf(parameters, 'chooser')), parameters)
  const { safe, good, bad, other } = parameters
  const paid = [safe, good, bad].map(([own, theirs]) => [own, other ? theirs : 0])
  return JSON.stringify(told) === JSON.stringify(paid)
    ? []
    : [
        {
          where: 'options',
          what: `told ${JSON.stringify(told)}, paid ${JSON.stringify(paid)}.`,
          mend: 'Mend the words in scenarios/lottery-choice/words.ts.',
        },
      ]
}
