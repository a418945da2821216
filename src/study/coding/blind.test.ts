/** Coders see no names, models or treatments, and what they quote is found in the words that were said. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runIdOf } from '../../record/plan.ts'
import { blindRun, MODEL } from './blind-run.ts'
import { blindRuns, blindUnit, type BlindUnit } from './blind.ts'
import { unitsOf } from './cut-units.ts'
import type { RunWorld } from './run-world.ts'
import { decided, madeTalk, madeWorld, namedPlan, said, ticksOf, who } from './testing/made-run.ts'
import type { Unit } from './unit.ts'

const NOTHING = { before: [], after: [] }

function blinded(unit: Unit, world: RunWorld, seed = 1): BlindUnit {
  return blindUnit(
    unit,
    blindRuns(() => world, seed),
    NOTHING,
  )
}

/** What a seat of that model says of itself. */
function modelled(model: string, text: string, agent = 'somebody'): string {
  const base = namedPlan(['Ada', 'Bo'])
  const seats = base.seats.map((seat) => ({ ...seat, agent, settings: { model } }))
  const world = madeWorld({ ...base, seats }, ticksOf([[said(1, text, { heard: 2 })]]))
  return blindRun(world, 1).hide(text).text
}

describe('pseudonyms', () => {
  const names = ['Ada', 'Bo', 'Cy', 'Dee']
  const world = madeWorld(namedPlan(names), [])

  test('are letters from A, one for each participant, in an order that follows from the seed and the run', () => {
    const speakers = (seed: number, one = world): string[] =>
      names.map((_, i) => blindRun(one, seed).speakerOf(who(i + 1)))
    expect(speakers(1).toSorted()).toEqual(['Speaker A', 'Speaker B', 'Speaker C', 'Speaker D'])
    expect(speakers(1)).toEqual(speakers(1))
    const orders = new Set(Array.from({ length: 20 }, (_, seed) => speakers(seed).join()))
    expect(orders.size).toBeGreaterThan(8)
    const runs = Array.from({ length: 20 }, (_, seed) => {
      const plan = namedPlan(names, { seed })
      return speakers(1, { ...world, plan, run: runIdOf(plan) }).join()
    })
    expect(new Set(runs).size).toBeGreaterThan(8)
  })

  test('go on after Z', () => {
    const crowd = Array.from({ length: 30 }, (_, i) => `Name${i}`)
    const blind = blindRun(madeWorld(namedPlan(crowd), []), 1)
    const speakers = crowd.map((_, i) => blind.speakerOf(who(i + 1)))
    expect(speakers).toContain('Speaker Z')
    expect(speakers).toContain('Speaker AD')
    expect(new Set(speakers).size).toBe(30)
  })

  test('stand for names wherever they are mentioned, whoever says them', () => {
    const { hide, speakerOf } = blindRun(world, 1)
    const [a, b] = [speakerOf(who(1)), speakerOf(who(2))]
    expect(hide("ADA's plan, @Bo: [Ada]: nevada, Adam").text).toBe(
      `${a}'s plan, @${b}: [${a}]: nevada, Adam`,
    )
  })

  test('stand for every name that somebody ever had, and for ids where somebody has none', () => {
    const plan = namedPlan(['', 'Bo'])
    const names = { [who(2)]: 'Robert' }
    const shown = { kind: 'fact-shown' as const, to: who(1), name: 'setting', data: { names } }
    const { hide, speakerOf } = blindRun(madeWorld(plan, ticksOf([[shown]])), 1)
    expect(hide('p1, Bo and Robert; p2 is a priority').text).toBe(
      `${speakerOf(who(1))}, ${speakerOf(who(2))} and ${speakerOf(who(2))}; p2 is a priority`,
    )
  })
})

/** What is left of words among people of these names: seats by their place, in whatever order they have letters. */
function among(names: readonly string[], text: string, kind?: 'message' | 'decision'): string {
  const { hide, speakerOf } = blindRun(madeWorld(namedPlan(names), []), 1)
  const seats = names.map((_, i) => [speakerOf(who(i + 1)), `<${i + 1}>`] as const)
  return seats.reduce(
    (all, [speaker, seat]) => all.replaceAll(speaker, seat),
    hide(text, kind).text,
  )
}

describe('names of every kind are hidden', () => {
  test.each([
    ['pictures', ['🦊', '☀️'], '@🦊 and ☀, ☀️!', '@<1> and <2>, <2>!'],
    ['no picture within another', ['👩', 'Bo'], '👩 👩‍🚀', '<1> 👩‍🚀'],
    [
      'first and last names',
      ['Ada Lovelace', 'Bo Smith'],
      "Ada's, LOVELACE, Mr Smith",
      "<1>'s, <1>, Mr <2>",
    ],
    [
      'no part that begins sentences',
      ['Player One', 'May Lee'],
      'One of us: May I?',
      'One of us: May I?',
    ],
    [
      'no part that two share',
      ['Agent Red', 'Agent Blue'],
      'Red agent, an Agent, the red one',
      '<1> agent, an Agent, the red one',
    ],
    [
      'the whole before its parts',
      ['Ada Lee', 'Ada-Lee Vo'],
      'Ada-Lee Vo, Ada Lee, Ada',
      '<2>, <1>, Ada',
    ],
    [
      'names within names',
      ['Ann', 'Anna', 'Anna Lee'],
      "Ann's Anna, Anna Lee, Hanna",
      "<1>'s <2>, <3>, Hanna",
    ],
    ['what is not seen in a name', ['A​da', 'Bo'], 'Ada, A​da', '<1>, <1>'],
    ['special signs', ['C++', '$&', '(x)'], 'C++ or (x)', '<1> or <3>'],
    ['marks are no names', ['...', '-'], 'well ... a-b', 'well ... a-b'],
    [
      'names that look like pseudonyms',
      ['Speaker B', 'Speaker A'],
      'Speaker A asks Speaker B',
      '<2> asks <1>',
    ],
  ])('%s', (_, names, text, hidden) => {
    expect(among(names, text)).toBe(hidden)
  })

  test('ids in decisions, where they are nobody else’s words', () => {
    expect(among(['Ada', 'Bo'], 'partner: p2', 'decision')).toBe('partner: <2>')
    expect(among(['Ada', 'Bo'], 'p2 is a priority')).toBe('p2 is a priority')
  })
})

test.each([
  [
    'openai/gpt-4o-mini',
    'I am GPT-4o mini, made by OpenAI. ChatGPT?',
    `I am ${MODEL}, made by ${MODEL}. ${MODEL}?`,
  ],
  [
    'anthropic/claude-sonnet-4-6',
    'As Claude Sonnet 4.6 (Anthropic) I think',
    `As ${MODEL} (${MODEL}) I think`,
  ],
  [
    'imported/meta-llama/llama-4-maverick-17b-128e-instruct',
    'Llama 4 Maverick here',
    `${MODEL} here`,
  ],
  ['imported/qwen/qwen3-32b', 'Qwen3 32B, qwen and Qwenty', `${MODEL}, ${MODEL} and Qwenty`],
  ['simulated/mixed', 'a mixed and simulated plan', 'a mixed and simulated plan'],
  ['local/constructor', 'the constructor of it', `the ${MODEL} of it`],
  ['openai/o3', 'Open AI, open-ai, Chat GPT', `${MODEL}, ${MODEL}, ${MODEL}`],
  ['local/reciprocator', 'the reciprocator in local terms', `the ${MODEL} in local terms`],
])('a seat of %s gives itself away no more', (model, text, hidden) => {
  expect(modelled(model, text)).toBe(hidden)
})

test('models of no seat stay: they may be what is talked about', () => {
  expect(modelled('openai/gpt-4o', 'Use Claude or Gemini for it.')).toBe(
    'Use Claude or Gemini for it.',
  )
})

test('a participant that is called as its model keeps one pseudonym, and its family among others of that family is a model', () => {
  const base = namedPlan(['LLaMA 3.3 70B', 'LLaMA 4 Scout'])
  const models = ['imported/llama-3.3-70b-versatile', 'imported/meta-llama/llama-4-scout-17b']
  const seats = base.seats.map((seat, i) => ({ ...seat, settings: { model: models[i] ?? '' } }))
  const { hide, speakerOf } = blindRun(madeWorld({ ...base, seats }, []), 1)
  expect(hide('@LLaMA 4 Scout and llama 3.3 70b: which llama?').text).toBe(
    `@${speakerOf(who(2))} and ${speakerOf(who(1))}: which ${MODEL}?`,
  )
})

test('nothing that a coder is handed tells the treatment, the run, the experiment or the seat', () => {
  const plan = namedPlan(['Ada', 'Bo'], { treatment: 'secret-arm', experiment: 'secret-study' })
  const world = madeWorld(
    plan,
    ticksOf([[said(1, 'Hello Bo.', { heard: 2 }), decided(2, 'send', 5)]]),
  )
  for (const unit of unitsOf(world, ['message', 'turn', 'exchange', 'decision', 'run'])) {
    const seen = JSON.stringify({ ...blinded(unit, world), id: '' })
    expect(seen).not.toMatch(/secret|run_|\bAda\b|\bBo\b|\bp[12]\b/)
  }
})

describe('the way back', () => {
  const NAMES = ['Ada', 'Bo 👩‍🚀', 'محمد', 'Zoe\u0308', 'Li', 'x']
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        ...NAMES,
        '👩‍👩‍👧',
        'e\u0301',
        'שלום',
        '\u202eevil\u202c',
        ' ',
        '\n',
        '\r\n',
        ', ',
        "'s",
        '🦋',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { maxLength: 25 },
  )
  const aTalk = fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: NAMES.length }),
      pieces.map((list) => list.join('')),
    ),
    { minLength: 1, maxLength: 4 },
  )

  /** Blind code point → the own code points that it stands for: worked out from what was replaced by what. */
  function standsFor(own: string, world: RunWorld): (readonly [number, number])[] {
    const length = (text: string): number => [...text].length
    const places: (readonly [number, number])[] = []
    let from = 0
    const plain = (to: number): void => {
      for (let i = length(own.slice(0, from)); i < length(own.slice(0, to)); i++)
        places.push([i, i + 1])
    }
    for (const { start, end, by } of blindRun(world, 1).hide(own).replaced) {
      plain(start)
      const place = [length(own.slice(0, start)), length(own.slice(0, end))] as const
      places.push(...Array.from([...by], () => place))
      from = end
    }
    plain(own.length)
    return places
  }

  test('leads every span of the blind text to exactly the words that it stands for', () => {
    fc.assert(
      fc.property(aTalk, fc.nat(), fc.nat(), (lines, from, more) => {
        const ticks = ticksOf([
          lines.map(([one, text]) => said(one, text, { heard: NAMES.length })),
        ])
        const world = madeWorld(namedPlan(NAMES), ticks)
        for (const unit of unitsOf(world, ['message'])) {
          const { text, toOwn } = blinded(unit, world)
          const places = standsFor(unit.text, world)
          expect([...text]).toHaveLength(places.length)
          if (places.length === 0) continue
          const start = from % places.length
          const last = start + (more % (places.length - start))
          expect([toOwn(start), toOwn(last + 1, 'end')]).toEqual([
            places[start]?.[0],
            places[last]?.[1],
          ])
        }
      }),
    )
  })

  test('leads to the words of a line where the unit has many, and past what stands in front of them', () => {
    const { world } = madeTalk(
      ['Ada', 'Bo'],
      [
        [1, 'Yes 🦋\nand no.'],
        [2, 'Ada, no.'],
      ],
    )
    const [run] = unitsOf(world, ['run']) as [Unit]
    const { text, toOwn } = blinded(run, world)
    const at = (words: string): number => [...text.slice(0, text.indexOf(words))].length
    const own = [...run.text]
    expect(own.slice(toOwn(at('and no.')), toOwn(at('and no.') + 7, 'end')).join('')).toBe(
      'and no.',
    )
    expect(own.slice(toOwn(at(', no.')), toOwn(at(', no.') + 5, 'end')).join('')).toBe(', no.')
  })

  test('never goes backwards', () => {
    fc.assert(
      fc.property(aTalk, (lines) => {
        const ticks = ticksOf([
          lines.map(([one, text]) => said(one, text, { heard: NAMES.length })),
        ])
        const world = madeWorld(namedPlan(NAMES), ticks)
        for (const unit of unitsOf(world, ['message', 'run'])) {
          const { text, toOwn } = blinded(unit, world)
          for (const side of ['start', 'end'] as const) {
            const places = Array.from({ length: [...text].length + 1 }, (_, i) => toOwn(i, side))
            expect(places).toEqual(places.toSorted((a, b) => a - b))
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  test('takes a pseudonym for the whole name', () => {
    const { world, units } = madeTalk(['Maximilian', 'Bo'], [[2, '👍 I agree with Maximilian!']])
    const [unit] = units
    const { text, toOwn } = blinded(unit as Unit, world)
    const at = [...text.slice(0, text.indexOf('Speaker'))].length
    const own = [...(unit as Unit).text]
    const quoted = (start: number, end: number): string =>
      own.slice(toOwn(start), toOwn(end, 'end')).join('')
    expect(quoted(at, at + 9)).toBe('Maximilian')
    expect(quoted(at + 3, at + 5)).toBe('Maximilian')
    expect(quoted(0, 9)).toBe('👍 I agree')
    expect(quoted(at - 5, at + 10)).toBe('with Maximilian!')
  })
})
