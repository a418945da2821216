/** What a player is told of the game, as data: the only source of the words about it. */
import type { Parameters } from './parameters.ts'
import { roundsOf } from './parameters.ts'
import { endowments, type Holdings } from './stage.ts'
import { otherPart, type Part } from './part.ts'
import { toldOrders } from './theory.ts'

export type Rules = {
  readonly framing: string
  readonly unit: string
  /** The part that this player begins with. */
  readonly part: Part
  readonly endowments: Holdings
  readonly multiplier: number
  readonly step: number
  /** The number of rounds, null where it is hidden or open. */
  readonly rounds: number | null
  /** The probability of another round, null where it is hidden or the number is fixed. */
  readonly continuation: number | null
  readonly resets: boolean
  readonly matching: Parameters['matching']
  readonly swap: boolean
  readonly history: 'lines' | 'none'
  readonly historyRounds: number | null
  readonly theory: readonly { readonly attribute: string; readonly order: readonly string[] }[]
}

/** The rules as a player of a part knows them. */
export function rulesFor(part: Part, parameters: Parameters): Rules {
  const { framing, unit, multiplier, step, resets, matching, swap, history } = parameters
  const announced = parameters.horizon === 'announced'
  const { continuation } = parameters
  return {
    framing,
    unit,
    part,
    endowments: endowments(parameters),
    multiplier,
    step,
    rounds: announced && continuation === undefined ? roundsOf(parameters) : null,
    continuation: announced ? (continuation ?? null) : null,
    resets,
    matching,
    swap,
    history,
    historyRounds: parameters.historyRounds ?? null,
    theory: toldOrders(parameters).map(({ attribute, order }) => ({ attribute, order })),
  }
}

/** The part that a player has in a round. */
export function partIn({ part, swap }: Rules, round: number): Part {
  return swap && round % 2 === 0 ? otherPart(part) : part
}
