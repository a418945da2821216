/** The order in which the options of an item are displayed, and what stands before them. */
import { shuffled, type ChoiceForm, type Draw } from '../../src/index.ts'
import { MOST_OPTIONS, optionsOf, type Item } from './item.ts'
import type { Parameters } from './parameters.ts'

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
      ? shuffled(canonical, draw, `options/${respondent}`, index * MOST_OPTIONS)
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

function rotated<T>(list: readonly T[], by: number): T[] {
  const shift = by % list.length
  return [...list.slice(shift), ...list.slice(0, shift)]
}
