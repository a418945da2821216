import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ModelServer } from '../io/model/practice/model-server.ts'
import { SIMULATED_MODELS } from './adapters.ts'
import { startPracticeServer } from './practice-server.ts'

let server: ModelServer
beforeAll(async () => {
  server = await startPracticeServer()
})
afterAll(() => server.close())

interface Completion {
  readonly model: string
  readonly choices: readonly [{ readonly message: { readonly content: string | null } }]
}

const QUESTION =
  'Choose.\n\nHow to answer: reply with your reasoning if you wish, then end with one line that is exactly one of these:\nANSWER: J\nANSWER: F'

async function ask(model: string, question = QUESTION, further: object = {}): Promise<Completion> {
  const messages = [
    { role: 'system', content: 'You are careful.' },
    { role: 'user', content: question },
  ]
  const response = await fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model, messages, ...further }),
  })
  return (await response.json()) as Completion
}

describe('a practice server', () => {
  test.each(SIMULATED_MODELS)('answers a real prompt as %s does', async (model) => {
    const reply = await ask(model)
    expect(reply.model).toBe(`practice/${model}`)
    expect(reply.choices[0].message.content).toEqual(expect.any(String))
  })

  test('answers for models that nobody simulates, and says who it was', async () => {
    const reply = await ask('gpt-5-of-tomorrow')
    expect(reply.model).toBe('practice/reciprocator')
    expect(reply.choices[0].message.content).toMatch(/ANSWER: [JF]$/)
  })

  test('answers the same to the same words, whenever they come', async () => {
    const questions = Array.from({ length: 20 }, (_, i) => `Question ${i}. ${QUESTION}`)
    const wordsOf = async (question: string) => (await ask('mixed', question)).choices[0].message
    const forwards = await Promise.all(questions.map(wordsOf))
    const backwards = await Promise.all(questions.toReversed().map(wordsOf))
    expect(backwards.reverse()).toEqual(forwards)
    expect(new Set(forwards.map(({ content }) => content)).size).toBeGreaterThan(1)
  })

  test('answers otherwise where another seed or user is named', async () => {
    const replies = new Set<unknown>()
    for (let seed = 0; seed < 20; seed++)
      replies.add((await ask('mixed', QUESTION, { seed })).choices[0].message.content)
    expect(replies.size).toBeGreaterThan(1)
  })

  test('answers also where it can make nothing of what it is told', async () => {
    for (const question of ['Hello?', 'half a pair: \ud800']) {
      const reply = await ask('cooperator', question, { user: '\udfff', seed: 0.5 })
      expect(reply.choices[0].message.content).toMatch(/\S/)
    }
  })
})
