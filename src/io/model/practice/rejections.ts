/** The ways in which a server turns a request away: no model works for it, and nobody pays. */
import type { ServerResponse } from 'node:http'
import { send, sendError } from './chat-completion.ts'

/** A request that is turned away. */
export interface Rejected {
  readonly response: ServerResponse
  /** The authorization header as it came: a rude server repeats it. */
  readonly authorization: string
}

type Reject = (request: Rejected) => void

const DAY_SECONDS = '86400'

/** By name. */
export const REJECTIONS = {
  'unauthorized 401': ({ response, authorization }) =>
    sendError(response, 401, `Incorrect API key provided: ${authorization}`, 'invalid_api_key'),
  'forbidden 403': ({ response, authorization }) =>
    sendError(response, 403, `${authorization} may not`),
  'not found 404': ({ response }) =>
    sendError(response, 404, 'The model does not exist', 'model_not_found'),
  'bad request 400 that quotes the key': ({ response, authorization }) =>
    sendError(response, 400, `bad header ${authorization}\n\u001b[2J`),
  'too long 400': ({ response }) =>
    sendError(response, 400, 'The prompt is too long', 'context_length_exceeded'),
  'filtered 400': ({ response }) =>
    sendError(response, 400, 'The prompt was filtered', 'content_filter'),
  'timeout 408': ({ response }) => sendError(response, 408, 'The request took too long'),
  'busy 429 with Retry-After': ({ response }) =>
    sendError(response, 429, 'Slow down', null, { 'retry-after': '2' }),
  'busy 429 without Retry-After': ({ response }) => sendError(response, 429, 'Slow down'),
  'busy 429 until a date': ({ response }) =>
    sendError(response, 429, 'Slow down', null, {
      'retry-after': new Date(Date.now() + 2000).toUTCString(),
    }),
  'busy 429 for a day': ({ response }) =>
    sendError(response, 429, 'Slow down', null, { 'retry-after': DAY_SECONDS }),
  'busy 429 for nobody knows how long': ({ response }) =>
    sendError(response, 429, 'Slow down', null, { 'retry-after': '-1 parsecs' }),
  'quota 429': ({ response }) =>
    sendError(response, 429, 'You exceeded your quota', 'insufficient_quota'),
  'broken 500': ({ response }) => sendError(response, 500, 'Internal error'),
  'page 502': ({ response }) => sendPage(response, 502, '<html><h1>502 J</h1></html>'),
  'overloaded 503': ({ response }) => sendError(response, 503, 'Overloaded'),
  'page 200': ({ response }) => sendPage(response, 200, '<html>J</html>'),
  'redirect 302': ({ response }) =>
    send(response, 302, '', { location: 'http://127.0.0.1:9/elsewhere' }),
  'nothing 204': ({ response }) => void response.writeHead(204).end(),
  'reset connection': ({ response }) => void response.socket?.resetAndDestroy(),
} satisfies Record<string, Reject>

function sendPage(response: ServerResponse, status: number, page: string): void {
  send(response, status, page, { 'content-type': 'text/html' })
}
