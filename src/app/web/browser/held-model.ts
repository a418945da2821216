/** A model server that answers when a test says so: a run that asks it goes on tick by tick, and waits where it is held. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HeldModel {
  /** Without a slash at its end. */
  readonly url: string
  /** Answers so many questions, those that wait and those that come. */
  answer(questions: number, reply: string): void
  end(): void
}

export async function startHeldModel(): Promise<HeldModel> {
  const waiting = new Set<ServerResponse>()
  const replies: string[] = []
  const answerSome = (): void => {
    for (const response of waiting) {
      const reply = replies.shift()
      if (reply === undefined) return
      waiting.delete(response)
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify(completionOf(reply)))
    }
  }
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      waiting.add(response)
      answerSome()
    })
    // Whoever has gone is not answered in place of those who wait.
    response.on('close', () => waiting.delete(response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    answer(questions, reply) {
      for (let i = 0; i < questions; i++) replies.push(reply)
      answerSome()
    },
    end: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function completionOf(content: string): object {
  return {
    id: 'held',
    object: 'chat.completion',
    created: 0,
    model: 'held',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  }
}
