/** A model server whose every word is hostile: each reply is the next of the texts, and so are the names of what served it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HostileModel {
  /** Without a slash at its end. */
  readonly url: string
  end(): void
}

export async function startHostileModel(texts: readonly string[]): Promise<HostileModel> {
  let asked = 0
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const text = texts[asked++ % texts.length] ?? ''
      response.setHeader('Content-Type', 'application/json')
      response.end(
        JSON.stringify({
          id: text.slice(0, 40),
          object: 'chat.completion',
          created: 0,
          model: text.slice(0, 200),
          system_fingerprint: text.slice(0, 200),
          choices: [
            { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text } },
          ],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
        }),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    end: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
