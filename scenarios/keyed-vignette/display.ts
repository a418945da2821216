/** The order in which the options of an item are displayed, and what stands before them. */
import type { ChoiceForm } from '../../src/index.ts'
import { MOST_OPTIONS, optionsOf, type Item } from './item.ts'
import type { Parameters } from './parameters.ts'

type Draw = (stream: string, index: number) => number

/** What an item is asked with: canonical names, and for each its label and place. `index` is the item's place in the parameters. */
export function formOf(
  item: Item,
  index: number,
  respondent: string,
  { order, rotation, labels }: Pick<Parameters, 'order' | 'rotation' | 'labels'>,
  draw: Draw,
): ChoiceForm {
  const names = optionsOf(item).map(({ name }) => name)
  const canonical = names.map((_, i) => i)
  const displayed =
    order === 'shuffled'
      ? shuffled(canonical, `options/${respondent}`, index * MOST_OPTIONS, draw)
      : rotated(order === 'reversed' ? canonical.toReversed() : canonical, rotation)
  return {
    kind: 'choice',
    options: names,
    labels: canonical.map((option) => labelAt(displayed.indexOf(option), labels)),
    order: displayed,
  }
}

/** The label at a place on display, from 0. */
export function labelAt(place: number, labels: Parameters['labels']): string {
  return labels === 'letters' ? String.fromCodePoint(65 + place) : String(place + 1)
}

/** The list in another order (Fisher–Yates), drawn from a stream from an index on. */
export function shuffled<T>(list: readonly T[], stream: string, from: number, draw: Draw): T[] {
  const result = [...list]
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(draw(stream, from + i) * (i + 1))
    ;[result[i], result[j]] = [result[j] as T, result[i] as T]
  }
  return result
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const shift = by % list.length
  return [...list.slice(shift), ...list.slice(0, shift)]
}
