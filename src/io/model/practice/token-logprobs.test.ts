import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Streams } from '../../../base/random.ts'
import { answerFrom } from './answers.ts'
import { startModelServer } from './model-server.ts'
import {
  drawWords,
  likeliestWords,
  logprobsOf,
  tokensOf,
  type Distribution,
} from './token-logprobs.ts'

const HALF: Distribution = { 'ANSWER: J': 3, 'ANSWER: F': 1, 'No.': 4 }

describe('tokens', () => {
  test('put together are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(tokensOf(text).join('')).toBe(text)
      }),
    )
  })
})

describe('log-probabilities', () => {
  test('are those of the declared distribution, given the tokens before', () => {
    const [answer, colon, label] = logprobsOf('ANSWER: J', HALF, 5)
    expect(answer).toEqual({
      token: 'ANSWER',
      logprob: Math.log(0.5),
      alternatives: [
        { token: 'ANSWER', logprob: Math.log(0.5) },
        { token: 'No', logprob: Math.log(0.5) },
      ],
    })
    expect(colon).toMatchObject({ token: ':', logprob: 0 })
    expect(label?.alternatives).toEqual([
      { token: ' J', logprob: Math.log(0.75) },
      { token: ' F', logprob: Math.log(0.25) },
    ])
  })

  test('are as many alternatives as were asked for, the likeliest first', () => {
    expect(logprobsOf('No.', HALF, 1)[0]?.alternatives).toHaveLength(1)
    expect(logprobsOf('ANSWER: F', HALF, 1)[2]).toMatchObject({
      token: ' F',
      alternatives: [{ token: ' J' }],
    })
  })

  test('make the probability of the whole reply, where none is the beginning of another', () => {
    const replies = fc.dictionary(
      fc.stringMatching(/^[ab ]{1,6}$/).map((words) => `${words}.`),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      { minKeys: 1, maxKeys: 6 },
    )
    fc.assert(
      fc.property(replies, (distribution) => {
        const total = Object.values(distribution).reduce((sum, weight) => sum + weight, 0)
        for (const [words, weight] of Object.entries(distribution)) {
          const sum = logprobsOf(words, distribution, 20).reduce((a, { logprob }) => a + logprob, 0)
          expect(Math.exp(sum)).toBeCloseTo(weight / total, 9)
        }
      }),
    )
  })

  test('of a word that is not declared are those of something that never happens', () => {
    expect(logprobsOf('Perhaps', HALF, 1)[0]?.logprob).toBe(-9999)
  })
})

describe('replies', () => {
  test('are drawn as often as declared', () => {
    const random = new Streams(1).stream('words')
    const drawn = Array.from({ length: 4000 }, () => drawWords(HALF, random))
    expect(drawn.filter((words) => words === 'ANSWER: J').length / 4000).toBeCloseTo(3 / 8, 1)
    expect(new Set(drawn)).toEqual(new Set(Object.keys(HALF)))
    expect(likeliestWords(HALF)).toBe('No.')
  })

  test('of a server vary with how often the same is asked, unless it is asked coldly', async () => {
    const server = await startModelServer({ answer: answerFrom({ J: 0.5, F: 0.5, K: 0.01 }) })
    const ask = async (temperature: number): Promise<unknown> => {
      const body = JSON.stringify({ temperature, logprobs: true, top_logprobs: 2 })
      const response = await fetch(`${server.baseUrl}/chat/completions`, { method: 'POST', body })
      const { choices } = (await response.json()) as {
        choices: [{ message: { content: unknown }; logprobs: { content: [{ logprob: number }] } }]
      }
      expect(choices[0].logprobs.content[0].logprob).toBeLessThan(0)
      return choices[0].message.content
    }
    const warm = new Set<unknown>()
    for (let i = 0; i < 20; i++) warm.add(await ask(1))
    expect(warm.size).toBeGreaterThan(1)
    for (let i = 0; i < 5; i++) expect(await ask(0)).toBe('J')
    await server.close()
  })
})
