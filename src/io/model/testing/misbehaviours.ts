/** The ways in which model servers go wrong, each as the server's side of one exchange. */
import type { ServerResponse } from 'node:http'

/** Puts together the body of a chat completion; the overrides replace top-level fields. */
export function chatCompletion(
  content: unknown,
  choice: object = {},
  overrides: object = {},
): string {
  return JSON.stringify({
    id: 'chatcmpl-test',
    object: 'chat.completion',
    model: 'test-model-2024',
    system_fingerprint: 'fp_test',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null },
        finish_reason: 'stop',
        ...choice,
      },
    ],
    usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
    ...overrides,
  })
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: object = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
}

function sendError(
  response: ServerResponse,
  status: number,
  message: string,
  code: string | null,
  headers: object = {},
): void {
  sendJson(response, status, JSON.stringify({ error: { message, type: 'error', code } }), headers)
}

/** What the server knows of the request that it answers badly. */
export interface Misused {
  readonly response: ServerResponse
  /** The authorization header as it came: a rude server repeats it. */
  readonly authorization: string
}

type Misbehave = (request: Misused) => void

const TEN_MEGABYTES = 10_000_000
const refusal = {
  message: { role: 'assistant', content: null, refusal: 'I cannot help with that.' },
}
const toolCall = {
  id: 'c1',
  type: 'function',
  function: { name: 'choose', arguments: '{"option":"J"}' },
}

/** By name; every one of them must come out as a value that no policy can mistake for a decision. */
export const MISBEHAVIOURS = {
  'unauthorized 401': ({ response, authorization }) =>
    sendError(response, 401, `Incorrect API key provided: ${authorization}`, 'invalid_api_key'),
  'forbidden 403': ({ response, authorization }) =>
    sendError(response, 403, `${authorization} may not`, null),
  'not found 404': ({ response }) =>
    sendError(response, 404, 'The model does not exist', 'model_not_found'),
  'bad request 400 that quotes the key': ({ response, authorization }) =>
    sendError(response, 400, `bad header ${authorization}\n\u001b[2J`, null),
  'filtered 400': ({ response }) =>
    sendError(response, 400, 'The prompt was filtered', 'content_filter'),
  'busy 429 with Retry-After': ({ response }) =>
    sendError(response, 429, 'Slow down', null, { 'retry-after': '2' }),
  'busy 429 without Retry-After': ({ response }) => sendError(response, 429, 'Slow down', null),
  'quota 429': ({ response }) =>
    sendError(response, 429, 'You exceeded your quota', 'insufficient_quota'),
  'broken 500': ({ response }) => sendError(response, 500, 'Internal error', null),
  'page 502': ({ response }) =>
    void response
      .writeHead(502, { 'content-type': 'text/html' })
      .end('<html><h1>502 J</h1></html>'),
  'page 200': ({ response }) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>J</html>'),
  'redirect 302': ({ response }) =>
    void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
  'nothing 204': ({ response }) => void response.writeHead(204).end(),
  'dropped connection': ({ response }) => void response.destroy(),
  'connection dropped in the body': ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
    response.write('{"choices":[{"message":{"content":"J"', () => response.destroy())
  },
  hang: () => undefined,
  'hang in the body': ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{"choices":')
  },
  'truncated JSON': ({ response }) => sendJson(response, 200, chatCompletion('J').slice(0, -40)),
  'empty body': ({ response }) => sendJson(response, 200, ''),
  'JSON null': ({ response }) => sendJson(response, 200, 'null'),
  'JSON of something else': ({ response }) => sendJson(response, 200, '{"answer":"J"}'),
  'error with 200': ({ response, authorization }) =>
    sendJson(
      response,
      200,
      JSON.stringify({ error: { message: `no: ${authorization}`, code: 502 } }),
    ),
  'empty choices': ({ response }) =>
    sendJson(response, 200, chatCompletion('J', {}, { choices: [] })),
  'choices of the wrong type': ({ response }) =>
    sendJson(response, 200, chatCompletion('J', {}, { choices: 'J' })),
  'choice null': ({ response }) =>
    sendJson(response, 200, chatCompletion('J', {}, { choices: [null] })),
  'message null': ({ response }) => sendJson(response, 200, chatCompletion('J', { message: null })),
  'null content': ({ response }) => sendJson(response, 200, chatCompletion(null)),
  'empty content': ({ response }) => sendJson(response, 200, chatCompletion('')),
  'content of the wrong type': ({ response }) =>
    sendJson(response, 200, chatCompletion({ text: 'J' })),
  refusal: ({ response }) => sendJson(response, 200, chatCompletion(null, refusal)),
  content_filter: ({ response }) =>
    sendJson(response, 200, chatCompletion('J', { finish_reason: 'content_filter' })),
  length: ({ response }) =>
    sendJson(response, 200, chatCompletion('J is what I', { finish_reason: 'length' })),
  'length before any word': ({ response }) =>
    sendJson(response, 200, chatCompletion(null, { finish_reason: 'length' })),
  'tool calls': ({ response }) =>
    sendJson(
      response,
      200,
      chatCompletion(null, {
        message: { content: null, tool_calls: [toolCall] },
        finish_reason: 'tool_calls',
      }),
    ),
  'prose that names options': ({ response }) =>
    sendJson(response, 200, chatCompletion('I will not pick J; my choice is F')),
  'ten megabytes': ({ response }) =>
    sendJson(response, 200, chatCompletion('J'.repeat(TEN_MEGABYTES))),
  'two megabytes': ({ response }) => sendJson(response, 200, chatCompletion('J'.repeat(2_000_000))),
  'invalid UTF-8': ({ response }) =>
    sendJson(response, 200, Buffer.from(chatCompletion('J?').replace('J?', 'J\xff'), 'latin1')),
  'lone surrogates': ({ response }) => sendJson(response, 200, chatCompletion('J\ud800')),
  'terminal escapes': ({ response }) =>
    sendJson(response, 200, chatCompletion('\u001b[2J\u001b]0;owned\u0007')),
} satisfies Record<string, Misbehave>

export type Misbehaviour = keyof typeof MISBEHAVIOURS

/** Odd, and yet an answer: the reply is `J` and what surrounds it is wrong. */
export const ODDITIES = {
  'usage of the wrong types': ({ response }) =>
    sendJson(
      response,
      200,
      chatCompletion('J', {}, { usage: { prompt_tokens: '12', completion_tokens: -1.5 } }),
    ),
  'no usage': ({ response }) => sendJson(response, 200, chatCompletion('J', {}, { usage: 7 })),
  'other model': ({ response }) =>
    sendJson(response, 200, chatCompletion('J', {}, { model: 'another-model' })),
  'model that repeats the key': ({ response, authorization }) =>
    sendJson(
      response,
      200,
      chatCompletion('J', {}, { model: authorization, system_fingerprint: 5 }),
    ),
  'finish reason of the wrong type': ({ response }) =>
    sendJson(response, 200, chatCompletion('J', { finish_reason: 3 })),
  'endless model name': ({ response }) =>
    sendJson(response, 200, chatCompletion('J', {}, { model: 'm'.repeat(100_000) })),
} satisfies Record<string, Misbehave>

export type Oddity = keyof typeof ODDITIES
