/** The ways in which a reply does not arrive, or is no answer: the model has worked for it, and the server charges. */
import { chatCompletion, sendJson, type Reply } from './chat-completion.ts'
import type { Rejected } from './rejections.ts'

/** A request that a model has answered, whatever becomes of the reply. */
export interface Misused extends Rejected {
  readonly reply: Reply
}

type Break = (request: Misused) => void

const JSON_TYPE = { 'content-type': 'application/json' }
const TOOL_CALL = {
  id: 'c1',
  type: 'function',
  function: { name: 'choose', arguments: '{"option":"J"}' },
}
const TOOL_MESSAGE = { role: 'assistant', content: null, tool_calls: [TOOL_CALL] }
const TRICKLE_MS = 20

/** Sends a whole completion whose words are others. */
function say(request: Misused, words: unknown, choice: object = {}): void {
  const message = { role: 'assistant', content: words, refusal: null }
  sendJson(request.response, 200, chatCompletion(request.reply, { message, ...choice }))
}

/** By name. */
export const BROKEN_REPLIES = {
  'dropped connection': ({ response }) => void response.destroy(),
  'connection dropped in the body': ({ response, reply }) => {
    const body = chatCompletion(reply)
    response.writeHead(200, { ...JSON_TYPE, 'content-length': Buffer.byteLength(body) })
    response.write(body.slice(0, body.length / 2), () => response.destroy())
  },
  // Every byte came, and yet the end of the body did not.
  'connection dropped at the end of the body': ({ response, reply }) => {
    response.writeHead(200, JSON_TYPE)
    response.write(chatCompletion(reply), () => response.destroy())
  },
  hang: () => undefined,
  'hang in the body': ({ response }) => {
    response.writeHead(200, JSON_TYPE)
    response.write('{"choices":')
  },
  'hang in trickles': ({ response }) => {
    response.writeHead(200, JSON_TYPE)
    const trickle = setInterval(() => response.write(' '), TRICKLE_MS)
    response.on('close', () => clearInterval(trickle))
  },
  'header without end': ({ response, reply }) =>
    sendJson(response, 200, chatCompletion(reply), { 'x-endless': 'x'.repeat(100_000) }),
  'not the encoding that it says': ({ response, reply }) =>
    sendJson(response, 200, chatCompletion(reply), { 'content-encoding': 'gzip' }),
  'truncated JSON': ({ response, reply }) =>
    sendJson(response, 200, chatCompletion(reply).slice(0, -40)),
  'invalid JSON': ({ response, reply }) =>
    sendJson(response, 200, chatCompletion(reply).replaceAll('"', "'")),
  'JSON twice': ({ response, reply }) =>
    sendJson(response, 200, chatCompletion(reply) + chatCompletion(reply)),
  'empty body': ({ response }) => sendJson(response, 200, ''),
  'JSON null': ({ response }) => sendJson(response, 200, 'null'),
  'JSON of something else': ({ response }) => sendJson(response, 200, '{"answer":"J"}'),
  'choices in the prototype': ({ response, reply }) =>
    sendJson(response, 200, `{"__proto__":${chatCompletion(reply)}}`),
  'error with 200': ({ response, authorization }) =>
    sendJson(
      response,
      200,
      JSON.stringify({ error: { message: `no: ${authorization}`, code: 502 } }),
    ),
  'empty choices': ({ response, reply }) =>
    sendJson(response, 200, chatCompletion(reply, {}, { choices: [] })),
  'choices of the wrong type': ({ response, reply }) =>
    sendJson(response, 200, chatCompletion(reply, {}, { choices: 'J' })),
  'choice null': ({ response, reply }) =>
    sendJson(response, 200, chatCompletion(reply, {}, { choices: [null] })),
  'message null': ({ response, reply }) =>
    sendJson(response, 200, chatCompletion(reply, { message: null })),
  'null content': (request) => say(request, null),
  'empty content': (request) => say(request, ''),
  'content of the wrong type': (request) => say(request, { text: 'J' }),
  refusal: ({ response, reply }) =>
    sendJson(response, 200, chatCompletion({ ...reply, finishReason: 'refusal' })),
  // Whole words: what was filtered is no answer even where it could be read as one.
  content_filter: (request) =>
    say(request, request.reply.words, { finish_reason: 'content_filter' }),
  length: (request) => {
    const words = request.reply.words ?? ''
    say(request, `${words.slice(0, words.length / 2)} is what I`, { finish_reason: 'length' })
  },
  'length before any word': (request) => say(request, null, { finish_reason: 'length' }),
  'tool calls': ({ response, reply }) =>
    sendJson(
      response,
      200,
      chatCompletion(reply, { message: TOOL_MESSAGE, finish_reason: 'tool_calls' }),
    ),
  'prose that names options': (request) => say(request, 'I will not pick J; my choice is F'),
  'ten megabytes': (request) => say(request, tenMegabytes()),
  'two megabytes': (request) => say(request, tenMegabytes().slice(0, 2_000_000)),
  'invalid UTF-8': ({ response, reply }) => {
    const body = chatCompletion({ ...reply, words: 'J?' }).replace('J?', 'J\xff')
    sendJson(response, 200, Buffer.from(body, 'latin1'))
  },
  'lone surrogates': (request) => say(request, 'J\ud800'),
  'terminal escapes': (request) => say(request, '\u001b[2J\u001b]0;owned\u0007'),
} satisfies Record<string, Break>

let words: string | undefined

function tenMegabytes(): string {
  return (words ??= 'J'.repeat(10_000_000))
}
