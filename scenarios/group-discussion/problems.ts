/** What of the parameters does not fit the cast. */
import { participantsFor, refusalOf } from '../../src/index.ts'
import type { Parameters } from './parameters.ts'
import { tableOf } from './table.ts'

/** Lays the table for so many, and tells why that cannot be done; empty where it can. */
export function castProblems(
  parameters: Parameters,
  seats: Readonly<Record<string, number>>,
): readonly string[] {
  if (seats['speaker'] === 1 && parameters.visibility !== 'isolated')
    return [
      'visibility: there is one speaker, whom nobody hears. Cast two or more, or write isolated.',
    ]
  return refusalOf(() => tableOf(parameters, participantsFor(seats), () => 0), 'order.staggered')
}
