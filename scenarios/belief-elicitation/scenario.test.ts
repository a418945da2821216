/** Beliefs are read strictly, asked for in the way that the strategy says, and kept as failures where they fail. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entriesOf, listed, play, tell, type Played } from '../trust-game/playing.contract.ts'
import { parametersArbitrary } from './arbitrary.contract.ts'
import { conformance } from './conformance.ts'
import { Parameters, type Elicited } from './game.ts'
import { parseBelief } from './parse-belief.ts'
import { beliefElicitation } from './scenario.ts'

const values = [
  { value: '18-29', said: 'people aged 18 to 29' },
  { value: '30-44', said: 'people aged 30 to 44' },
  { value: '65+', said: 'people aged 65 or older' },
]
const attribute = { name: 'age', values }
const fixed = { attribute, order: 'fixed' }
const ASK = ['forecaster']

const elicited = ({ entries }: Played): Elicited | undefined =>
  entriesOf(entries, 'fact-shown').find(({ name }) => name === 'elicited')?.data as
    Elicited | undefined
const answering = (name: string, list: readonly (string | number | undefined)[]) =>
  listed({ [`forecaster/${name}`]: list })

describe('a belief in JSON', () => {
  const order = { strategy: 'context', values, endowment: 10 } as const
  const dollars = { strategy: 'dollars', values, endowment: 10 } as const
  const said = values.map((one) => one.said)

  test('is an order of all groups and a word for the effect', () => {
    const words = JSON.stringify({ order: [said[2], said[0], said[1]], effect: 'small', why: 'x' })
    const belief = {
      order: ['65+', '18-29', '30-44'],
      effect: 'small',
      groups: null,
      failure: null,
    }
    expect(parseBelief(words, order)).toEqual(belief)
    expect(parseBelief(`\`\`\`json\n${words}\n\`\`\``, order)).toEqual(belief)
  })

  test('is a mean and a deviation for each group', () => {
    const groups = said.map((group, i) => ({ group, mean: 4 + i, sd: 2 }))
    expect(parseBelief(JSON.stringify({ groups }), dollars).groups).toEqual([
      { value: '18-29', mean: 4, sd: 2 },
      { value: '30-44', mean: 5, sd: 2 },
      { value: '65+', mean: 6, sd: 2 },
    ])
  })

  test.each([
    ['I think older people trust more.', /^not JSON$/],
    [`Sure! {"order": ["${said.join('", "')}"], "effect": "small"}`, /^not JSON$/],
    [JSON.stringify({ order: said }), /^not the fields asked for: effect/],
    [JSON.stringify({ order: said, effect: 'huge' }), /^not the fields asked for: effect/],
    [JSON.stringify({ order: said.slice(1), effect: 'small' }), /^not named: "people aged 18/],
    [JSON.stringify({ order: [...said, said[0]], effect: 'small' }), /^named twice/],
    [JSON.stringify({ order: [...said, 'robots'], effect: 'small' }), /^no such group: "robots"$/],
    ['{"order": "x"', /^not JSON$/],
    ['null', /^not the fields asked for/],
  ])('that reads %s is a failure that says why', (words, why) => {
    const belief = parseBelief(words, order)
    expect(belief.failure).toMatch(why)
    expect([belief.order, belief.effect, belief.groups]).toEqual([null, null, null])
  })

  test('with amounts that nobody could send is a failure', () => {
    const groups = said.map((group) => ({ group, mean: 4, sd: 2 }))
    const failureOf = (changed: object) =>
      parseBelief(
        JSON.stringify({ groups: [{ ...groups[0], ...changed }, ...groups.slice(1)] }),
        dollars,
      ).failure
    expect(failureOf({ mean: 11 })).toMatch(/^out of range/)
    expect(failureOf({ sd: -1 })).toMatch(/^out of range/)
    expect(failureOf({ mean: '4' })).toMatch(/^not the fields/)
    expect(failureOf({})).toBeNull()
  })
})

describe('the strategies', () => {
  const wordsOf = async (strategy: string): Promise<string> => {
    const player = answering('belief', ['?'])
    const { readings } = await play(beliefElicitation, ASK, { ...fixed, strategy }, { player })
    return Object.values(readings[0]?.parts ?? {}).join('\n')
  }

  test('tell the game to all but the one without context, and ask for dollars in one of them', async () => {
    const words = [await wordsOf('no-context'), await wordsOf('context'), await wordsOf('dollars')]
    expect(words.map((one) => one.includes('trust game'))).toEqual([false, true, true])
    expect(words.map((one) => one.includes('standard deviation'))).toEqual([false, false, true])
  })

  test('one by one: an order of n groups takes n − 1 choices and one for the effect', async () => {
    const player = listed({
      'forecaster/most-trusting': ['65+', '18-29'],
      'forecaster/effect': ['medium'],
    })
    const parameters = { ...fixed, strategy: 'no-context', answers: 'asked' }
    const played = await play(beliefElicitation, ASK, parameters, { player })
    expect(elicited(played)).toEqual({
      order: ['65+', '18-29', '30-44'],
      effect: 'medium',
      groups: null,
      failure: null,
    })
    expect(played.readings[2]?.parts['so-far']).toBe(
      'So far you have named, the most trusting first: people aged 65 or older; people aged 18 to 29.',
    )
  })

  test('one by one: a mean and a deviation of each group', async () => {
    const player = listed({ 'forecaster/mean': [4, 5.5, 6], 'forecaster/sd': [2, 2.25, 1] })
    const parameters = { ...fixed, answers: 'asked' }
    const played = await play(beliefElicitation, ASK, parameters, { player })
    expect(elicited(played)?.groups).toEqual([
      { value: '18-29', mean: 4, sd: 2 },
      { value: '30-44', mean: 5.5, sd: 2.25 },
      { value: '65+', mean: 6, sd: 1 },
    ])
  })

  test('an answer that does not come makes the belief a failure, and ends the asking', async () => {
    const player = listed({ 'forecaster/mean': [4], 'forecaster/sd': [undefined] })
    const parameters = { ...fixed, answers: 'asked' }
    const played = await play(beliefElicitation, ASK, parameters, { player })
    expect(elicited(played)).toMatchObject({ failure: 'no answer', groups: null })
    expect(played.ticks).toHaveLength(2)
  })
})

test('groups are listed in an order that is drawn and recorded, and told in that order', async () => {
  const listings = new Set<string>()
  for (let seed = 0; seed < 20; seed++) {
    const player = answering('belief', ['?'])
    const played = await play(beliefElicitation, ASK, { attribute }, { seed, player })
    const drawn = entriesOf(played.entries, 'chance-drawn')[0]?.value as string[]
    const told = [...(played.readings[0]?.parts['groups'] ?? '').matchAll(/^- (.+)$/gm)]
    expect(told.map(([, said]) => values.find((one) => one.said === said)?.value)).toEqual(drawn)
    listings.add(drawn.join())
  }
  expect(listings.size).toBeGreaterThan(3)
})

test('forecasts of rounds are made one by one, and none is told of the others', async () => {
  const player = answering('forecast', [5, 4, undefined, 2, 1, 0])
  const played = await play(beliefElicitation, ASK, { partner: { returns: 3 } }, { player })
  expect(played.ticks.map(({ round }) => round)).toEqual([1, 2, 3, 4, 5, 6])
  const told = played.readings.map(({ parts }) => Object.values({ ...parts, now: '' }).join('\n'))
  expect(new Set(told).size).toBe(1)
  expect(told[0]).toContain('always returns $3, or all that it received if that is less')
  expect(elicited(played)).toBeUndefined()
})

test('an attribute and a partner at once, or neither, are refused', () => {
  expect(Parameters.safeParse({}).success).toBe(false)
  expect(Parameters.safeParse({ attribute, partner: { returns: 1 } }).success).toBe(false)
})

test('the golden record reads as it always did', async () => {
  const words = JSON.stringify({ order: values.map(({ said }) => said), effect: 'small' })
  const player = answering('belief', [words])
  const parameters = { ...fixed, strategy: 'context' }
  const played = await play(beliefElicitation, ASK, parameters, { player })
  await expect(tell(played)).toMatchFileSnapshot('golden/one-belief.txt')
})

const set = (at: object, parameters: object) =>
  ({ interventions: [{ at, deed: { do: 'set', parameters } }] }) as never

describe('parameters that are changed', () => {
  test('are told before the next forecast, and earlier forecasts stay', async () => {
    const player = answering('forecast', [5, 20])
    const plan = set({ round: 2 }, { endowment: 44 })
    const parameters = { partner: { returns: 3 }, rounds: 2 }
    const played = await play(beliefElicitation, ASK, parameters, { player, plan })
    expect(
      played.readings.map(({ parts }) => /\$(\d+) and/.exec(parts['game'] ?? '')?.[1]),
    ).toEqual(['10', '44'])
    expect(played.readings[1]?.parts['now']).toBe('You are now in round 2 of 2.')
  })

  test('are refused where half a belief would be about another game', async () => {
    const player = listed({ 'forecaster/mean': [4, 5, 6], 'forecaster/sd': [2, 2, 2] })
    const plan = set({ tick: 1 }, { endowment: 44 })
    const parameters = { ...fixed, answers: 'asked' }
    await expect(play(beliefElicitation, ASK, parameters, { player, plan })).rejects.toThrow(
      'part of it has been given',
    )
  })
})

test('the words conform to the parameters, whatever they are', () =>
  fc.assert(
    fc.property(parametersArbitrary, (input) => {
      expect(conformance(Parameters.parse(input))).toEqual([])
    }),
  ))
