/** Discussions drawn at random, for property tests: every order, visibility, selection and history, alone and together. */
import fc from 'fast-check'
import type { z } from 'zod'
import type { Parameters } from './parameters.ts'

type Input = z.input<typeof Parameters>

export interface AnyTalk {
  readonly speakers: number
  readonly moderators: number
  readonly parameters: Input
  readonly seed: number
}

/** Who sits there, and by which rules they talk. */
export const talkArbitrary: fc.Arbitrary<AnyTalk> = fc
  .record({
    speakers: fc.integer({ min: 2, max: 6 }),
    moderators: fc.constantFrom(0, 1),
    seed: fc.nat({ max: 1_000_000 }),
  })
  .chain((cast) =>
    parametersFor(cast.speakers, cast.moderators === 1).map((parameters) => ({
      ...cast,
      parameters,
    })),
  )

export function staggerFor(speakers: number): fc.Arbitrary<Extract<Input['order'], object>> {
  const moment = fc.integer({ min: 0, max: 9 })
  const listOf = (least: number) =>
    fc.array(fc.integer({ min: least, max: 9 }), { minLength: speakers, maxLength: speakers })
  const launches = fc.oneof(
    listOf(0),
    moment.map((every) => ({ every })),
    fc.tuple(moment, moment).map(([min, more]) => ({ min, max: min + more })),
  )
  const delays = fc.oneof(
    listOf(1),
    fc.tuple(moment, moment).map(([min, more]) => ({ min: min + 1, max: min + 1 + more })),
  )
  return fc.record({ launches, delays }).map((staggered) => ({ staggered }))
}

function parametersFor(speakers: number, hasModerator: boolean): fc.Arbitrary<Input> {
  const places = Array.from({ length: speakers }, (_, i) => i + 1)
  const order = fc.oneof(
    fc.constantFrom<Exclude<Input['order'], undefined>>(
      'fixed',
      'rotating',
      'shuffled',
      'simultaneous',
      'raise-hand',
      { 'raise-hand': { most: 2 } },
      ...(hasModerator ? (['moderated', { moderated: { turns: 2 } }] as const) : []),
    ),
    fc.subarray(places, { minLength: 1 }).map((fixed) => ({ fixed })),
    staggerFor(speakers),
  )
  const teams = fc
    .tuple(fc.shuffledSubarray(places, { minLength: 2 }), fc.nat())
    .map(([some, cut]) => {
      const at = 1 + (cut % (some.length - 1))
      return { teams: [some.slice(0, at), some.slice(at)] }
    })
  const visibility = fc.oneof(
    fc.constantFrom<Exclude<Input['visibility'], undefined>>(
      'all',
      'isolated',
      'ring',
      ...(hasModerator ? (['moderator'] as const) : []),
    ),
    teams,
  )
  const vote = fc.record({
    question: fc.constant('Which?'),
    options: fc.constant<string[]>(['trees', 'party']),
    ballot: fc.constantFrom('secret' as const, 'public' as const),
    when: fc.constantFrom('end' as const, 'every-round' as const),
  })
  return fc.record<Input, 'brief' | 'rounds'>(
    {
      brief: fc.constant('The brief.'),
      rounds: fc.integer({ min: 1, max: 4 }),
      order,
      visibility,
      places: fc.constantFrom('cast', 'shuffled'),
      deliver: fc.constantFrom<Exclude<Input['deliver'], undefined>>('all', 'addressed', {
        atMost: 2,
      }),
      history: fc.constantFrom<Exclude<Input['history'], undefined>>('whole', 'since-own', 'none', {
        last: 2,
      }),
      pass: fc.boolean(),
      vote,
      failures: fc.record({
        failed: fc.record({ sitOut: fc.constantFrom(0, 1), removeAfter: fc.constantFrom(2, 3) }),
        notice: fc.constant('(gone)'),
      }),
    },
    { requiredKeys: ['brief', 'rounds'] },
  )
}
