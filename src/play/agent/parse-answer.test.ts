import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AmountForm, AnswerForm, ChoiceForm, TextForm } from '../../record/ask.ts'
import { fitValue } from '../../record/fit-value.ts'
import { parseAnswer } from './parse-answer.ts'

function choice(labels: readonly string[], passable = false): ChoiceForm {
  return {
    kind: 'choice',
    options: labels.map((_, i) => `option-${i}`),
    labels: [...labels],
    order: labels.map((_, i) => i),
    passable,
  }
}
const amount = (min: number, max: number, step: number, passable = false): AmountForm => ({
  kind: 'amount',
  min,
  max,
  step,
  passable,
})
const words = (maxLength: number, passable = false): TextForm => ({
  kind: 'text',
  maxLength,
  passable,
})

const read = (form: AnswerForm, reply: string) => parseAnswer(form, reply, { structured: false })
const readJson = (form: AnswerForm, reply: string) => parseAnswer(form, reply, { structured: true })
const why = (form: AnswerForm, reply: string): string => {
  const answer = read(form, reply)
  return answer.kind === 'invalid' ? answer.why : answer.kind
}

/** Labels that could be confused: substrings of one another, regex characters, several scripts. */
const label = fc
  .oneof(
    fc.constantFrom(
      'A',
      'B',
      'AB',
      'ABA',
      'a.b',
      '.*',
      'J|F',
      '(x)',
      '[A]',
      '$1',
      '\\d+',
      'Option A',
      'تعاون',
      'خيانة',
      'שתף',
      '合作',
      '👍🏽',
      'é',
      'ß',
      '10',
      '1',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  )
  .map((text) => text.trim())
  .filter(
    (text) =>
      text !== '' &&
      !/[\n\r\v\f\u0085\u2028\u2029]/.test(text) &&
      !/answer\W*:/i.test(text) &&
      text !== 'PASS',
  )
const labels = fc.uniqueArray(label, { minLength: 2, maxLength: 6 })
const labelsAndPick = labels.chain((all) => fc.tuple(fc.constant(all), fc.nat(all.length - 1)))

describe('choices', () => {
  const jf = choice(['J', 'F'])

  test.each([
    'J',
    ' J \n',
    'J.',
    '"J"',
    '`J`',
    '**J**',
    "'J'.",
    '“J”',
    'ANSWER: J',
    'ANSWER:J',
    '**ANSWER: J**',
    'ANSWER: **J**.',
    'I like it.\n\nANSWER: J\n',
    'ANSWER: J\nAs I said:\nANSWER: j',
    'j',
  ])('%j is J', (reply) => {
    expect(read(jf, reply)).toEqual({ kind: 'valid', value: 'option-0', displayed: 'J' })
  })

  test.each([
    ['I will not pick J; my choice is F', 'no-answer'],
    ['J or F', 'no-answer'],
    ['J\nbecause it is fair', 'no-answer'],
    ['The answer is J', 'no-answer'],
    ['ANSWER: J\nNo, wait.', 'no-answer'],
    ['ANSWER: J or F', 'no-such-label'],
    ['ANSWER: X', 'no-such-label'],
    ['ANSWER:', 'no-such-label'],
    ['ANSWER: F\nANSWER: J', 'ambiguous'],
    ['**Answer:** F\nANSWER: J', 'ambiguous'],
    ['> answer: maybe\nANSWER: J', 'ambiguous'],
    ['""J""', 'no-answer'],
    ['J..', 'no-answer'],
    ['J!', 'no-answer'],
    ['JJ', 'no-answer'],
    ['', 'empty'],
    [' \n\t', 'empty'],
    ['PASS', 'no-answer'],
  ])('%j is no answer: %s', (reply, fault) => {
    expect(why(jf, reply)).toBe(fault)
  })

  test('a label comes back as its canonical option, whatever labels stand beside it', () => {
    fc.assert(
      fc.property(labelsAndPick, fc.lorem(), ([all, pick], prose) => {
        const form = choice(all)
        const expected = { kind: 'valid', value: `option-${pick}`, displayed: all[pick] }
        expect(read(form, all[pick] as string)).toEqual(expected)
        expect(read(form, `ANSWER: ${all[pick]}`)).toEqual(expected)
        expect(read(form, `${prose}\n\nANSWER: ${all[pick]}\n`)).toEqual(expected)
        expect(readJson(form, JSON.stringify({ reasoning: prose, answer: all[pick] }))).toEqual(
          expected,
        )
      }),
    )
  })

  test('the order in which options are displayed changes nothing', () => {
    fc.assert(
      fc.property(labels, fc.lorem(), fc.infiniteStream(fc.nat()), (all, prose, numbers) => {
        const form = choice(all)
        const order = [...form.order].sort(() => ((numbers.next().value ?? 0) % 2) - 0.5)
        for (const reply of [...all, `ANSWER: ${all[0]}`, prose]) {
          expect(read({ ...form, order }, reply)).toEqual(read(form, reply))
        }
      }),
    )
  })

  test('the order of the options themselves, and other names for them, change only the names', () => {
    fc.assert(
      fc.property(labelsAndPick, ([all, pick]) => {
        const form = choice(all)
        const turned = {
          ...form,
          options: form.options.toReversed(),
          labels: form.labels.toReversed(),
        }
        const renamed = { ...form, options: form.options.map((name) => `${name}-renamed`) }
        const reply = `ANSWER: ${all[pick]}`
        expect(read(turned, reply)).toEqual(read(form, reply))
        expect(read(renamed, reply)).toEqual({
          kind: 'valid',
          value: `option-${pick}-renamed`,
          displayed: all[pick],
        })
      }),
    )
  })

  test('prose that holds labels is never valid', () => {
    fc.assert(
      fc.property(
        labelsAndPick,
        fc.array(fc.lorem({ maxCount: 3 }), { minLength: 1 }),
        ([all, pick], sentences) => {
          const prose = sentences.join(` ${all[pick]} `)
          for (const reply of [
            `${prose} ${all[pick]} it is`,
            `I do not want ${all[pick]}, thanks`,
            `${all[pick]}\n${prose} etc`,
          ]) {
            fc.pre(!all.some((one) => one.toLowerCase() === reply.toLowerCase()))
            expect(read(choice(all), reply).kind).toBe('invalid')
          }
        },
      ),
    )
  })

  test('a random reply is valid only where it is a label or ends with an answer line', () => {
    fc.assert(
      fc.property(labels, fc.string({ unit: 'binary', maxLength: 60 }), (all, reply) => {
        const answer = read(choice(all), reply)
        if (answer.kind !== 'valid') return
        const bare = reply.toLowerCase().replace(/["'`*“”‘’«»\s.]/gu, '')
        const meant = all.map((one) => one.toLowerCase().replace(/["'`*“”‘’«»\s.]/gu, ''))
        expect(meant.some((one) => bare === one || bare.endsWith(`answer:${one}`))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('exact labels come before tolerance and case, and what stays open is ambiguous', () => {
    expect(read(choice(['A', 'A.']), 'A.')).toMatchObject({ displayed: 'A.' })
    expect(read(choice(['A', '"A"']), '"A"')).toMatchObject({ displayed: '"A"' })
    expect(read(choice(['a', 'A']), 'A')).toMatchObject({ displayed: 'A' })
    expect(why(choice(['Go', 'GO']), 'go')).toBe('ambiguous')
    expect(why(choice(['same', 'same']), 'same')).toBe('ambiguous')
    expect(why(choice(['B', 'ANSWER: B']), 'ANSWER: B')).toBe('ambiguous')
  })

  test('a pass is a pass only where it is allowed, and not where a label is called so', () => {
    expect(why(choice(['J', 'F'], true), 'ANSWER: PASS')).toBe('passed')
    expect(why(choice(['J', 'F'], true), 'pass.')).toBe('passed')
    expect(why(choice(['PASS', 'F'], true), 'PASS')).toBe('ambiguous')
  })
})

describe('amounts', () => {
  test.each<[string, AmountForm, number]>([
    ['10', amount(0, 10, 1), 10],
    ['$7', amount(0, 10, 1), 7],
    ['ANSWER: $2.50', amount(0, 10, 0.5), 2.5],
    ['0.3', amount(0, 1, 0.1), 0.3],
    ['007', amount(0, 10, 1), 7],
    ['10.', amount(0, 10, 1), 10],
    ['**3**', amount(0, 10, 1), 3],
    ['-3', amount(-5, 5, 1), -3],
    ['0.0000001', amount(0, 1, 1e-7), 1e-7],
    ['1000000', amount(0, 1e21, 1), 1_000_000],
  ])('%j is read exactly', (reply, form, value) => {
    expect(read(form, reply)).toEqual({ kind: 'valid', value, displayed: null })
  })

  test.each([
    ['15', 'above-maximum'],
    ['-1', 'below-minimum'],
    ['2.5', 'off-step'],
    ['1.0000000000000000001', 'off-step'],
    ['1,000', 'no-answer'],
    ['5 points', 'no-answer'],
    ['five', 'no-answer'],
    ['ANSWER: 5 or 6', 'not-a-number'],
    ['1e1', 'no-answer'],
    ['0x5', 'no-answer'],
    ['٥', 'no-answer'],
    ['.5', 'no-answer'],
    ['5%', 'no-answer'],
    ['€5', 'no-answer'],
    ['I keep 3 and send 7', 'no-answer'],
    ['ANSWER: 3\nANSWER: 7', 'ambiguous'],
    ['9'.repeat(399), 'above-maximum'],
    ['9'.repeat(100_000), 'no-answer'],
    ['15, all of it!', 'no-answer'],
  ])('%j is no answer: %s', (reply, fault) => {
    expect(why(amount(0, 10, 1), reply)).toBe(fault)
  })

  test('every step of a decimal grid is valid, and fits the form; half a step never is', () => {
    const grids = fc.record({
      scale: fc.integer({ min: 0, max: 6 }),
      first: fc.integer({ min: -500, max: 500 }),
      width: fc.integer({ min: 1, max: 99 }),
      at: fc.nat(300),
    })
    fc.assert(
      fc.property(grids, ({ scale, first, width, at }) => {
        const decimal = (units: number): number => Number(`${units}e-${scale}`)
        const form = amount(decimal(first), decimal(first + 300 * width), decimal(width))
        const written = decimal(first + at * width).toFixed(scale)
        const answer = read(form, written)
        expect(answer).toEqual({ kind: 'valid', value: Number(written) + 0, displayed: null })
        if (answer.kind === 'valid') expect(fitValue(form, answer.value)).toBeDefined()
        const between = `${decimal(first + at * width).toFixed(scale)}${scale === 0 ? '.' : ''}5`
        if (width > 1 || scale < 6) expect(read(form, between).kind).toBe('invalid')
      }),
    )
  })

  test('minus zero is zero', () => {
    const answer = read(amount(-1, 1, 1), '-0')
    expect(answer.kind === 'valid' && Object.is(answer.value, 0)).toBe(true)
  })

  test('a pass', () => {
    expect(why(amount(0, 10, 1, true), 'ANSWER: PASS')).toBe('passed')
    expect(why(amount(0, 10, 1), 'ANSWER: PASS')).toBe('not-a-number')
  })
})

describe('words', () => {
  test('are kept verbatim, with their blanks and whatever they say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }), (said) => {
        const expected =
          said.trim() === ''
            ? { kind: 'invalid', why: 'empty' }
            : { kind: 'valid', value: said, displayed: null }
        expect(read(words(200), said)).toEqual(expected)
      }),
    )
  })

  test('that are too long are not cut', () => {
    expect(why(words(5), 'sixsix')).toBe('too-long')
    expect(why(words(6), 'sixsix')).toBe('valid')
  })

  test('PASS is a pass where it is allowed and a word where it is not', () => {
    expect(why(words(50, true), ' **PASS**. ')).toBe('passed')
    expect(why(words(50, true), 'I pass the salt')).toBe('valid')
    expect(why(words(50, true), 'pass')).toBe('valid')
    expect(read(words(50), 'PASS')).toMatchObject({ value: 'PASS' })
  })
})

describe('structured answers', () => {
  const jf = choice(['J', 'F'], true)
  test.each<[string, AnswerForm, string]>([
    ['{"answer":"J"}', jf, 'valid'],
    [' {"reasoning":"not F, {\\"answer\\":\\"F\\"}","answer":"j"}\n', jf, 'valid'],
    ['{"nested":{"answer":"F"},"answer":"J"}', jf, 'valid'],
    ['{"answer":"PASS"}', jf, 'passed'],
    ['J', jf, 'not-json'],
    ['"J"', jf, 'not-json'],
    ['["J"]', jf, 'not-json'],
    ['```json\n{"answer":"J"}\n```', jf, 'not-json'],
    ['{"answer":"J"} {"answer":"F"}', jf, 'not-json'],
    ['{"Answer":"J"}', jf, 'no-answer-property'],
    ['{"answer":"J","answer":"F"}', jf, 'repeated-answer-property'],
    ['{"answer":"J","\\u0061nswer":"F"}', jf, 'repeated-answer-property'],
    ['{"answer":["J"]}', jf, 'wrong-type'],
    ['{"answer":"I do not pick J"}', jf, 'no-such-label'],
    ['{"answer":"`J`"}', jf, 'no-such-label'],
    ['{"answer":0.3}', amount(0, 1, 0.1), 'valid'],
    ['{"answer":3e-1}', amount(0, 1, 0.1), 'valid'],
    ['{"answer":0.30000000000000004}', amount(0, 1, 0.1), 'off-step'],
    ['{"answer":1e400}', amount(0, 1, 0.1), 'above-maximum'],
    ['{"answer":"0.3"}', amount(0, 1, 0.1), 'wrong-type'],
    ['{"answer":"PASS"}', amount(0, 1, 0.1, true), 'passed'],
    ['{"answer":"hello"}', words(10), 'valid'],
    ['{"answer":""}', words(10), 'empty'],
    ['{}', words(10), 'no-answer-property'],
    [`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, jf, 'no-answer-property'],
  ])('%.60j', (reply, form, expected) => {
    const answer = readJson(form, reply)
    expect(answer.kind === 'invalid' ? answer.why : answer.kind).toBe(expected)
  })

  test('any further properties are ignored', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (further) => {
        const { answer: _, ...others } = further
        expect(readJson(jf, JSON.stringify({ ...others, answer: 'F' }))).toMatchObject({
          displayed: 'F',
        })
      }),
    )
  })
})
