import { expect, test } from 'vitest'
import { saidError } from './openai-error.ts'
import { isPromptTooLong } from './prompt-too-long.ts'

const isTooLong = (body: unknown, maxTokens?: number) => isPromptTooLong(saidError(body), maxTokens)
const said = (message: string, code: string | null = null) => ({ error: { message, code } })

test.each<[string, unknown]>([
  [
    'OpenAI',
    said(
      "This model's maximum context length is 4097 tokens. However, your messages resulted in 4294 tokens.",
      'context_length_exceeded',
    ),
  ],
  [
    'Groq',
    said('Please reduce the length of the messages or completion.', 'context_length_exceeded'),
  ],
  [
    'OpenRouter',
    said(
      "This endpoint's maximum context length is 8192 tokens. However, you requested about 9000 tokens.",
    ),
  ],
  [
    'a server behind OpenRouter',
    {
      error: {
        message: 'Provider returned error',
        code: 400,
        metadata: { raw: 'Input is too long for requested model.' },
      },
    },
  ],
  [
    'vLLM',
    {
      object: 'error',
      message:
        "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens",
      type: 'BadRequestError',
      code: 400,
    },
  ],
  [
    'vLLM, of the prompt alone',
    said('The decoder prompt (length 5000) is longer than the maximum model length of 4096.'),
  ],
  [
    'SGLang',
    said("The input (5000 tokens) is longer than the model's context length (4096 tokens)."),
  ],
  [
    'llama.cpp',
    {
      error: {
        code: 400,
        message: 'the request exceeds the available context size, try increasing it',
        type: 'exceed_context_size_error',
      },
    },
  ],
  ['llama-cpp-python', said('Requested tokens (2285) exceed context window of 2048')],
  ['Ollama', { error: 'prompt too long; exceeded max context length by 12 tokens' }],
  [
    'LM Studio',
    { error: 'The model is loaded with context length of only 4096 tokens, which is not enough.' },
  ],
  [
    'Anthropic',
    {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'prompt is too long: 209353 tokens > 199999 maximum',
      },
    },
  ],
  [
    'Anthropic, with the reply',
    said('input length and `max_tokens` exceed context limit: 190000 + 21000 > 200000'),
  ],
  [
    'Gemini',
    [
      said(
        'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
      ),
    ],
  ],
  [
    'Mistral',
    {
      object: 'error',
      message:
        'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
    },
  ],
  [
    'xAI',
    {
      code: 'invalid',
      error: "This model's maximum prompt length is 131072 but the request contains 150000 tokens.",
    },
  ],
  ['Cohere', { message: 'too many tokens: size limit exceeded by 19296 tokens.' }],
  [
    'Poolside',
    said('Input length 131393 exceeds the maximum allowed input length of 131040 tokens.'),
  ],
  [
    'Text Generation Inference',
    { error: 'Input validation error: `inputs` must have less than 4096 tokens. Given: 5000' },
  ],
  ['Together', said('`inputs` tokens + `max_new_tokens` must be <= 4097.')],
  ['FastAPI', { detail: [{ msg: 'the prompt is too long' }] }],
  [
    'OpenAI, of one message',
    said("Invalid 'messages[1].content': string too long.", 'string_above_max_length'),
  ],
])('%s: the prompt is too long', (_, body) => {
  expect(isTooLong(body)).toBe(true)
})

test.each<[string, unknown]>([
  [
    'a parameter',
    said(
      "Unsupported parameter: 'max_tokens' is not supported with this model.",
      'unsupported_parameter',
    ),
  ],
  [
    'a limit on the reply',
    said('max_tokens is too large: 100000. This model supports at most 16384 completion tokens.'),
  ],
  [
    'a temperature',
    said("Invalid 'temperature': decimal above maximum value. Expected a value <= 2."),
  ],
  ['nothing', null],
  ['a page', undefined],
])('%s is not the length of the prompt', (_, body) => {
  expect(isTooLong(body)).toBe(false)
})

test('a limit on the reply as long as the context is not the fault of one prompt', () => {
  const body = said(
    "max_tokens is too large: 5000. This model's maximum context length is 4,096 tokens and your request has 36 input tokens.",
  )
  expect(isTooLong(body, 5000)).toBe(false)
  expect(isTooLong(body, 4095)).toBe(true)
})
