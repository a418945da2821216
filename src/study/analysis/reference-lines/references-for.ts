/** Which figures of people a run can be put beside: those of the same scenario, and what differs where it is only near. */
import type { Json } from '../../../base/canonical-json.ts'
import { givingLines } from './giving-lines.ts'
import { goodsLines } from './goods-lines.ts'
import type { Grade, ReferenceLine } from './reference-line.ts'
import { tableLines } from './table-lines.ts'

/** All lines, whatever their grade. */
export const referenceLines: readonly ReferenceLine[] = [
  ...givingLines,
  ...tableLines,
  ...goodsLines,
]

/** What is compared of a run. */
export interface PlayedAs {
  readonly scenario: string
  /** As a plan has them: what it leaves out is what the scenario takes by default. */
  readonly parameters: Readonly<Record<string, Json>>
  readonly seats: number
  /** Of a game in a table, as far as it is known: [row's points, column's points]. */
  readonly payoffs?: readonly (readonly (readonly [number, number])[])[] | null
}

export interface ReferenceMatch {
  readonly line: ReferenceLine
  /** Empty where all parameters are the same; else what differs, in words: `endowment: 10 there, 20 here`. */
  readonly differs: readonly string[]
}

/** Grades that are shown where nobody asks for more. */
export const SHOWN_GRADES: readonly Grade[] = ['A', 'B']

/**
 * The lines of a run's scenario, in the order of the list: those that match on every parameter with nothing that differs, the others with what does. Lines of grade C are left
 * out unless they are asked for: they are not confirmed.
 */
export function referencesFor(
  played: PlayedAs,
  grades: readonly Grade[] = SHOWN_GRADES,
): ReferenceMatch[] {
  const here = comparable(played)
  return referenceLines
    .filter(({ scenario, grade }) => scenario === played.scenario && grades.includes(grade))
    .map((line) => ({
      line,
      differs: Object.entries(line.parameters).flatMap(([name, there]) => {
        const ours = here.get(name)
        return isSame(ours, there) ? [] : [`${name}: ${there} there, ${inWords(ours)} here`]
      }),
    }))
}

/** What scenarios take where a plan says nothing, of those parameters that lines depend on. */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  'trust-game': { endowment: 10, multiplier: 3, endow: 'both', rounds: 1 },
  'dictator-game': { endowment: 10, multiplier: 1, rounds: 1 },
  'ultimatum-game': { pie: 10, rounds: 1 },
  'public-goods': { endowment: 20, rounds: 10, matching: 'partner', punishment: 'none' },
  'matrix-game': { rounds: 10, noise: 0 },
}

/** A run's parameters with defaults, and what follows from them under the names that lines use. */
function comparable({ scenario, parameters, seats, payoffs }: PlayedAs): Map<string, Json> {
  const here = new Map<string, Json>(
    Object.entries({ ...DEFAULTS[scenario], ...parameters }).filter(
      ([, value]) => value !== undefined,
    ),
  )
  // An open end takes the place of a number of rounds.
  if (parameters['continuation'] !== undefined && parameters['rounds'] === undefined)
    here.delete('rounds')
  if (scenario === 'public-goods') {
    const size = Number(parameters['groupSize'] ?? seats)
    const { mpcr, multiplier = 1.6 } = parameters
    here.set('groupSize', size)
    here.set('mpcr', mpcr ?? Number(multiplier) / size)
  }
  for (const [name, value] of dilemmaIn(payoffs ?? [])) here.set(name, value)
  return here
}

/** R, S, T, P of a symmetric 2 × 2 table whose first option is to cooperate; benefit over cost where it is a donation game (R + P = S + T). */
function dilemmaIn(payoffs: NonNullable<PlayedAs['payoffs']>): [string, number][] {
  const [[cc, cd] = [], [dc, dd] = []] = payoffs
  if (cc === undefined || cd === undefined || dc === undefined || dd === undefined) return []
  const isTwo = payoffs.length === 2 && payoffs.every((line) => line.length === 2)
  const isSymmetric = cc[0] === cc[1] && dd[0] === dd[1] && cd[0] === dc[1] && cd[1] === dc[0]
  if (!isTwo || !isSymmetric) return []
  const [R, S, T, P] = [cc[0], cd[0], dc[0], dd[0]]
  const isDonation = T > R && Math.abs(R + P - S - T) < 1e-9 * Math.max(1, Math.abs(T))
  return [
    ['R', R],
    ['S', S],
    ['T', T],
    ['P', P],
    ...(isDonation ? [['benefitOverCost', (R - S) / (T - R)] satisfies [string, number]] : []),
  ]
}

function isSame(ours: Json | undefined, theirs: string | number): boolean {
  if (typeof ours === 'number' && typeof theirs === 'number')
    return Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(theirs))
  return ours === theirs
}

function inWords(value: Json | undefined): string {
  if (value === undefined || value === null) return 'not known'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
