import { describe, expect, test } from 'vitest'
import { samplePrompt } from '../provider.contract.ts'
import { chatBody, usualLimitField } from './openai-request.ts'

describe('the limit of a reply', () => {
  test.each([
    ['o1-mini', 'max_completion_tokens'],
    ['o3', 'max_completion_tokens'],
    ['o4-mini-2025-04-16', 'max_completion_tokens'],
    ['gpt-5-nano', 'max_completion_tokens'],
    ['ft:o4-mini:lab::x', 'max_completion_tokens'],
    ['gpt-4o-2024-08-06', 'max_tokens'],
    ['gpt-4.1', 'max_tokens'],
    ['gpt-3.5-turbo', 'max_tokens'],
    ['chatgpt-4o-latest', 'max_tokens'],
    ['ft:gpt-4o:lab::x', 'max_tokens'],
  ])('of %s at OpenAI is called %s', (model, field) => {
    expect(usualLimitField('https://api.openai.com/v1', model)).toBe(field)
  })

  test('is called as ever by everybody else, whatever they serve', () => {
    for (const baseUrl of [
      'https://openrouter.ai/api/v1',
      'http://127.0.0.1:8000/v1',
      'https://api.openai.com.example/v1',
    ])
      expect(usualLimitField(baseUrl, 'gpt-5')).toBe('max_tokens')
  })
})

test('extras go along, and replace neither the model nor the messages nor how the reply comes', () => {
  const extras = { top_k: 4, model: 'other', messages: [], stream: true }
  const body = chatBody({ ...samplePrompt('m'), sampling: { extras } }, 'max_tokens')
  expect(body).toMatchObject({ top_k: 4, model: 'm', stream: false })
  expect(body.messages.length).toBe(2)
})
