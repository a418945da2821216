/** What is known of runs and participants, as typed variables of cases and sources. */
import type { RunSummary } from '../../io/store/store.ts'
import type { ParticipantId } from '../../record/ids.ts'
import { modelOf, type Seat } from '../../record/seat.ts'
import { guids } from './qda-record.ts'
import { element, textOf } from './xml.ts'

type Type = 'Text' | 'Integer' | 'Float'

export interface Variable {
  readonly name: string
  readonly type: Type
  readonly means: string
}

/** Name → value; null is left out. */
export type Values = Readonly<Record<string, string | number | null>>

const OF_RUNS: readonly Variable[] = [
  { name: 'run', type: 'Text', means: 'the id of the run' },
  { name: 'experiment', type: 'Text', means: 'the name of the experiment' },
  { name: 'scenario', type: 'Text', means: 'the rules that were played, with their version' },
  { name: 'treatment', type: 'Text', means: 'the treatment of the run' },
  { name: 'replicate', type: 'Integer', means: 'which repetition of its treatment, from 1' },
  { name: 'seed', type: 'Integer', means: 'the number from which all chance of the run is drawn' },
]
const OF_SOURCES: readonly Variable[] = [
  { name: 'channel', type: 'Text', means: 'where the words were said; none for decisions' },
]
const OF_CASES: readonly Variable[] = [
  { name: 'participant', type: 'Text', means: 'the seat, from p1' },
  { name: 'role', type: 'Text', means: 'the role that the participant plays' },
  { name: 'agent', type: 'Text', means: 'the agent in the seat' },
  { name: 'policy', type: 'Text', means: 'how the agent decides' },
  { name: 'model', type: 'Text', means: 'the model asked for; none for rules' },
  { name: 'persona', type: 'Text', means: 'the name of the persona, or its text' },
  { name: 'payoff', type: 'Float', means: 'the sum of the points that were awarded' },
]

/** A factor's variable; factors may be called like anything else. */
function factorName(path: string): string {
  return `factor ${path}`
}

/** The variables of a record: the factors are those of its runs, by name. */
export function variablesOf(runs: readonly RunSummary[]): Variable[] {
  const factors = [...new Set(runs.flatMap(({ plan }) => Object.keys(plan.levels)))].sort()
  const ofFactors = factors.map((path): Variable => ({
    name: factorName(path),
    type: 'Text',
    means: `the level of the factor ${path}`,
  }))
  return [...OF_RUNS, ...ofFactors, ...OF_SOURCES, ...OF_CASES]
}

export function valuesOfRun({ runId, plan }: RunSummary): Values {
  const { experiment, scenario, treatment, replicate, seed, levels } = plan
  return {
    run: runId,
    experiment,
    scenario: `${scenario.name} ${scenario.version}`,
    treatment,
    replicate,
    seed,
    ...Object.fromEntries(
      Object.entries(levels).map(([path, level]) => [
        factorName(path),
        typeof level === 'string' ? level : JSON.stringify(level),
      ]),
    ),
  }
}

export function valuesOfSeat(seat: Seat, payoffs: ReadonlyMap<ParticipantId, number>): Values {
  const { participant, role, agent, policy, persona, personaName } = seat
  return {
    participant,
    role,
    agent,
    policy,
    model: modelOf(seat),
    persona: personaName ?? persona,
    payoff: payoffs.get(participant) ?? null,
  }
}

export function variableXml({ name, type, means }: Variable): string {
  return element(
    'Variable',
    { guid: guids.variable(name), name, typeOfVariable: type },
    element('Description', {}, textOf(means)),
  )
}

/** A function that writes values by the types of their variables. */
export function valuesXml(variables: readonly Variable[]): (values: Values) => string {
  const typeOf = new Map(variables.map(({ name, type }) => [name, type]))
  return (values) =>
    Object.entries(values)
      .map(([name, value]) => {
        if (value === null) return ''
        const words =
          typeof value === 'number' ? decimalOf(value) : value === '' ? '' : textOf(value)
        const held = element(`${typeOf.get(name) ?? 'Text'}Value`, {}, words)
        const reference = element('VariableRef', { targetGUID: guids.variable(name) })
        return element('VariableValue', {}, reference + held)
      })
      .join('')
}

/** A number as `xsd:decimal` writes it: without an exponent. */
export function decimalOf(value: number): string {
  const written = String(value)
  const [digits = '', exponent] = written.split('e')
  if (exponent === undefined) return written
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.')
  const shift = Number(exponent)
  const sign = value < 0 ? '-' : ''
  return shift < 0
    ? `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`
    : `${sign}${whole}${fraction.padEnd(shift, '0')}`
}
