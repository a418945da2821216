/** Parameters drawn at random, for property tests: items of any kind that a bank can have, displayed in any way. */
import fc from 'fast-check'
import type { z } from 'zod'
import type { Parameters } from './parameters.ts'

type Input = z.input<typeof Parameters>
type Item = Input['items'][number]

const words = fc
  .array(fc.constantFrom('wait', 'walk', 'été', '"so"', 'A)', '1)', 'no', '🙂', '{x}'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((list) => list.join(' '))

const texts = fc.uniqueArray(words, { minLength: 2, maxLength: 6 })

const item: fc.Arbitrary<Item> = fc
  .record({
    key: fc.stringMatching(/^[a-z][a-z0-9-]{0,7}$/),
    // A situation that read like one of its own options is a fault, which is tested by itself.
    text: words.map((one) => `Here: ${one}`),
    texts,
    named: fc.boolean(),
    keyed: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
  })
  .map(({ texts: list, named, keyed, ...rest }) => {
    const names = named ? list.map((_, i) => `option-${i + 1}`) : list
    const options = named ? list.map((text, i) => ({ name: `option-${i + 1}`, text })) : list
    const answer = keyed === undefined ? undefined : names[keyed % names.length]
    return { ...rest, options, ...(answer === undefined ? {} : { answer }) }
  })

export const parametersArbitrary: fc.Arbitrary<Input> = fc.record(
  {
    items: fc.uniqueArray(item, { minLength: 1, maxLength: 5, selector: ({ key }) => key }),
    order: fc.constantFrom('fixed' as const, 'reversed' as const, 'shuffled' as const),
    rotation: fc.nat({ max: 7 }),
    labels: fc.constantFrom('letters' as const, 'numbers' as const),
    sequence: fc.constantFrom('fixed' as const, 'shuffled' as const),
    instructions: words,
  },
  { requiredKeys: ['items'] },
)
