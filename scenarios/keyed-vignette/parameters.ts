/** What can be set: the items, how their options are displayed, in what sequence they come. */
import { z } from 'zod'
import { Item, MOST_OPTIONS, optionsOf, Words } from './item.ts'

export const Parameters = z.strictObject({
  items: z
    .array(
      Item,
      'write items: [{ key, text, options }, …], or { from: <name> } for items of a bank',
    )
    .min(1, 'at least 1 item')
    .superRefine((items, context) => {
      items.forEach((item, i) => {
        const complain = (field: string, message: string): void =>
          context.addIssue({ code: 'custom', path: [i, field], message })
        if (items.findIndex(({ key }) => key === item.key) < i)
          complain('key', `the key "${item.key}" is there twice`)
        const options = optionsOf(item)
        const names = options.map(({ name }) => name)
        if (names.length < 2 || names.length > MOST_OPTIONS)
          complain('options', `from 2 to ${MOST_OPTIONS} options can be shown, not ${names.length}`)
        if (new Set(names).size < names.length) complain('options', 'an option is there twice')
        if (item.answer !== undefined && !names.includes(item.answer))
          complain('answer', `"${item.answer}" is no option: ${names.join(', ')}`)
      })
    }),
  /** The order in which options are displayed; `shuffled`: anew for each respondent and item. */
  order: z.enum(['fixed', 'reversed', 'shuffled']).default('shuffled'),
  /** Places by which a fixed or reversed order is rotated. */
  rotation: z.int().nonnegative().default(0),
  /** What stands before the options, by their place on display. */
  labels: z.enum(['letters', 'numbers']).default('letters'),
  /** The sequence in which items come; `shuffled`: anew for each run, the same for all of its respondents. */
  sequence: z.enum(['fixed', 'shuffled']).default('fixed'),
  instructions: Words.default(
    'You will read short situations, one at a time. For each, choose the one option that comes closest to what you would do.',
  ),
})
export type Parameters = z.infer<typeof Parameters>
