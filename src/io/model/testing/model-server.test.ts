import { expect, test } from 'vitest'
import { startModelServer } from './model-server.ts'

const post = (baseUrl: string, body: string): Promise<Response> =>
  fetch(`${baseUrl}/chat/completions`, { method: 'POST', body })

test('it listens on the loopback interface only, and answers as told', async () => {
  const server = await startModelServer({ answer: ({ body }) => `to ${String(body.model)}` })
  expect(server.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/)
  const reply = (await (await post(server.baseUrl, '{"model":"m"}')).json()) as {
    choices: { message: { content: string } }[]
  }
  expect(reply.choices[0]?.message.content).toBe('to m')
  expect((await post(server.baseUrl, 'not JSON')).status).toBe(200)
  server.behave('broken 500')
  expect((await post(server.baseUrl, '{}')).status).toBe(500)
  server.behave('broken 500', 1)
  expect((await post(server.baseUrl, '{}')).status).toBe(500)
  expect((await post(server.baseUrl, '{}')).status).toBe(200)
  expect(server.requests).toHaveLength(5)
  await server.close()
})

test('it ends connections that hang when it is closed, and closes by itself after its lifetime', async () => {
  const closed = await startModelServer()
  closed.behave('hang')
  const hanging = expect(post(closed.baseUrl, '{}')).rejects.toThrow()
  while (closed.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await closed.close()
  await hanging
  const short = await startModelServer({ lifetimeMs: 20 })
  await new Promise((resolve) => setTimeout(resolve, 60))
  await expect(post(short.baseUrl, '{}')).rejects.toThrow()
})
