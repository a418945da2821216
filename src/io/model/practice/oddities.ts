/** The ways in which a reply is odd and yet an answer: its words are whole, and what surrounds them is wrong. */
import type { Misused } from './broken-replies.ts'
import { chatCompletion, sendJson } from './chat-completion.ts'

type Distort = (request: Misused) => void

const TOOL_CALL = { id: 'c1', type: 'function', function: { name: 'look', arguments: '{}' } }
const TRICKLE_MS = 5
const PIECES = 20

/** Sends the reply with other fields in the body. */
function sendWith({ response, reply }: Misused, overrides: object, choice: object = {}): void {
  sendJson(response, 200, chatCompletion(reply, choice, overrides))
}

const usage = (prompt_tokens: unknown, completion_tokens: unknown): object => ({
  usage: { prompt_tokens, completion_tokens },
})

/** By name. */
export const ODDITIES = {
  'usage of the wrong types': (request) => sendWith(request, usage('12', -1.5)),
  'negative usage': (request) => sendWith(request, usage(-12, -3)),
  'absurdly large usage': (request) =>
    sendWith(request, usage(Number.MAX_SAFE_INTEGER, 999_999_999_999)),
  'usage beyond numbers': ({ response, reply }) =>
    sendJson(
      response,
      200,
      chatCompletion(reply).replace(/"prompt_tokens":\d+/, '"prompt_tokens":1e999'),
    ),
  'usage of zero': (request) => sendWith(request, usage(0, 0)),
  'usage null': (request) => sendWith(request, { usage: null }),
  'no usage': (request) => sendWith(request, { usage: undefined }),
  'more cached than read': (request) =>
    sendWith(request, {
      usage: {
        prompt_tokens: request.reply.inputTokens,
        completion_tokens: request.reply.outputTokens,
        prompt_tokens_details: { cached_tokens: request.reply.inputTokens * 1000 },
      },
    }),
  'other model': (request) => sendWith(request, { model: 'another-model' }),
  'model that repeats the key': (request) =>
    sendWith(request, { model: request.authorization, system_fingerprint: 5 }),
  'finish reason of the wrong type': (request) => sendWith(request, {}, { finish_reason: 3 }),
  'endless model name': (request) => sendWith(request, { model: 'm'.repeat(100_000) }),
  'tool calls beside words': (request) =>
    sendWith(
      request,
      {},
      {
        message: { role: 'assistant', content: request.reply.words, tool_calls: [TOOL_CALL] },
        finish_reason: 'tool_calls',
      },
    ),
  'nested without end': ({ response, reply }) => {
    const depth = 20_000
    const nested = '['.repeat(depth) + ']'.repeat(depth)
    sendJson(response, 200, chatCompletion(reply).replace(/\}$/, `,"extra":${nested}}`))
  },
  'byte order mark': ({ response, reply }) =>
    sendJson(response, 200, `\ufeff${chatCompletion(reply)}`),
  // The client has all that it needs; only its next request over this connection is lost.
  'connection dropped after the body': ({ response, reply }) => {
    sendJson(response, 200, chatCompletion(reply))
    response.on('finish', () => response.socket?.destroySoon())
  },
  trickle: ({ response, reply }) => {
    const body = Buffer.from(chatCompletion(reply))
    const step = Math.ceil(body.length / PIECES)
    let sent = 0
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': body.length,
    })
    const trickle = setInterval(() => {
      response.write(body.subarray(sent, (sent += step)))
      if (sent >= body.length) response.end(() => clearInterval(trickle))
    }, TRICKLE_MS)
    response.on('close', () => clearInterval(trickle))
  },
} satisfies Record<string, Distort>

export type Oddity = keyof typeof ODDITIES
