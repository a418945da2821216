/** Parameters to try the scenario with. */
import type { z } from 'zod'
import type { Parameters } from './parameters.ts'

const ITEMS: z.input<typeof Parameters>['items'] = [
  {
    key: 'wallet',
    text: 'You find a wallet on an empty train.',
    options: [
      { name: 'hand', text: 'Hand it to the guard.' },
      { name: 'leave', text: 'Leave it.' },
      { name: 'keep', text: 'Keep it.' },
    ],
    answer: 'hand',
  },
  { key: 'rain', text: 'It rains on your way.', options: ['Wait.', 'Walk on.'] },
  {
    key: 'queue',
    text: 'Somebody cuts the queue in front of you.',
    options: [
      { name: 'speak', text: 'Say something.' },
      'Say nothing.',
      'Walk off.',
      { name: 'laugh', text: 'Laugh.' },
    ],
    answer: 'speak',
  },
]

export const examples: readonly z.input<typeof Parameters>[] = [
  { items: ITEMS },
  { items: ITEMS, order: 'reversed', labels: 'numbers', sequence: 'shuffled' },
  { items: ITEMS.slice(1, 2), order: 'fixed' },
]
