import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../base/canonical-json.ts'
import type { TokenLogprob } from '../../io/model/provider.ts'
import type { ChoiceForm } from '../../record/ask.ts'
import type { AnswerStyle } from './answer-format.ts'
import { roundedProbabilities } from './probabilities.ts'
import { readCompletion } from './read-completion.ts'
import { readLogprobs, type ToldProbabilities } from './read-logprobs.ts'

/** One place of a reply: what was sampled, and the probabilities of the alternatives. */
type Place = readonly [sampled: string, alternatives: Readonly<Record<string, number>>]

const formOf = (...labels: string[]): ChoiceForm => ({
  kind: 'choice',
  options: labels.map((_, i) => `o${i}`),
  labels,
  order: labels.map((_, i) => i),
})
const jf = formOf('J', 'F')

const placed = ([token, alternatives]: Place): TokenLogprob => ({
  token,
  logprob: Math.log(alternatives[token] ?? 1e-9),
  alternatives: Object.entries(alternatives).map(([one, share]) => ({
    token: one,
    logprob: Math.log(share),
  })),
})

/** Tokens of which nothing is told but that they were sampled. */
const said = (...tokens: string[]): Place[] => tokens.map((token) => [token, { [token]: 1 }])

function read(
  form: ChoiceForm,
  style: AnswerStyle,
  places: readonly Place[],
  changes: { reply?: string; finishReason?: string; logprobs?: TokenLogprob[] } = {},
): ToldProbabilities | undefined {
  const { finishReason = 'stop', logprobs = places.map(placed) } = changes
  const reply = changes.reply ?? places.map(([token]) => token).join('')
  return readLogprobs(
    form,
    style,
    reply,
    readCompletion(form, style, { text: reply, finishReason }),
    logprobs,
  )
}

/** The options' probabilities in their order, then that of a pass where there is one, then the rest. */
function numbers(told: ToldProbabilities | undefined): number[] | undefined {
  if (told === undefined) return undefined
  const { options, pass, other } = roundedProbabilities(told.probabilities)
  return [...options.values(), ...(pass === null ? [] : [pass]), other]
}

describe('a bare label', () => {
  test('gives each option the mass of the tokens that begin it', () => {
    const told = read(jf, 'bare', [['J', { J: 0.8, F: 0.15, I: 0.03, The: 0.02 }]])
    expect(numbers(told)).toEqual([0.8, 0.15, 0.05])
    expect(told?.given).toBe('prompt')
  })

  test('is known through blanks, marks and case, and by its beginning', () => {
    const form = formOf('cooperate', 'defect')
    const alternatives = { co: 0.3, ' Co': 0.1, '"cooper': 0.1, '**C': 0.05, def: 0.2, D: 0.15 }
    const told = read(form, 'bare', [
      ['co', { ...alternatives, 'cooperate.': 0.05, so: 0.05 }],
      ...said('operate'),
    ])
    expect(numbers(told)).toEqual([0.6, 0.35, 0.05])
    expect(told?.answerTokens).toHaveLength(1)
  })

  test('is not begun by a token that goes on otherwise', () => {
    const told = read(jf, 'bare', [['J', { J: 0.6, F: 0.1, Just: 0.2, 'F,': 0.1 }]])
    expect(numbers(told)).toEqual([0.6, 0.1, 0.3])
  })

  test('of an option that is not listed has none of the mass, which is told as other', () => {
    const told = read(jf, 'bare', [['J', { J: 0.9, A: 0.04, B: 0.03, C: 0.001 }]])
    expect(numbers(told)).toEqual([0.9, 0, 0.1])
  })

  test('that is a pass has a mass of its own', () => {
    const told = read({ ...jf, passable: true }, 'bare', [
      ['PA', { J: 0.3, F: 0.2, PA: 0.4, pass: 0.05, Well: 0.05 }],
      ...said('SS'),
    ])
    expect(numbers(told)).toEqual([0.3, 0.2, 0.45, 0.05])
  })

  test('is told also by a reply that is prose: nothing of it was an answer', () => {
    const told = read(jf, 'bare', [
      ['I', { I: 0.7, J: 0.2, F: 0.1 }],
      ...said(' would', ' rather', ' not'),
    ])
    expect(numbers(told)).toEqual([0.2, 0.1, 0.7])
    expect(told?.answerTokens).toHaveLength(1)
    const long = said(...Array.from({ length: 300 }, () => ' no'))
    const cut = [
      placed(['I', { I: 0.7, J: 0.2, F: 0.1 }]),
      ...long.slice(0, 100).map(placed),
      ...said(' the', ' end').map(placed),
    ]
    const reply = `I${long.map(([token]) => token).join('')}`
    expect(numbers(read(jf, 'bare', [], { reply, logprobs: cut }))).toEqual([0.2, 0.1, 0.7])
  })
})

describe('labels that begin alike', () => {
  const options = formOf('Option A', 'Option B')

  test('are told apart further on, along the reply', () => {
    const told = read(options, 'bare', [
      ['Option', { Option: 0.9, I: 0.1 }],
      [' B', { ' A': 0.7, ' B': 0.2, ' C': 0.1 }],
    ])
    expect(numbers(told)).toEqual([0.63, 0.18, 0.19])
  })

  test('after blanks too, which begin every label', () => {
    const told = read(jf, 'bare', [
      ['\n', { '\n': 0.7, J: 0.2, F: 0.1 }],
      ['J', { J: 0.6, F: 0.4 }],
    ])
    expect(numbers(told)).toEqual([0.62, 0.38, 0])
  })

  test('are not told where a beginning of several was another than that of the reply', () => {
    expect(
      read(options, 'bare', [
        ['Option', { Option: 0.5, Op: 0.45, I: 0.05 }],
        [' A', { ' A': 0.6, ' B': 0.4 }],
      ]),
    ).toBeUndefined()
  })

  test('are told where that is a hundredth at most, which is then other', () => {
    const told = read(options, 'bare', [
      ['Option', { Option: 0.992, ' ': 0.004, '"': 0.004 }],
      [' A', { ' A': 0.5, ' B': 0.5 }],
    ])
    expect(numbers(told)).toEqual([0.496, 0.496, 0.008])
  })

  test('are not told where one goes on where the other ends', () => {
    expect(read(formOf('1', '10'), 'bare', [['1', { '1': 0.9, '2': 0.1 }]])).toBeUndefined()
    const told = read(formOf('1', '10'), 'bare', [
      ['1', { '1': 0.9, '2': 0.1 }],
      ['0', { '0': 1 }],
    ])
    expect(numbers(told)).toEqual([0, 0.9, 0.1])
  })
})

describe('an answer after reasoning', () => {
  const reasoning = said('I', ' trust', '.', '\n', 'ANSWER', ':')

  test('is found after the last ANSWER:, and its distribution is given what was written before', () => {
    const told = read(jf, 'line', [
      ...said('Is', ' it', ' ANSWER', ':', ' F', '?', '\n'),
      ...reasoning,
      [' J', { ' J': 0.7, ' F': 0.2, J: 0.05, ' neither': 0.05 }],
    ])
    expect(numbers(told)).toEqual([0.75, 0.2, 0.05])
    expect(told?.given).toBe('reply')
    expect(told?.answerTokens.map(({ token }) => token)).toEqual([' J'])
  })

  test('is found within marks, and where the label has several tokens', () => {
    const told = read(formOf('stay', 'stray'), 'line', [
      ...reasoning,
      ...said(' **'),
      ['st', { st: 0.8, stray: 0.2 }],
      ['ay', { ay: 0.75, ray: 0.25 }],
      ...said('**', '\n'),
    ])
    expect(numbers(told)).toEqual([0.6, 0.4, 0])
    expect(told?.answerTokens.map(({ alternatives }) => alternatives.length)).toEqual([2, 2, 0, 0])
  })

  test('is not told by a reply that was bare, or no answer: it could have reasoned first', () => {
    expect(read(jf, 'line', [['J', { J: 0.5, I: 0.5 }]])).toBeUndefined()
    expect(read(jf, 'line', [...said('Hm'), ['.', { '.': 1 }]])).toBeUndefined()
    expect(read(jf, 'line', [...reasoning, [' K', { ' J': 0.5, ' K': 0.5 }]])).toBeUndefined()
  })

  test('in JSON is found as the value of its property', () => {
    const form = formOf('say "no"', 'go')
    const told = read(form, 'json', [
      ...said('{"', 'reason', 'ing":"', 'go', '","answer', '":', ' "'),
      ['say', { say: 0.6, go: 0.3, 'go"}': 0.05, x: 0.05 }],
      ...said(' \\"', 'no', '\\""', '}'),
    ])
    expect(numbers(told)).toEqual([0.6, 0.35, 0.05])
    expect(told?.given).toBe('reply')
  })

  test('is not told where a token holds other words besides', () => {
    expect(
      read(jf, 'line', [...said('ANSWER'), [': J', { ': J': 0.6, ': F': 0.4 }]]),
    ).toBeUndefined()
  })
})

describe('what does not tell', () => {
  const jOrF: Place = ['J', { J: 0.6, F: 0.4 }]

  test('is a reply without words or log-probabilities', () => {
    expect(read(jf, 'bare', [jOrF], { logprobs: [] })).toBeUndefined()
    expect(readLogprobs(jf, 'bare', 'J', { kind: 'passed' }, undefined)).toBeUndefined()
    expect(
      readLogprobs(jf, 'bare', null, { kind: 'invalid', why: 'refused' }, [placed(jOrF)]),
    ).toBeUndefined()
  })

  test('is a list too short to show where the options are', () => {
    expect(read(jf, 'bare', [['J', { J: 0.6 }]])).toBeUndefined()
    expect(read(jf, 'bare', [['J', {}]])).toBeUndefined()
    // The sampled token stands in the list although others, unlisted, are likelier than it.
    expect(read(jf, 'bare', [['F', { A: 0.3, B: 0.2, F: 0.0001 }]])).toBeUndefined()
  })

  test('are tokens that are not those of the reply', () => {
    expect(read(jf, 'bare', said('<think>', 'F', '</think>', 'J'), { reply: 'J' })).toBeUndefined()
    expect(read(jf, 'line', said('ANSWER: F'), { reply: 'ANSWER: J' })).toBeUndefined()
  })

  test('is a reply that was read otherwise than its tokens begin', () => {
    const form = formOf('A', 'B')
    expect(
      read(form, 'bare', [['A', { A: 0.9, B: 0.1 }], ...said(' hard', ' question')]),
    ).toBeUndefined()
    expect(read(jf, 'bare', [jOrF], { finishReason: 'content_filter' })).toBeUndefined()
  })

  test('are numbers that are no probabilities', () => {
    expect(read(jf, 'bare', [['J', { J: 0.9, F: 0.9 }]])).toBeUndefined()
    const list = placed(jOrF)
    expect(numbers(read(jf, 'bare', [jOrF], { logprobs: [{ ...list, logprob: NaN }] }))).toEqual([
      0.6, 0.4, 0,
    ])
    const more = [...list.alternatives, { token: 'x', logprob: -Infinity }]
    const told = read(jf, 'bare', [jOrF], { logprobs: [{ ...list, alternatives: more }] })
    expect(numbers(told)).toEqual([0.6, 0.4, 0])
    expect(() => canonicalJson(told?.answerTokens)).not.toThrow()
  })
})

test('blanks around a reply and a token that ends it make no difference', () => {
  const places: Place[] = [[' J', { ' J': 0.6, ' F': 0.4 }], ...said('<|end|>')]
  expect(numbers(read(jf, 'bare', places, { reply: 'J' }))).toEqual([0.6, 0.4, 0])
  const stated: Place[] = [...said('\n', 'ANSWER', ':'), ...places]
  expect(numbers(read(jf, 'line', stated, { reply: 'ANSWER: J\n' }))).toEqual([0.6, 0.4, 0])
})

describe('whatever a server lists', () => {
  const LABELS = [
    ['J', 'F', 'K'],
    ['cooperate', 'defect', 'counter'],
    ['Option A', 'Option B', 'Option'],
    ['1', '10', '2'],
  ] as const
  const piece = fc.oneof(
    fc.constantFrom(' ', '"', '\n', 'Option', 'co', ' J', 'F', '1', '0', ' A', ' B', 'def', 'I'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  const place = fc
    .tuple(
      fc.array(fc.tuple(piece, fc.double({ min: 1e-6, max: 1, noNaN: true })), {
        minLength: 1,
        maxLength: 22,
      }),
      fc.nat(),
      fc.double({ min: 0.9, max: 1, noNaN: true }),
    )
    .map(([list, at, share]): Place => {
      const total = list.reduce((sum, [, weight]) => sum + weight, 0)
      const alternatives = Object.fromEntries(
        list.map(([token, weight]) => [token, (weight / total) * share]),
      )
      return [list[at % list.length]?.[0] ?? '', alternatives]
    })
  const replies = fc.record({
    labels: fc.constantFrom(...LABELS),
    style: fc.constantFrom<AnswerStyle>('bare', 'line'),
    passable: fc.boolean(),
    places: fc.array(place, { minLength: 1, maxLength: 4 }),
  })
  const placesOf = (style: AnswerStyle, places: readonly Place[]): Place[] =>
    style === 'line' ? [...said('So', '\n', 'ANSWER', ':'), ...places] : [...places]

  test('probabilities and the rest sum to 1, and what is kept of it tells the same again', () => {
    let told = 0
    fc.assert(
      fc.property(replies, ({ labels, style, passable, places }) => {
        const form = { ...formOf(...labels), passable }
        const all = placesOf(style, places)
        const once = read(form, style, all)
        if (once === undefined) return
        told++
        const sum = (numbers(once) ?? []).reduce((total, one) => total + one, 0)
        expect(Math.abs(sum - 1)).toBeLessThan(1e-6)
        const reply = all.map(([token]) => token).join('')
        const again = read(form, style, all, { reply, logprobs: once.answerTokens })
        expect(again).toEqual(once)
        expect(() => canonicalJson(once.answerTokens)).not.toThrow()
      }),
      { numRuns: 2000 },
    )
    expect(told).toBeGreaterThan(50)
  })

  test('it does not matter which option bears which label, nor in which order they are displayed', () => {
    const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3 })
    fc.assert(
      fc.property(replies, order, order, ({ labels, style, passable, places }, permuted, order) => {
        const plain = { ...formOf(...labels), passable }
        const other = {
          ...plain,
          order,
          labels: permuted.map((index) => labels[index] as string),
        }
        const all = placesOf(style, places)
        const [one, two] = [read(plain, style, all), read(other, style, all)]
        const byLabel = (form: ChoiceForm, told: typeof one) =>
          told &&
          Object.fromEntries(
            form.options.map((option, i) => [
              form.labels[i],
              told.probabilities.options.get(option)?.toFixed(9),
            ]),
          )
        expect(byLabel(other, two)).toEqual(byLabel(plain, one))
      }),
      { numRuns: 1000 },
    )
  })
})
