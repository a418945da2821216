/** Parameters to try the scenario with, chosen so that every setting occurs that any cast can play. */
import type { z } from 'zod'
import type { Parameters } from './parameters.ts'

const brief = 'The street has 900 euros for its summer. What shall be done with the money?'

export const examples: readonly z.input<typeof Parameters>[] = [
  { brief, rounds: 2 },
  {
    brief,
    rounds: 2,
    order: 'simultaneous',
    names: 'nato',
    history: 'since-own',
    vote: { question: 'Which plan?', options: ['party', 'trees', 'repairs'] },
  },
  {
    brief,
    rounds: 3,
    order: 'raise-hand',
    visibility: 'ring',
    deliver: 'addressed',
    pass: true,
    failures: { failed: { sitOut: 1 }, notice: '(no connection)' },
    vote: {
      question: 'Which plan?',
      options: ['party', 'trees'],
      ballot: 'public',
      when: 'every-round',
      reach: 0.75,
    },
  },
  {
    brief,
    rounds: 3,
    order: { staggered: { launches: { every: 12 }, delays: { min: 5, max: 60 } } },
    places: 'shuffled',
    failures: { crashed: { removeAfter: 2 }, stopAbove: 0.6 },
  },
  {
    brief,
    rounds: 2,
    order: 'rotating',
    visibility: 'isolated',
    history: { last: 3 },
    names: ['Ann', 'Bob', 'Cem'],
    scaffold: { identity: 'You are {name}.', peers: '' },
  },
  {
    brief,
    rounds: 2,
    order: 'shuffled',
    visibility: {
      teams: [
        [1, 3],
        [2, 4],
      ],
    },
    deliver: { atMost: 1 },
    history: 'none',
    vote: { question: 'What has the group decided?', words: 200, ballot: 'public' },
  },
  {
    brief,
    rounds: 2,
    order: { moderated: { turns: 3 } },
    visibility: 'moderator',
    pass: true,
    moderatorName: 'Chair',
  },
]
