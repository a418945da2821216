/**
 * The server that all contenders call, in a process of its own: chat completions after a chosen latency, and as little work as can be. It reads no
 * JSON: latency and kind of reply stand in the path, `/<latency ms>/<work>/v1/chat/completions`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { replyOf, workNamed, type WorkName } from './works.ts'

/** What `GET /served` tells, all since the last time it was asked. */
export interface Served {
  readonly calls: number
  readonly promptBytes: number
  /** Most calls that were waiting at once. */
  readonly mostInFlight: number
  /** Most connections that were open at once. */
  readonly mostConnections: number
  readonly cpuMs: number
}

let [calls, promptBytes, inFlight, mostInFlight, mostConnections, number] = [0, 0, 0, 0, 0, 0]
let cpu = process.cpuUsage()
let connections = 0

function answer(request: IncomingMessage, response: ServerResponse): void {
  const [, latency, work] = (request.url ?? '').split('/')
  if (latency === 'served') {
    response.end(JSON.stringify(served()))
    return
  }
  const kind = workNamed(work as WorkName).name
  mostInFlight = Math.max(mostInFlight, ++inFlight)
  let bytes = 0
  request.on('data', (page: Buffer) => (bytes += page.length))
  request.on('end', () => {
    promptBytes += bytes
    setTimeout(() => {
      inFlight--
      calls++
      const body = bodyOf(replyOf(kind, number++), bytes)
      const length = Buffer.byteLength(body)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': length })
      response.end(body)
    }, Number(latency))
  })
}

function bodyOf(content: string, bytes: number): string {
  const [prompt_tokens, completion_tokens] = [Math.ceil(bytes / 4), Math.ceil(content.length / 4)]
  return JSON.stringify({
    id: `chatcmpl-${number}`,
    object: 'chat.completion',
    created: 1_750_000_000,
    model: 'bench-1',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: {
      prompt_tokens,
      completion_tokens,
      total_tokens: prompt_tokens + completion_tokens,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
    },
    system_fingerprint: 'fp_bench',
  })
}

function served(): Served {
  const { user, system } = process.cpuUsage(cpu)
  const told = { calls, promptBytes, mostInFlight, mostConnections }
  ;[calls, promptBytes, mostInFlight, mostConnections] = [0, 0, inFlight, connections]
  cpu = process.cpuUsage()
  return { ...told, cpuMs: (user + system) / 1_000 }
}

const server = createServer({ keepAliveTimeout: 600_000, requestTimeout: 0 }, answer)
server.on('connection', (socket) => {
  mostConnections = Math.max(mostConnections, ++connections)
  socket.on('close', () => connections--)
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  console.log((server.address() as AddressInfo).port)
})
