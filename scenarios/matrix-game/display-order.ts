/** The order in which the options of a round are named to both players. */
import { shuffled } from '../../src/index.ts'
import { isByRound, type Parameters } from './parameters.ts'
import type { Seat, StageGame } from './stage-game.ts'

export type DisplayOrder = Readonly<Record<Seat, readonly number[]>> & { readonly key: string }

/** Option indexes in displayed order, by seat; `shuffled` draws anew each round and, where both seats have as many options, gives both the same. */
export function displayOrder(
  { order, rotation }: Pick<Parameters, 'order' | 'rotation'>,
  game: StageGame,
  round: number,
  draw: (stream: string, index: number) => number,
): DisplayOrder {
  const of = (size: number): number[] => {
    const indexes = rotate(baseOrder(order, size, round), rotation)
    return order === 'shuffled'
      ? shuffled(indexes, draw, 'order', (round - 1) * indexes.length)
      : indexes
  }
  const row = of(game.options.row.length)
  const column = of(game.options.column.length)
  return { row, column, key: `${row.join(' ')} | ${column.join(' ')}` }
}

/** Whether rounds differ in their order. */
export function isOrderedByRound(order: Parameters['order']): boolean {
  return order === 'shuffled' || isByRound(order)
}

/** The order that holds for the whole run: where rounds differ there is none, and the rules are told canonically. */
export function standingOrder(
  parameters: Pick<Parameters, 'order' | 'rotation'>,
  game: StageGame,
): DisplayOrder {
  const order = isOrderedByRound(parameters.order) ? 'fixed' : parameters.order
  return displayOrder({ order, rotation: parameters.rotation }, game, 1, () => 0)
}

function baseOrder(order: Parameters['order'], size: number, round: number): number[] {
  const indexes = Array.from({ length: size }, (_, i) => i)
  if (isByRound(order)) return [...(order[(round - 1) % order.length] ?? indexes)]
  if (Array.isArray(order)) return [...(order as number[])]
  return order === 'reversed' ? indexes.reverse() : indexes
}

/** The list from position `by` on, then its beginning. */
export function rotate<T>(list: readonly T[], by: number): T[] {
  const shift = by % list.length
  return [...list.slice(shift), ...list.slice(0, shift)]
}
