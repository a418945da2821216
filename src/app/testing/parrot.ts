/** A model server for tests that repeats the secrets it is sent, wherever a server can put words. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Parrot {
  readonly baseUrl: string
  /** How many requests came; each was answered with the secrets that it held. */
  readonly heard: number
  /** Every further request is turned away for good; the secrets are in what it says. */
  refuse(): void
  /** Every further request of this participant, known by words of its prompt, is left without a reply. */
  ignore(words: string): void
  close(): Promise<void>
}

/** What a request held that must not come back. */
interface Heard {
  readonly key: string
  readonly token: string
}

type Say = (response: ServerResponse, heard: Heard) => void

/** Starts the server; each request is answered in the next of the ways below. */
export async function startParrot(): Promise<Parrot> {
  let heard = 0
  let isRefusing = false
  let ignored: string | null = null
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      if (ignored !== null && body.includes(ignored)) return
      const said = {
        key: (request.headers.authorization ?? '').replace('Bearer ', ''),
        token: String(request.headers['x-lab-token']),
      }
      const way = isRefusing ? refuse : WAYS[heard % WAYS.length]
      heard++
      way?.(response, said)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    get heard() {
      return heard
    },
    refuse: () => void (isRefusing = true),
    ignore: (words) => void (ignored = words),
    close: () => closed(server),
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pages: Buffer[] = []
  for await (const page of request) pages.push(page as Buffer)
  return Buffer.concat(pages).toString()
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** Headers hold the secrets in every reply. */
function send(response: ServerResponse, { key, token }: Heard, status: number, body: string): void {
  response.writeHead(status, `So you are ${key}`, {
    'x-you-said': `${key} ${token}`,
    'set-cookie': `session=${key}`,
    'www-authenticate': `Bearer ${key}`,
    location: `http://127.0.0.1:9/${encodeURIComponent(key)}?${token}`,
  })
  response.end(body)
}

function complete(response: ServerResponse, heard: Heard, choice: object, rest: object = {}): void {
  const message = { role: 'assistant', content: 'ANSWER: J' }
  const body = {
    id: heard.key,
    model: 'parrot-1',
    choices: [{ index: 0, message, finish_reason: 'stop', ...choice }],
    usage: { prompt_tokens: 200, completion_tokens: 10 },
    ...rest,
  }
  send(response, heard, 200, JSON.stringify(body))
}

const said = (content: string | null, more: object = {}) => ({
  message: { role: 'assistant', content, ...more },
})

/** The words as three tokens, none of which is half of them. */
const spelt = (words: string) => {
  const third = Math.ceil(words.length / 3)
  const tokens = [0, 1, 2].map((place) => words.slice(place * third, (place + 1) * third))
  return {
    content: tokens.map((token) => ({
      token,
      logprob: -0.1,
      top_logprobs: [{ token, logprob: -0.1 }],
    })),
  }
}

const errorOf = ({ key, token }: Heard, code: string): string =>
  JSON.stringify({ error: { message: `not with ${key} and ${token}`, type: key, code } })

const refuse: Say = (response, heard) => send(response, heard, 400, errorOf(heard, heard.token))

const WAYS: readonly Say[] = [
  (response, heard) =>
    complete(response, heard, said(`I was told ${heard.key} and ${heard.token}.\nANSWER: J`)),
  (response, heard) =>
    complete(
      response,
      heard,
      { finish_reason: heard.key },
      { model: `Bearer ${heard.key}`, system_fingerprint: heard.token },
    ),
  (response, heard) => send(response, heard, 500, errorOf(heard, heard.key)),
  (response, heard) => complete(response, heard, said(`${heard.key} ${heard.token}`)),
  (response, heard) => send(response, heard, 502, `<html>${heard.key} ${heard.token}</html>`),
  (response, heard) =>
    complete(response, heard, { ...said(heard.key), logprobs: spelt(heard.key) }),
  (response, heard) =>
    complete(response, heard, {
      ...said(`It begins ${heard.key.slice(0, heard.key.length / 2 + 3)}`),
      finish_reason: 'length',
    }),
  (response, heard) =>
    complete(response, heard, {
      ...said(null, { refusal: `Not for ${heard.token}`, tool_calls: [{ id: heard.key }] }),
    }),
  (response, heard) => send(response, heard, 200, `{"choices":[{"message":"${heard.key}`),
  (response, heard) => {
    response.writeHead(200, { 'content-length': 1_000, 'x-you-said': heard.key })
    response.write(heard.key, () => response.destroy())
  },
  (response, heard) => send(response, heard, 429, errorOf(heard, 'rate_limit_exceeded')),
  (response, heard) =>
    complete(response, heard, {}, { usage: { prompt_tokens: heard.key }, error: null }),
]
