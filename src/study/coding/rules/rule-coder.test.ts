/** Rules hold where their words say so, rest on the words that they found, and say nothing where nothing can be told. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TickEntry } from '../../../record/entry.ts'
import { unitsOf } from '../cut-units.ts'
import type { Rule } from '../rule.ts'
import { madeCodebook } from '../testing/made-codebook.ts'
import { decided, madeTalk, madeWorld, namedPlan, said, ticksOf, who } from '../testing/made-run.ts'
import { patternFault } from './safe-pattern.ts'
import { ruleCoder, type RuleCoding } from './rule-coder.ts'

/** A code with that rule, for units of that kind. */
function coderOf(rule: unknown, unit = 'message'): ReturnType<typeof ruleCoder> {
  return ruleCoder(madeCodebook({ it: { definition: 'It holds.', unit, rule } }))
}

/** What a rule says of words that Ada says to Bo, Cy and Dee. */
function codingOf(rule: unknown, text: string, unit = 'message'): RuleCoding {
  const { world } = madeTalk(['Ada', 'Bo', 'Cy', 'Dee'], [[1, text]])
  const [coding] = coderOf(rule, unit)(unitsOf(world, [unit as 'message'])[0]!, world)
  return coding!
}

const valueOf = (rule: unknown, text: string): unknown => codingOf(rule, text).value
const quotes = ({ spans }: RuleCoding): string[] => spans.map(({ quote }) => quote)

describe('terms', () => {
  test.each([
    ['should', 'You SHOULD go', 1],
    ['should', 'shoulder', 0],
    ['should', "shouldn't", 0],
    ["let's", 'Let’s go', 1],
    ['let', "let's go", 0],
    ['have to', 'we have\n  to go', 1],
    ['promis*', 'I promised it', 1],
    ['promis*', 'compromise', 0],
    ['équipe', "l'équipe", 1],
    ['e\u0301quipe', "l'équipe", 1],
    ['équipe', "l'e\u0301quipe", 1],
    ['equip', 'équip\u0301', 0],
    ['50/50', 'split it 50/50!', 1],
    ['c++', 'in C++, say', 1],
    ['同意', '我同意你', 1],
    ['👍', 'ok👍ok', 1],
  ])('"%s" in "%s": %i', (term, text, value) => {
    expect(valueOf({ terms: [term] }, text)).toBe(value)
  })

  test('are counted once each, and each is a span', () => {
    const rule = { terms: ['must', 'should'], least: 2 }
    expect(valueOf(rule, 'must must must')).toBe(0)
    const coding = codingOf(rule, '🦋 must, should, must')
    expect(coding).toMatchObject({ value: 1, rationale: '"must", "should" (2 or more are wanted)' })
    expect(coding.spans).toEqual([
      { start: 2, end: 6, quote: 'must' },
      { start: 8, end: 14, quote: 'should' },
      { start: 16, end: 20, quote: 'must' },
    ])
  })

  test('may come from a lexicon of the codebook, of which the longest that fits is found', () => {
    const { world, units } = madeTalk(['Ada', 'Bo'], [[1, 'We have to have.']])
    const codes = { it: { definition: 'It holds.', rule: { lexicon: 'duty' } } }
    const code = ruleCoder(madeCodebook(codes, { lexicons: { duty: ['have', 'have to'] } }))
    expect(quotes(code(units[0]!, world)[0]!)).toEqual(['have to', 'have'])
  })
})

test('words are stretches without white space, and bounds are what they say', () => {
  expect(valueOf({ words: { under: 3 } }, 'two words')).toBe(1)
  expect(valueOf({ words: { under: 2 } }, 'two words')).toBe(0)
  expect(valueOf({ words: { atLeast: 2 } }, ' two\n\nwords ')).toBe(1)
  expect(valueOf({ words: { atLeast: 1, under: 9 } }, '')).toBe(0)
})

describe('mentions', () => {
  const others = { mentions: 'others' }

  test('of others are by name; nobody mentions itself, and @all names nobody', () => {
    expect(codingOf(others, '[Ada]: @bo, as CY said')).toMatchObject({
      value: 1,
      rationale: 'names Bo, Cy',
    })
    expect(quotes(codingOf(others, 'Bo’s plan'))).toEqual(['Bo'])
    expect(valueOf(others, 'Ada: @all, @everyone')).toBe(0)
    expect(valueOf(others, 'body')).toBe(0)
    expect(valueOf({ ...others, least: 2 }, 'Bo and Bo')).toBe(0)
  })

  test('of everyone are calls to all, or most of the names at once', () => {
    const everyone = { mentions: 'everyone' }
    expect(valueOf(everyone, '@Everyone: ready?')).toBe(1)
    expect(valueOf(everyone, 'Bo, Cy, Dee: ready?')).toBe(1)
    expect(valueOf(everyone, 'Bo and Cy: ready?')).toBe(0)
    expect(valueOf({ ...everyone, share: 0.5 }, 'Bo and Cy')).toBe(0)
  })

  test('of the absent are of those who are away by then', () => {
    const crashed: TickEntry = {
      kind: 'participant-crashed',
      of: who(2),
      lasting: { rounds: 1 },
      notice: null,
      told: 'never',
    }
    const back: TickEntry = { kind: 'participant-returned', of: who(2), why: 'over' }
    const world = madeWorld(
      namedPlan(['Ada', 'Bo', 'Cy']),
      ticksOf([
        [said(1, 'Where is Bo?')],
        [crashed, said(1, 'Where is Bo?'), said(3, 'Where is Ada?')],
        [back, said(1, 'Welcome, Bo.')],
      ]),
    )
    const code = coderOf({ mentions: 'absent' })
    const values = unitsOf(world, ['message']).map((unit) => code(unit, world)[0]?.value)
    expect(values).toEqual([0, 1, 0, 0])
  })
})

test('a pattern matches in any line, without regard to case; an empty match rests on no words', () => {
  expect(quotes(codingOf({ pattern: 'v\\d+' }, 'V1 and v22'))).toEqual(['V1', 'v22'])
  expect(codingOf({ pattern: '^$|x*' }, 'abc')).toMatchObject({ value: 1, spans: [] })
  expect(valueOf({ pattern: '^b' }, 'ab')).toBe(0)
})

test('patterns that could take for ever are refused, ordinary ones are not', () => {
  for (const bad of ['(a+)+', '(a*)*b', '((a|b)+c*)+', '(?:x+y){2,}', '(', '[', 'a{2,1}'])
    expect(patternFault(bad), bad).not.toBeNull()
  for (const good of [
    '(ab)+',
    'a+b+',
    '(a+)?',
    '[+*]+',
    '\\(a+\\)+',
    '(a{1,3})+',
    '(?<!x+)y',
    '(x|y)*',
  ])
    expect(patternFault(good), good).toBeNull()
})

describe('decisions', () => {
  const plan = namedPlan(['Ada', 'Bo'])
  const stake: TickEntry = {
    kind: 'fact-shown',
    to: who(2),
    name: 'stake',
    data: { sent: 0.1, received: 0.3 },
  }
  const world = madeWorld(
    plan,
    ticksOf(
      [
        [decided(1, 'send', 0.1)],
        [stake, decided(2, 'return', 0.3)],
        [decided(1, 'choice', 'left')],
      ],
      [1, 1, 2],
    ),
  )
  const valuesOf = (decision: object): unknown[] =>
    unitsOf(world, ['decision']).map(
      (unit) => coderOf({ decision }, 'decision')(unit, world)[0]?.value,
    )

  test('are at an ask, of a value, within bounds', () => {
    expect(valuesOf({ ask: 'send' })).toEqual([1, 0, 0])
    expect(valuesOf({ is: ['left', 0.3] })).toEqual([0, 1, 1])
    expect(valuesOf({ ask: 'return', from: 0.3 })).toEqual([0, 1, 0])
    expect(valuesOf({ ask: 'return', above: 0.3 })).toEqual([0, 0, 0])
  })

  test('without an amount cannot be told to be within bounds: that is missing, not false', () => {
    expect(valuesOf({ above: 0 })).toEqual([1, 1, null])
  })

  test('are compared with what was shown, or with what the other decided, as decimals', () => {
    for (const per of [{ fact: 'stake', field: 'sent' }, { ask: 'send' }])
      expect(valuesOf({ ask: 'return', from: 3, to: 3, per })).toEqual([0, 1, 0])
    const unknown = { fact: 'nothing', field: 'sent' }
    expect(valuesOf({ ask: 'return', from: 3, per: unknown })).toEqual([0, null, 0])
  })
})

describe('all, any and not', () => {
  const [yes, no, open] = [
    { decision: { ask: 'it' } },
    { decision: { ask: 'no' } },
    { decision: { above: 0 } },
  ]
  const world = madeWorld(namedPlan(['Ada']), ticksOf([[decided(1, 'it', 'words')]]))
  const [unit] = unitsOf(world, ['decision'])
  const valueWith = (rule: unknown): unknown => coderOf(rule, 'decision')(unit!, world)[0]?.value

  test('are of three values: what cannot be told is settled by the rest, or stays', () => {
    expect([valueWith(yes), valueWith(no), valueWith(open)]).toEqual([1, 0, null])
    expect(valueWith({ all: [yes, open] })).toBeNull()
    expect(valueWith({ all: [open, no] })).toBe(0)
    expect(valueWith({ any: [open, yes] })).toBe(1)
    expect(valueWith({ any: [no, open] })).toBeNull()
    expect(valueWith({ not: open })).toBeNull()
    expect(valueWith({ not: { any: [no, no] } })).toBe(1)
  })

  test('obey De Morgan', () => {
    const rules = fc.letrec<{ rule: Rule }>((tie) => ({
      rule: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<Rule>(...([yes, no, open] as Rule[])),
        fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((all): Rule => ({ all })),
        fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((any): Rule => ({ any })),
        tie('rule').map((not): Rule => ({ not })),
      ),
    })).rule
    fc.assert(
      fc.property(fc.array(rules, { minLength: 1, maxLength: 3 }), (list) => {
        const negated = { any: list.map((not) => ({ not })) }
        expect(valueWith({ not: { all: list } })).toBe(valueWith(negated))
        expect(valueWith({ not: { not: { all: list } } })).toBe(valueWith({ all: list }))
      }),
    )
  })
})

describe('a coder', () => {
  const codes = {
    deep: {
      definition: 'How deep.',
      level: 'ordinal',
      where: { base: 1 },
      categories: { low: 'Low.', high: 'High.' },
      rules: { high: { terms: ['very'] }, low: { words: { under: 4 } } },
    },
    base: { definition: 'It is there.', rule: { terms: ['yes'] } },
    other: { definition: 'By people only.' },
    turns: { definition: 'Of turns.', unit: 'turn', rule: { words: { under: 9 } } },
  }
  const codesOf = (text: string): unknown[] => {
    const { world, units } = madeTalk(['Ada', 'Bo'], [[1, text]])
    return ruleCoder(madeCodebook(codes))(units[0]!, world).map(({ code, value }) => [code, value])
  }

  test('codes what has rules, for units of its kind, in the order of the codebook', () => {
    expect(codesOf('yes')).toEqual([
      ['deep', 'low'],
      ['base', 1],
    ])
    expect(codesOf('yes, very much so indeed')).toEqual([
      ['deep', 'high'],
      ['base', 1],
    ])
  })

  test('puts no code where its condition is not met: that is no row, not false', () => {
    expect(codesOf('no')).toEqual([['base', 0]])
  })

  test('says what is missing where no category’s rule holds', () => {
    const { world, units } = madeTalk(['Ada', 'Bo'], [[1, 'yes, four words here']])
    const [deep] = ruleCoder(madeCodebook(codes))(units[0]!, world)
    expect(deep).toMatchObject({ value: null, why: 'no category has a rule that holds' })
  })
})

test('what rules say of a unit depends neither on other units nor on their order', () => {
  const codes = {
    named: { rule: { mentions: 'others' } },
    must: { unit: 'turn', rule: { terms: ['must'] } },
    away: { rule: { mentions: 'absent' }, where: { named: 1 } },
  }
  const line = fc.tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom('Bo must', '@all', 'Ada', ''),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (lines, order) => {
      const { world } = madeTalk(['Ada', 'Bo', 'Cy'], lines)
      const units = unitsOf(world, ['message', 'turn'])
      const code = ruleCoder(madeCodebook(codes))
      const alone = units.map((unit) => ruleCoder(madeCodebook(codes))(unit, world))
      const shuffled = units.map((unit, i) => ({ unit, i, at: order.next().value as number }))
      for (const { unit, i } of shuffled.sort((a, b) => a.at - b.at))
        expect(code(unit, world)).toEqual(alone[i])
      expect(new Set(units.map(({ id }) => id)).size).toBe(units.length)
    }),
  )
})

test('spans are of the unit’s own text, also where it has many lines', () => {
  const texts = fc.array(fc.constantFrom('must', 'should', '🦋', 'שלום', 'e\u0301', ',', 'Bo'), {
    maxLength: 8,
  })
  const joints = fc.constantFrom(' ', '\n', ' \n')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(1, 2), texts, joints), { minLength: 1, maxLength: 4 }),
      (lines) => {
        const { world } = madeTalk(
          ['Ada', 'Bo'],
          lines.map(([from, words, joint]) => [from, words.join(joint)] as const),
        )
        const rule = { any: [{ terms: ['must', 'should'] }, { mentions: 'others' }] }
        for (const kind of ['message', 'run'] as const) {
          for (const unit of unitsOf(world, [kind])) {
            const own = [...unit.text]
            const [coding] = coderOf(rule, kind)(unit, world)
            for (const { start, end, quote } of coding!.spans)
              expect(own.slice(start, end).join('')).toBe(quote)
          }
        }
        const words = lines.flatMap(([, list]) => list)
        const [run] = unitsOf(world, ['run'])
        const found = quotes(coderOf({ terms: ['must', 'should'] }, 'run')(run!, world)[0]!)
        expect(found).toEqual(words.filter((one) => one === 'must' || one === 'should'))
      },
    ),
  )
})
