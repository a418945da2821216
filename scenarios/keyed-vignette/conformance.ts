/** What only this scenario can check: that the label a respondent reads before an option is the one that is recorded for it. */
import type { Fault } from '../../src/index.ts'
import { asking, beginning, type ShownItem } from './answering.ts'
import { optionsOf, type Item } from './item.ts'
import type { Parameters } from './parameters.ts'
import { itemText } from './read.ts'

/** Any numbers that differ: some order must come of them. */
const draw = (_: string, index: number): number => (index * 0.618_034) % 1

/** Reads every option back from the words of its item. */
export function conformance(parameters: Parameters): Fault[] {
  const context = beginning({
    parameters,
    roles: { respondent: ['p1' as never] },
    draw,
  })
  return context.sequence.flatMap((index, i) => {
    const [shown, asked] = asking(context, i + 1)
    if (shown?.kind !== 'fact-shown' || asked?.kind !== 'ask' || asked.form.kind !== 'choice')
      return [{ where: `item ${i + 1}`, what: 'is not shown and then asked.', mend: '' }]
    const lines = itemText(shown.data as unknown as ShownItem).split('\n')
    const { labels } = asked.form
    const item = parameters.items[index] as Item
    return optionsOf(item).flatMap(({ name, text }, option) => {
      const line = `${labels[option]}) ${text.split('\n')[0]}`
      const told = lines.filter((one) => one === line).length
      return told === 1
        ? []
        : [
            {
              where: `item "${item.key}", option "${name}"`,
              what: `"${line}" stands in its words ${told} times.`,
              mend: 'Mend itemText, or the text of the item.',
            },
          ]
    })
  })
}
