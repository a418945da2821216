/** What a member is told of the game, as data: the only source of the words about it. */
import type { Deduction, Parameters } from './parameters.ts'
import { shareOf } from './payoffs.ts'

export type Rules = {
  readonly size: number
  readonly matching: Parameters['matching']
  /** Null where it is hidden. */
  readonly rounds: number | null
  readonly endowment: number
  readonly step: number
  /** What the sum of the contributions is multiplied by. */
  readonly multiplier: number
  /** What one point contributed is worth to each. */
  readonly share: number
  readonly told: Parameters['told']
  readonly names: Parameters['names']
  readonly punishment: Parameters['punishment']
  readonly deduction: Deduction
  readonly floor: boolean
  readonly punishers: Parameters['punishers']
  readonly unit: string
}

/** The rules of groups of a size. */
export function rulesFor(parameters: Parameters, size: number): Rules {
  const { horizon, rounds, endowment, step, told, names, punishment, deduction, floor } = parameters
  const share = shareOf(parameters, size)
  return {
    size,
    matching: parameters.matching,
    rounds: horizon === 'announced' ? rounds : null,
    endowment,
    step,
    multiplier: Number((share * size).toPrecision(12)),
    share,
    told,
    names,
    punishment,
    deduction,
    floor,
    punishers: parameters.punishers,
    unit: parameters.unit,
  }
}
